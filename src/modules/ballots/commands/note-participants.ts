import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'

const named = z.object({ voter: z.string(), participant: z.number().int() })
const written = z.object({ voter: z.string(), seq: z.number().int(), number: z.number().int() })

// No route: it is a part of opening a batch, after the dialogue has counted it.
export const noteParticipants = command({
  name: 'ballots.note-participants',
  summary: 'Write down as whom the dialogue counts the voters of a batch, so that a changed vote takes the place of the one before',
  input: z.object({ dialogue: z.uuid(), batch: z.number().int(), voters: z.array(named), statements: z.array(written) }),
  output: z.object({}),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { dialogue, voters, statements } }) {
    for (const { voter, participant } of voters)
      await tx
        .updateTable('ballot_voter')
        .set({ participant })
        .where('dialogue_id', '=', dialogue)
        .where('voter', '=', voter)
        .where('participant', 'is', null)
        .execute()
    if (statements.length > 0)
      await tx
        .insertInto('ballot_statement')
        .values(statements.map((one) => ({ dialogue_id: dialogue, ...one })))
        .execute()
    return {}
  },
  tell: ({ input: { dialogue, batch } }) => [
    { kind: 'ballots.batch.counted', scope: dialogue, subject: dialogue, data: { batch }, visibility: 'internal', anonymous: true },
  ],
})
