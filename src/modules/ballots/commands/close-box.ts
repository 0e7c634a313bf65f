import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import { batchesOf, boxOf } from '../queries/boxes.ts'
import { no } from '../refusals.ts'
import { isGivenOut } from '../rules.ts'

// No route: the hour does it, after the last batch.
export const closeBox = command({
  name: 'ballots.close-box',
  summary:
    'Close a box after its last batch: from then on batches are given out, where enough people voted, and nothing says any more which key wrote a statement',
  input: z.object({ dialogue: z.uuid() }),
  output: z.object({ registered: z.number().int(), voted: z.number().int(), batches: z.number().int(), givenOut: z.boolean() }),
  async facts(tx, { input }) {
    const box = (await boxOf(tx, input.dialogue, 'update')) ?? refuse(no('ballot.missing'))
    return { box, batches: (await batchesOf(tx, box.id)).length }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { facts: { box, batches } }) {
    await tx.updateTable('ballot_box').set({ closed: true }).where('dialogue_id', '=', box.id).execute()
    // By it moderators muted whoever wrote a statement. Nobody writes any more, and nothing else leads from words to votes.
    await tx.deleteFrom('ballot_statement').where('dialogue_id', '=', box.id).execute()
    const { registered, voted, least } = box
    return { registered, voted, batches, givenOut: isGivenOut({ closed: true, voted, least }) }
  },
  tell: ({ facts: { box }, result }) =>
    box.closed ? [] : [{ kind: 'ballots.box.closed', scope: box.id, subject: box.id, data: result, visibility: 'public' as const }],
})
