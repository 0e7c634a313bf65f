import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayHold } from '../policy.ts'
import { demandDate } from '../queries/seen-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'

export const writeMinutes = command({
  name: 'events.write-minutes',
  summary:
    'Write the minutes of a date in Markdown, as a draft or for everybody who may read the event. Each text is a version of its own, and earlier ones stay',
  route: 'PUT /events/{event}/dates/{slot}/minutes',
  limit: 'write',
  input: z.object({
    ...shapes.date,
    text: z.string().trim().min(1).max(LONGEST.minutes),
    language: shapes.language,
    publish: z.boolean().default(false),
  }),
  output: z.object({ version: z.number().int() }),
  async facts(tx, { input, actor, now, outside }) {
    const seen = await demandDate(tx, { actor, now, outside }, input, true)
    const last = await tx
      .selectFrom('event_minutes')
      .select(['version', 'text', 'state'])
      .where('host_id', '=', seen.row.host_id)
      .where('event_id', '=', seen.row.id)
      .where('slot', '=', seen.date.slot)
      .where('language', '=', input.language)
      .orderBy('version', 'desc')
      .executeTakeFirst()
    return { ...seen, last: last ?? null }
  },
  may: ({ actor, facts: { host, row, date }, now }) =>
    all(mayHold(actor, host), row.state === 'draft' ? no('event.not-published') : yes, date.starts_at > now ? no('event.not-over') : yes),
  async run(tx, { input, facts: { row, date, host, last }, now }) {
    const state = input.publish ? 'published' : 'draft'
    // What arrives twice is one version.
    if (last !== null && last.text === input.text && last.state === state) return { version: last.version }
    const version = (last?.version ?? 0) + 1
    await tx
      .insertInto('event_minutes')
      .values({
        ...{ host_id: row.host_id, event_id: row.id, slot: date.slot, language: input.language, version },
        ...{ text: input.text, state, by_ref: host.ref, written_at: now },
      })
      .execute()
    return { version }
  },
  tell: ({ input, facts: { row } }) => [
    {
      kind: input.publish ? 'events.minutes.published' : 'events.minutes.drafted',
      ...{ scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
