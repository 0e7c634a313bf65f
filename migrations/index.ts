import type { Migration } from 'kysely/migration'
import * as events from './0001_events.ts'
import * as people from './0002_people.ts'
import * as organisations from './0003_organisations.ts'
import * as dialogue from './0004_dialogue.ts'
import * as results from './0005_dialogue.ts'
import * as readings from './0006_dialogue.ts'
import * as waysIn from './0007_people.ts'
import * as verification from './0008_organisations.ts'
import * as moderation from './0009_moderation.ts'
import * as identities from './0010_people.ts'
import * as cards from './0011_profiles.ts'
import * as speakers from './0012_dialogue.ts'
import * as bodies from './0013_organisations.ts'
import * as charters from './0014_charters.ts'
import * as providers from './0015_providers.ts'
import * as access from './0016_access.ts'
import * as holdings from './0017_holdings.ts'
import * as labels from './0018_moderation.ts'
import * as notices from './0019_notices.ts'
import * as eventIndexes from './0020_events.ts'
import * as decided from './0021_dialogue.ts'
import * as gatherings from './0022_gatherings.ts'
import * as registrations from './0023_registrations.ts'
import * as floor from './0024_floor.ts'
import * as interventions from './0025_interventions.ts'
import * as ideas from './0026_ideas.ts'
import * as encounters from './0027_encounters.ts'
import * as recommendations from './0028_recommendations.ts'
import * as commitments from './0029_commitments.ts'
import * as outcomes from './0030_outcomes.ts'
import * as offline from './0031_dialogue.ts'
import * as stock from './0032_places.ts'
import * as origins from './0033_dialogue.ts'
import * as notes from './0034_gatherings.ts'
import * as smallRooms from './0035_encounters.ts'
import * as learning from './0036_commitments.ts'
import * as tongues from './0037_recommendations.ts'
import * as reservations from './0038_outcomes.ts'
import * as oneName from './0039_interventions.ts'

/** One line of history; a landed migration is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_events': events,
  '0002_people': people,
  '0003_organisations': organisations,
  '0004_dialogue': dialogue,
  '0005_dialogue': results,
  '0006_dialogue': readings,
  '0007_people': waysIn,
  '0008_organisations': verification,
  '0009_moderation': moderation,
  '0010_people': identities,
  '0011_profiles': cards,
  '0012_dialogue': speakers,
  '0013_organisations': bodies,
  '0014_charters': charters,
  '0015_providers': providers,
  '0016_access': access,
  '0017_holdings': holdings,
  '0018_moderation': labels,
  '0019_notices': notices,
  '0020_events': eventIndexes,
  '0021_dialogue': decided,
  '0022_gatherings': gatherings,
  '0023_registrations': registrations,
  '0024_floor': floor,
  '0025_interventions': interventions,
  '0026_ideas': ideas,
  '0027_encounters': encounters,
  '0028_recommendations': recommendations,
  '0029_commitments': commitments,
  '0030_outcomes': outcomes,
  '0031_dialogue': offline,
  '0032_places': stock,
  '0033_dialogue': origins,
  '0034_gatherings': notes,
  '0035_encounters': smallRooms,
  '0036_commitments': learning,
  '0037_recommendations': tongues,
  '0038_outcomes': reservations,
  '0039_interventions': oneName,
}
