import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { namedOrHub } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { ofMandate, seenMandate, type MandateRow } from '../queries/mandates.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn } from '../rules.ts'

export const about = z.object({ mandate: shapes.id })

/** The mandate as the one who acts may know of it; whoever comes second waits. */
export async function mandateFacts(tx: Tx, { input, actor, now, outside }: Asked<{ readonly mandate: string }>) {
  await tx.selectFrom('mandate').select('id').where('id', '=', input.mandate).forUpdate().execute()
  return seenMandate(tx, { actor, now, outside }, input.mandate)
}

export const running = (row: MandateRow, now: Date): Verdict =>
  row.withdrawn_on === null && row.ends_on >= dayIn(now) ? yes : no('mandate.over')

/** Where members are asked: not before they gave it. */
const given = (row: MandateRow): Verdict => (row.decided_how === 'members' && row.vote_given !== true ? no('mandate.not-given') : yes)

export const acceptMandate = command({
  name: 'voices.accept-mandate',
  summary: 'Agree to speak for them, within what the mandate says; from then on everybody who may know of them reads it',
  route: 'POST /voices/mandates/{mandate}/acceptance',
  limit: 'write',
  input: about,
  output: z.object({ mandate: z.uuid() }),
  facts: (tx, asked) => mandateFacts(tx, asked),
  may: ({ actor, facts: { row, relation }, now }) =>
    all(
      namedOrHub(actor),
      relation.holder ? yes : no('mandate.not-holder'),
      running(row, now),
      given(row),
      row.accepted_on === null ? yes : no('mandate.accepted-already'),
    ),
  async run(tx, { input, now }) {
    await tx
      .updateTable('mandate')
      .set({ accepted_on: dayIn(now) })
      .where('id', '=', input.mandate)
      .execute()
    return input
  },
  tell: ({ input }) => [ofMandate(input.mandate, 'accepted')],
})

export const withdrawMandate = command({
  name: 'voices.withdraw-mandate',
  summary: 'Take a mandate back, or give it back: it stays to be read, as withdrawn',
  route: 'POST /voices/mandates/{mandate}/withdrawal',
  limit: 'write',
  input: about,
  output: z.object({ mandate: z.uuid() }),
  facts: (tx, asked) => mandateFacts(tx, asked),
  may: ({ actor, facts: { row, relation }, now }) =>
    all(namedOrHub(actor), relation.giver || relation.holder ? yes : no('mandate.not-giver'), running(row, now)),
  async run(tx, { input, now }) {
    await tx
      .updateTable('mandate')
      .set({ withdrawn_on: dayIn(now) })
      .where('id', '=', input.mandate)
      .execute()
    return input
  },
  tell: ({ input }) => [ofMandate(input.mandate, 'withdrawn')],
})
