import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { AGREE_DAYS, dateOf, dayAfter, ENTRY_DAYS, KEPT_DAYS, LAPSE_DAYS, OPEN_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

const DAY_MS = 86_400_000

// No route: the clock does it.
export const forgetQuestions = command({
  name: 'contacts.forget',
  summary:
    'Erase what was closed a while ago, what nobody closed for half a year, namings that nobody agreed to or looked at for long, and old lines of logs',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now }) {
    const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
    const questions = await tx
      .deleteFrom('contact_question')
      .where((where) =>
        where.or([
          where('closed_at', '<=', before(KEPT_DAYS)),
          where.and([where('state', '!=', 'closed'), where('asked_on', '<=', dateOf(dayAfter(now, -OPEN_DAYS)))]),
        ]),
      )
      .executeTakeFirstOrThrow()
    const contacts = await tx
      .deleteFrom('named_contact')
      .where((where) =>
        where.or([
          where.and([where('accepted_at', 'is', null), where('named_at', '<', before(AGREE_DAYS))]),
          where('checked_on', '<=', dateOf(dayAfter(now, -LAPSE_DAYS))),
        ]),
      )
      .executeTakeFirstOrThrow()
    const entries = await tx
      .deleteFrom('helper_entry')
      .where('kept_on', '<=', dateOf(dayAfter(now, -ENTRY_DAYS)))
      .executeTakeFirstOrThrow()
    return { rows: Number(questions.numDeletedRows) + Number(contacts.numDeletedRows) + Number(entries.numDeletedRows) }
  },
  tell: ({ result }) =>
    result.rows === 0
      ? []
      : [{ kind: 'contacts.questions.forgotten', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' }],
})
