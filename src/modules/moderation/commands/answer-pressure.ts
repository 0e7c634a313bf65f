import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { mayReadPressure } from '../policy.ts'
import { circleFacts } from '../queries/circle.ts'
import { language, LONGEST } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { hourOf } from '../rules.ts'

export const answerPressure = command({
  name: 'moderation.answer-pressure',
  summary: 'For the circle: answer somebody who told of pressure, on their private page',
  route: 'POST /moderation/pressure/{report}/answer',
  input: z.object({ report: z.uuid(), text: z.string().trim().min(1).max(LONGEST.facts), language }),
  output: z.object({ report: z.uuid() }),
  async facts(tx, { input, actor }) {
    const circle = await circleFacts(tx, actor)
    demand(mayReadPressure(circle))
    const row = await tx.selectFrom('pressure_report').select('answered_at').where('id', '=', input.report).forUpdate().executeTakeFirst()
    return { circle, answered: (row ?? refuse(no('pressure.missing'))).answered_at !== null }
  },
  may: ({ facts: { circle, answered } }) => all(mayReadPressure(circle), answered ? no('pressure.answered') : yes),
  async run(tx, { input, now, outside }) {
    await tx
      .updateTable('pressure_report')
      .set({
        answer_sealed: outside.keys.seal('pressure', input.text),
        answer_language: input.language,
        answered_at: hourOf(now),
      })
      .where('id', '=', input.report)
      .execute()
    return { report: input.report }
  },
  tell: () => [
    { kind: 'moderation.pressure.answered', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true },
  ],
})
