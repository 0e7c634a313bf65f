import type { Reader } from '../../../platform/db.ts'
import { countedVotes } from './counted-votes.ts'

type Between = { readonly after?: Date | null; readonly until?: Date }

/** How many people voted in a dialogue, in all or between two moments (the first excluded). */
export async function countVoters(db: Reader, dialogueId: string, { after = null, until }: Between = {}): Promise<number> {
  let select = countedVotes(db, dialogueId).select((eb) => eb.fn.count<number>('participant').distinct().as('count'))
  if (after !== null) select = select.where('cast_at', '>', after)
  if (until !== undefined) select = select.where('cast_at', '<=', until)
  return (await select.executeTakeFirstOrThrow()).count
}
