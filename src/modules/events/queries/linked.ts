import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { mayAnswer } from '../policy.ts'
import { ANSWERS, COMING, REMINDERS } from '../tables.ts'
import { linkedAnswer } from './answers.ts'
import { doorCode, ROOM } from './links.ts'
import { picturesOf } from './pictures.ts'
import { textFor, textsOf } from './rows.ts'

/** All that the private page of an answer shows. */
export async function wholeAnswer(db: Reader, keys: Keys, { link, locale, now }: { link: string; locale: string; now: Date }) {
  const linked = await linkedAnswer(db, keys, link)
  const { event, date, row, ref } = linked
  const comes = row.answer === 'yes' && !row.waiting
  return {
    ...linked,
    text: textFor((await textsOf(db, [event])).get(event.id), locale),
    code: doorCode(keys, ref),
    pictures: (await picturesOf(db, keys, ref, { team: false, answer: ref.id, now })).filter(({ mine }) => mine !== null),
    room: comes && event.state === 'published' && event.link_sealed !== null ? keys.open(ROOM, event.link_sealed) : null,
    mayChange: event.hidden_for === null && mayAnswer(event, date, now).ok,
  }
}
export type WholeAnswer = Awaited<ReturnType<typeof wholeAnswer>>

export const readAnswer = query({
  name: 'events.read-answer',
  summary: 'An answer by its private link: what was said, whether there is a place, and the room online where there is one',
  route: 'GET /event-answers/{link}',
  input: z.object({ link: z.string().max(400) }),
  output: z.object({
    ...{ event: z.uuid(), slot: z.string(), title: z.string(), startsAt: z.date(), answer: z.enum(ANSWERS), people: z.number().int() },
    ...{ way: z.enum(COMING), name: z.string(), brings: z.string(), needs: z.string(), shown: z.boolean(), remind: z.enum(REMINDERS) },
    ...{ waiting: z.boolean(), code: z.string(), room: z.string().nullable() },
  }),
  async read(db, { input, actor, now, outside }) {
    const { ref, text, date, row, told, need, code, room } = await wholeAnswer(db, outside.keys, {
      link: input.link,
      locale: actor.locale,
      now,
    })
    return {
      ...{ event: ref.event, slot: ref.slot, title: text.title, startsAt: date.starts_at, answer: row.answer, people: row.people },
      ...{ way: row.way, name: told.name, brings: told.brings, needs: need, shown: row.shown, remind: row.remind },
      ...{ waiting: row.waiting, code, room },
    }
  },
})
