import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import { shownCount } from '../rules.ts'
import { countedImportedVotes, countedVotes } from './counted-votes.ts'

export type VotingDay = { readonly day: string; readonly votes: number; readonly participants: number | null }

/** Votes and participants of each day (UTC; null: fewer than ten); from the source's own events where the dialogue was imported. */
export async function participationDays(
  db: Reader,
  dialogue: { readonly id: string; readonly origin: 'here' | 'polis' },
): Promise<VotingDay[]> {
  const day = sql<string>`to_char(cast_at at time zone 'UTC', 'YYYY-MM-DD')`
  const votes =
    dialogue.origin === 'polis'
      ? countedImportedVotes(db, dialogue.id).select(['participant', 'cast_at'])
      : countedVotes(db, dialogue.id).select(['participant', 'cast_at'])
  const days = await db
    .selectFrom(votes.as('votes'))
    .select([day.as('day')])
    .select((eb) => [eb.fn.countAll<number>().as('votes'), eb.fn.count<number>('participant').distinct().as('participants')])
    .groupBy(day)
    .orderBy(day)
    .execute()
  if (dialogue.origin === 'polis') return days
  return days.map((one) => ({ ...one, participants: shownCount(one.participants) }))
}
