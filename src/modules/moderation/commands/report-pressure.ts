import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { pressureLink } from '../queries/links.ts'
import { language, LONGEST, moment } from '../queries/shapes.ts'
import { answerDue, hourOf } from '../rules.ts'

export const reportPressure = command({
  name: 'moderation.report-pressure',
  summary: 'Tell of pressure by a state or its agents: a small circle reads it, no body does, and the accused hear nothing',
  route: 'POST /pressure',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ text: z.string().trim().min(1).max(LONGEST.report), language }),
  output: z.object({ link: z.string(), dueAt: moment }),
  facts: async () => null,
  // Anybody may: to ask for an account would keep away those whom it is for.
  may: () => yes,
  async run(tx, { input, now, outside }) {
    const id = outside.uuid()
    const at = hourOf(now)
    await tx
      .insertInto('pressure_report')
      .values({
        ...{ id, sealed: outside.keys.seal('pressure', input.text), language: input.language, reported_at: at },
        ...{ answer_sealed: null, answer_language: null, answered_at: null },
      })
      .execute()
    return { link: pressureLink(outside.keys, id), dueAt: answerDue(at).toISOString() }
  },
  tell: () => [
    // Its own id would lead from the event to the row; a count needs none.
    { kind: 'moderation.pressure.reported', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true },
  ],
})
