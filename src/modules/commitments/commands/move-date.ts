import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayLookAfter, officeOf, type At } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { day, done, ref, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { doneWith, recordChange, told } from './record-change.ts'

type Moved = { readonly dueOn: string; readonly reason: { readonly text: string; readonly language: string }; readonly at: Date }

/** A step of this deed and of a report: the new date with its reason; the one before stays in the record. */
export async function writeDate(tx: Tx, { commitment, standing }: At, { dueOn, reason, at }: Moved): Promise<void> {
  await tx.updateTable('commitment').set({ due_on: dueOn }).where('id', '=', commitment.id).execute()
  const due = { before: commitment.dueOn, after: dueOn }
  await recordChange(tx, commitment.id, { kind: 'date-moved', at, office: officeOf(standing), reason, due })
}

export const moveDate = command({
  name: 'commitments.move-date',
  summary: 'Give a running commitment a new date, with the reason; the old date stays visible',
  route: 'POST /commitments/{commitment}/dates',
  input: z.object({ ...ref, dueOn: day, ...words }),
  output: done,
  facts: (tx, asked) => heldCommitment(tx, asked),
  may: ({ input, actor, facts }) =>
    all(
      mayLookAfter(actor, facts),
      input.dueOn === facts.commitment.dueOn ? no('commitment.same-day') : yes,
      input.dueOn < facts.commitment.startsOn ? no('commitment.days-in-order') : yes,
    ),
  async run(tx, { input, facts, now }) {
    await writeDate(tx, facts, { dueOn: input.dueOn, reason: input, at: now })
    return doneWith(facts.commitment.id)
  },
  tell: ({ result }) => told('moved', result.id),
})
