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
}
