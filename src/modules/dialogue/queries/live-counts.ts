import type { Reader } from '../../../platform/db.ts'
import { shownCount } from '../rules.ts'

/** What a page that stays open is told (participants null: fewer than ten); votes of this very moment, for one dialogue, from its own part of the key. */
export async function liveCounts(
  db: Reader,
  dialogueId: string,
): Promise<{ participants: number | null; votes: number; statements: number }> {
  const votes = await db
    .selectFrom('vote')
    .select((eb) => [eb.fn.countAll<number>().as('votes'), eb.fn.count<number>('participant').distinct().as('participants')])
    .where('dialogue_id', '=', dialogueId)
    .executeTakeFirstOrThrow()
  const { statements } = await db
    .selectFrom('statement')
    .select((eb) => eb.fn.countAll<number>().as('statements'))
    .where('dialogue_id', '=', dialogueId)
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow()
  return { participants: shownCount(votes.participants), votes: votes.votes, statements }
}
