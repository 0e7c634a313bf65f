import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEnd } from '../policy.ts'
import * as shapes from '../queries/shapes.ts'
import { heldTie } from '../queries/ties.ts'
import { no } from '../refusals.ts'
import { dayIn } from '../rules.ts'

export const endTie = command({
  name: 'ties.end',
  summary: 'For stewards of either side: end a tie, with a reason that both sides read',
  route: 'POST /communities/{community}/ties/{tie}/ending',
  limit: 'write',
  input: z.object({ community: z.uuid(), tie: z.uuid(), text: shapes.words, language: shapes.language }),
  output: z.object({ tie: z.uuid() }),
  facts: (tx, { input, ...reading }) => heldTie(tx, reading, input),
  may: ({ facts: { here, row } }) => all(mayEnd(here.asking), row.state === 'standing' ? yes : no('tie.not-standing')),
  async run(tx, { input, now }) {
    await tx
      .updateTable('tie')
      .set({ state: 'ended', ended_on: dayIn(now), ended_for: input.text, ended_language: input.language })
      .where('id', '=', input.tie)
      .execute()
    return { tie: input.tie }
  },
  tell: ({ input }) => [
    { kind: 'ties.tie.ended', scope: input.community, subject: input.tie, data: {}, visibility: 'internal', anonymous: true },
  ],
})
