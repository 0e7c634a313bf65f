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
import * as communities from './0040_communities.ts'
import * as media from './0041_media.ts'
import * as posts from './0042_posts.ts'
import * as following from './0043_following.ts'
import * as ways from './0044_notices.ts'
import * as hosted from './0045_events.ts'
import * as towns from './0046_places.ts'
import * as library from './0047_library.ts'
import * as directory from './0048_directory.ts'
import * as search from './0049_search.ts'
import * as ties from './0050_ties.ts'
import * as voices from './0051_voices.ts'
import * as contacts from './0052_contacts.ts'
import * as abroad from './0053_abroad.ts'
import * as topics from './0054_topics.ts'
import * as purposes from './0056_purposes.ts'
import * as pulse from './0057_pulse.ts'
import * as mirrors from './0058_mirrors.ts'
import * as newestDialogues from './0059_dialogue.ts'
import * as hiddenRecipes from './0059_following.ts'
import * as likenesses from './0059_ties.ts'
import * as throughDialogue from './0060_dialogue.ts'
import * as throughSession from './0060_interventions.ts'
import * as mandates from './0060_voices.ts'
import * as buddies from './0061_buddies.ts'
import * as byHand from './0061_contacts.ts'
import * as ofTheHub from './0062_moderation.ts'
import * as stories from './0064_posts.ts'
import * as sentOnce from './0065_dialogue.ts'
import * as withoutTriggers from './0067_dialogue.ts'
import * as restingAlone from './0068_communities.ts'
import * as moves from './0068_moves.ts'
import * as bodiesMove from './0069_moves.ts'
import * as heldStill from './0069_organisations.ts'
import * as awaited from './0069_people.ts'
import * as transparency from './0070_transparency.ts'
import * as credentials from './0071_credentials.ts'
import * as ballots from './0072_ballots.ts'
import * as hiddenParticipation from './0073_hidden_participation.ts'
import * as oneRequestEach from './0074_credentials.ts'
import * as anotherLog from './0075_transparency.ts'
import * as withoutSecrets from './0076_credentials.ts'

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
  '0040_communities': communities,
  '0041_media': media,
  '0042_posts': posts,
  '0043_following': following,
  '0044_notices': ways,
  '0045_events': hosted,
  '0046_places': towns,
  '0047_library': library,
  '0048_directory': directory,
  '0049_search': search,
  '0050_ties': ties,
  '0051_voices': voices,
  '0052_contacts': contacts,
  '0053_abroad': abroad,
  '0054_topics': topics,
  '0056_purposes': purposes,
  '0057_pulse': pulse,
  '0058_mirrors': mirrors,
  '0059_dialogue': newestDialogues,
  '0059_following': hiddenRecipes,
  '0059_ties': likenesses,
  '0060_dialogue': throughDialogue,
  '0060_interventions': throughSession,
  '0060_voices': mandates,
  '0061_buddies': buddies,
  '0061_contacts': byHand,
  '0062_moderation': ofTheHub,
  '0064_posts': stories,
  '0065_dialogue': sentOnce,
  '0067_dialogue': withoutTriggers,
  '0068_communities': restingAlone,
  '0068_moves': moves,
  '0069_moves': bodiesMove,
  '0069_organisations': heldStill,
  '0069_people': awaited,
  '0070_transparency': transparency,
  '0071_credentials': credentials,
  '0072_ballots': ballots,
  '0073_hidden_participation': hiddenParticipation,
  '0074_credentials': oneRequestEach,
  '0075_transparency': anotherLog,
  '0076_credentials': withoutSecrets,
}
