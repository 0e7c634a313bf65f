import type { Reader } from '../../../platform/db.ts'
import { sealedHead, sealStage } from './sealed-result.ts'
import { shownCount } from '../rules.ts'
import { countedVotes } from './counted-votes.ts'
import { countStatements } from './statement-list.ts'

/**
 * What a page that stays open is told (participants null: fewer than ten); votes of this very moment, for one dialogue, from its own part of the key.
 * Where votes are sealed: what was published last, and no number of votes.
 */
export async function liveCounts(
  db: Reader,
  dialogueId: string,
): Promise<{ participants: number | null; votes: number | null; statements: number }> {
  const statements = await countStatements(db, dialogueId)
  if ((await sealStage(db, dialogueId)) !== null) {
    return { participants: (await sealedHead(db, dialogueId))?.result.participants ?? null, votes: null, statements }
  }
  const votes = await countedVotes(db, dialogueId)
    .select((eb) => [eb.fn.countAll<number>().as('votes'), eb.fn.count<number>('participant').distinct().as('participants')])
    .executeTakeFirstOrThrow()
  return { participants: shownCount(votes.participants), votes: votes.votes, statements }
}
