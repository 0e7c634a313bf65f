import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLookAfter, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { milestonesOf } from '../queries/parts.ts'
import { day, done, language, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { doneWith, recordChange, told } from './record-change.ts'

export const addMilestone = command({
  name: 'commitments.add-milestone',
  summary: 'Name a step on the way of a running commitment, with its day',
  route: 'POST /commitments/{commitment}/milestones',
  input: z.object({ ...ref, title: z.string().trim().min(1).max(240), language, dueOn: day }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    return { ...at, there: await milestonesOf(tx, [at.commitment.id]) }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayLookAfter(actor, facts),
      input.dueOn < facts.commitment.startsOn || input.dueOn > facts.commitment.dueOn ? no('commitment.days-in-order') : yes,
    ),
  async run(tx, { input, facts, now }) {
    const { id } = facts.commitment
    const { title, language: tongue, dueOn } = input
    // The same step sent twice is one step.
    if (isThere(facts.there, input)) return doneWith(id)
    const number = Math.max(0, ...facts.there.map((one) => one.number)) + 1
    await tx
      .insertInto('commitment_milestone')
      .values({ commitment_id: id, number, title, language: tongue, due_on: dueOn, done_on: null })
      .execute()
    await recordChange(tx, id, {
      kind: 'milestone-added',
      at: now,
      office: officeOf(facts.standing),
      reason: { text: title, language: tongue },
    })
    return doneWith(id)
  },
  tell: ({ input, facts, result }) => (isThere(facts.there, input) ? [] : told('planned', result.id)),
})

type Step = { readonly title: string; readonly dueOn: string }

const isThere = (steps: readonly Step[], { title, dueOn }: Step): boolean => steps.some((one) => one.title === title && one.dueOn === dueOn)
