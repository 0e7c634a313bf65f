import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayRead } from '../policy.ts'
import { answeredTags, answersTo, hasAnswered, isClosed, pulseRow } from '../queries/pulses.ts'
import { demandSender } from '../queries/senders.ts'
import { answers, sender } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

const STEP = 10

export const answerPulse = command({
  name: 'pulse.answer',
  summary:
    'Answer the three questions, once for each account. Counted at once, with nobody beside it; it cannot be changed, for nobody knows which it was',
  route: 'POST /senders/{sort}/{sender}/pulse/{pulse}/answers',
  limit: 'write',
  input: z.object({ ...sender, pulse: z.uuid(), answers }),
  output: z.object({ pulse: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    const of = await demandSender(tx, reading, { sort: input.sort, id: input.sender })
    const row = mayRead(actor, of).ok ? await pulseRow(tx, of.id, input.pulse) : null
    const before = row === null ? 0 : await answersTo(tx, row)
    return { of, row, before, answered: row !== null && (await hasAnswered(tx, reading, row)) }
  },
  may: ({ actor, now, facts: { of, row, answered } }) =>
    all(mayRead(actor, of), row === null || isClosed(row, now) ? no('pulse.closed') : yes, answered ? no('pulse.answered-already') : yes),
  async run(tx, { input, actor, outside, facts: { of } }) {
    const at = { subject_id: of.id, pulse_id: input.pulse }
    const [tag] = answeredTags(outside.keys, input.pulse, actor.account ?? '')
    if (tag === undefined) return refuse(no('pulse.members-only'))
    // Whoever presses twice in the same second is refused by the key.
    const marked = await tx
      .insertInto('pulse_answered')
      .values({ ...at, tag })
      .onConflict((conflict) => conflict.doNothing())
      .returning('pulse_id')
      .executeTakeFirst()
    if (marked === undefined) return refuse(no('pulse.answered-already'))
    for (const [index, answer] of input.answers.entries())
      await tx
        .insertInto('pulse_count')
        .values({ ...at, question: index + 1, answer, given: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(['subject_id', 'pulse_id', 'question', 'answer'])
            .doUpdateSet((eb) => ({ given: eb('pulse_count.given', '+', 1) })),
        )
        .execute()
    return { pulse: input.pulse }
  },
  // Only each tenth is told: a row for each would say at which second somebody answered.
  tell: ({ input, facts: { of, before } }) =>
    (before + 1) % STEP === 0
      ? [{ kind: 'pulse.pulse.answered', scope: of.id, subject: input.pulse, data: {}, visibility: 'internal', anonymous: true }]
      : [],
})
