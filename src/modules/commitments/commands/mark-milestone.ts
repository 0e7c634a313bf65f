import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayLookAfter, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { milestonesOf } from '../queries/parts.ts'
import { day, done, numbered, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { doneWith, recordChange, told } from './record-change.ts'

export const markMilestone = command({
  name: 'commitments.mark-milestone',
  summary: 'Say on which day a step of a running commitment was reached',
  route: 'PUT /commitments/{commitment}/milestones/{milestone}',
  input: z.object({ ...ref, milestone: numbered, doneOn: day }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    const one = (await milestonesOf(tx, [at.commitment.id])).find(({ number }) => number === asked.input.milestone)
    return { ...at, milestone: one ?? refuse(no('commitment.part-missing')) }
  },
  may: ({ input, actor, facts }) => all(mayLookAfter(actor, facts), input.doneOn > facts.today ? no('commitment.day-to-come') : yes),
  async run(tx, { input, facts, now }) {
    const { id } = facts.commitment
    await tx
      .updateTable('commitment_milestone')
      .set({ done_on: input.doneOn })
      .where('commitment_id', '=', id)
      .where('number', '=', input.milestone)
      .execute()
    const { title: text, language } = facts.milestone
    await recordChange(tx, id, { kind: 'milestone-reached', at: now, office: officeOf(facts.standing), reason: { text, language } })
    return doneWith(id)
  },
  tell: ({ result }) => told('advanced', result.id),
})
