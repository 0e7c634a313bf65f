import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayHold } from '../policy.ts'
import { demandHost } from '../queries/host.ts'
import { calendarIn, importedId, notThereYet } from '../queries/read-ics.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isZone, LONGEST, MOST_EVENTS } from '../rules.ts'
import { aheadOf, insertEvent } from './create-event.ts'

export const importEvents = command({
  name: 'events.import',
  summary: 'Take the coming events of a calendar file in, as drafts that somebody looks at before each is published',
  route: 'POST /events/import',
  limit: 'write',
  input: z.object({
    host: shapes.host,
    calendar: z.string().min(1).max(LONGEST.calendar).describe('A file of iCalendar, as text'),
    zone: z.string().max(60).refine(isZone, 'field.invalid').describe('Of hours that name none'),
    language: shapes.language,
  }),
  output: z.object({ drafts: z.number().int() }),
  async facts(tx, { input, actor, now, outside }) {
    const host = await demandHost(tx, { actor, now, outside }, input.host)
    const read = calendarIn(input.calendar, { zone: input.zone, now })
    // A second press finds nothing that is not there yet, and is as good as the first.
    const { found } = await notThereYet(tx, { host: host.id, keys: outside.keys, read })
    return { host, found, coming: read.found.length, ahead: await aheadOf(tx, host.id, now) }
  },
  may: ({ actor, facts: { host, found, coming, ahead } }) =>
    all(
      mayHold(actor, host),
      coming === 0 ? no('event.calendar-unread') : yes,
      ahead + found.length <= MOST_EVENTS ? yes : no('event.too-many', { most: MOST_EVENTS }),
    ),
  async run(tx, { input, facts: { host, found }, now, outside: { keys } }) {
    for (const one of found) {
      const { title, text, venue, zone, when, repeat } = one
      const id = importedId(keys, host.id, one)
      const words = { language: input.language, title, text, venue, whom: '', directions: '', access: '', cost: '' }
      const known = { stepFree: 'unknown', quietRoom: 'unknown', childcare: 'unknown' } as const
      const plan = {
        ...{ kind: 'other', visibility: 'everybody', way: 'in-person', closesHours: 0, topics: [], languages: [input.language] },
        ...{ ...known, link: '', linkFor: 'answered', contact: '' },
      } satisfies z.infer<typeof shapes.plan>
      await insertEvent(tx, { host, id, text: words, plan, times: { zone, when, repeat, byHand: false, source: '' }, now, keys })
    }
    return { drafts: found.length }
  },
  tell: ({ input, result }) => [
    {
      kind: 'events.calendar.imported',
      ...{ scope: input.host.id, subject: input.host.id, data: { drafts: result.drafts }, visibility: 'internal', anonymous: true },
    },
  ],
})
