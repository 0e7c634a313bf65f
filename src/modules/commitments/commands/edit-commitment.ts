import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLookAfter, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { done, owner, ref, sdgs, wording } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { doneWith, recordChange, told } from './record-change.ts'

export const editCommitment = command({
  name: 'commitments.edit',
  summary: 'Word a running commitment anew in its own language; the earlier wording stays readable',
  route: 'PUT /commitments/{commitment}',
  input: z.object({ ...ref, version: z.coerce.number().int().describe('The version that was read'), ...wording, owner, sdgs }),
  output: done,
  facts: (tx, asked) => heldCommitment(tx, asked),
  may: ({ input, actor, facts }) =>
    all(mayLookAfter(actor, facts), input.version === facts.commitment.version ? yes : no('commitment.changed-meanwhile')),
  async run(tx, { input, facts, now }) {
    const { id, version, language } = facts.commitment
    const office = officeOf(facts.standing)
    const { title, text, owner: holder, sdgs: goals } = input
    await tx
      .updateTable('commitment')
      .set({ version: version + 1, owner: holder, sdgs: goals })
      .where('id', '=', id)
      .execute()
    await tx
      .insertInto('commitment_text')
      .values({ commitment_id: id, language, version: version + 1, title, text, follows: null, written_at: now, office })
      .execute()
    await recordChange(tx, id, { kind: 'edited', at: now, office })
    return doneWith(id)
  },
  tell: ({ result }) => told('edited', result.id),
})
