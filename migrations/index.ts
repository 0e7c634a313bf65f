import type { Migration } from 'kysely/migration'
import * as events from './0001_events.ts'
import * as people from './0002_people.ts'
import * as organisations from './0003_organisations.ts'
import * as dialogue from './0004_dialogue.ts'
import * as results from './0005_dialogue.ts'

/** One line of history; a landed migration is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_events': events,
  '0002_people': people,
  '0003_organisations': organisations,
  '0004_dialogue': dialogue,
  '0005_dialogue': results,
}
