import { sql } from 'kysely'
import { z } from 'zod'
import { theHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { perform, type Runner } from '../../../core/perform.ts'
import { hubAlone } from '../../../core/refused.ts'
import { settledLogs } from '../queries/servings.ts'

/** Rows that one transaction deletes at most. */
const AT_ONCE = 50_000

// No route: it follows from the answer, or from the clock.
export const discardServings = command({
  name: 'dialogue.discard-servings',
  summary: 'Delete what was noted of servings, once the dialogue is answered or long closed',
  input: z.object({ dialogueId: z.uuid(), atOnce: z.number().int().positive().default(AT_ONCE) }),
  output: z.object({ done: z.boolean(), more: z.boolean().describe('Rows are left for another call') }),
  async facts(tx, { input, now }) {
    return { settled: (await settledLogs(tx, now)).includes(input.dialogueId) }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { dialogueId, atOnce }, facts }) {
    if (!facts.settled) return { done: false, more: false }
    const { rows } = await sql`
      delete from serving where dialogue_id = ${dialogueId} and (participant, answered) in
        (select participant, answered from serving where dialogue_id = ${dialogueId} limit ${atOnce}) returning 1`.execute(tx)
    if (rows.length === atOnce) return { done: false, more: true }
    await tx.deleteFrom('routing_table').where('dialogue_id', '=', dialogueId).execute()
    return { done: true, more: false }
  },
  tell: ({ input, result }) =>
    result.done
      ? [
          {
            kind: 'dialogue.serving.discarded',
            scope: input.dialogueId,
            subject: input.dialogueId,
            data: {},
            visibility: 'internal' as const,
          },
        ]
      : [],
})

/** Each log whose time is over, part by part. */
export async function discardSettled(runner: Runner): Promise<void> {
  for (const dialogueId of await settledLogs(runner.db, runner.outside.now())) {
    let more = true
    while (more) ({ more } = await perform(runner, discardServings, { dialogueId }, theHub))
  }
}
