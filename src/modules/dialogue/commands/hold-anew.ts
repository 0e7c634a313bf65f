import type { Tx } from '../../../platform/db.ts'
import type {} from '../tables.ts'

type Held = { readonly dialogueId: string; readonly participant: number }

/**
 * Whoever is still found by a tag of a secret that has been replaced is found by the one in use from now on: what a guest holds cannot be
 * tagged anew before they come by. Where no secret was replaced nothing is asked of the database.
 */
export async function holdAnew(tx: Tx, { dialogueId, participant }: Held, [tag, ...older]: readonly Buffer[]): Promise<void> {
  if (tag === undefined || older.length === 0) return
  await tx
    .updateTable('participant')
    .set({ holder_tag: tag })
    .where('dialogue_id', '=', dialogueId)
    .where('number', '=', participant)
    .where('holder_tag', 'in', older)
    .execute()
}
