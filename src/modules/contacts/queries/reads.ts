import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, namedOrHub } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { dateOf, dayAfter, inTens, isOverdue, monthOf, numberOf } from '../rules.ts'
import { answering, namedNow, shownTo } from './named.ts'
import { answers, keyIn, openAsked, openTold } from './questions.ts'
import * as shapes from './shapes.ts'
import type { Subjects } from './subjects.ts'

/** In tens, of the last twelve months; null: fewer than ten were asked. */
export async function countsNow(db: Reader, now: Date): Promise<{ asked: number; inTime: number } | null> {
  const rows = await db
    .selectFrom('contact_count')
    .select(['asked', 'in_time'])
    .where('month', '>=', monthOf(dateOf(dayAfter(now, -365))))
    .execute()
  const asked = inTens(rows.reduce((sum, row) => sum + row.asked, 0))
  return asked === 0 ? null : { asked, inTime: inTens(rows.reduce((sum, row) => sum + row.in_time, 0)) }
}

export const readContacts = (subjects: Subjects) =>
  query({
    name: 'contacts.read',
    summary: 'Who answers questions about a page: those who are named nearest to it, and how often answers came in time',
    route: 'GET /contacts',
    input: z.object({ path: shapes.path.default('/') }),
    output: z.object({
      contacts: z.array(shapes.contact),
      counts: z
        .object({ asked: z.number().int(), inTime: z.number().int() })
        .nullable()
        .describe('In tens, of twelve months; null: fewer than ten'),
    }),
    async read(db, { input, actor, now, outside }) {
      const reading = { actor, now, outside }
      const of = await subjects.at(db, reading, input.path)
      return { contacts: [...(await shownTo(db, reading, answering(await namedNow(db, now), of)))], counts: await countsNow(db, now) }
    },
  })

export const question = z.object({
  id: z.uuid(),
  number: z.string(),
  path: z.string(),
  words: z.string(),
  language: z.string(),
  way: shapes.way,
  to: z.string(),
  when: z.string(),
  discreet: z.boolean(),
  state: z.enum(['waiting', 'taken', 'closed']),
  mine: z.boolean(),
  note: z.string(),
  answer: z.string(),
  askedOn: z.iso.date(),
  answerBy: z.iso.date(),
  overdue: z.boolean(),
})
export type Question = z.infer<typeof question>

export const readDesk = query({
  name: 'contacts.desk',
  summary: 'What waits for the one who asks, where they are named: what is late first, then what is due next',
  route: 'GET /contact-questions',
  input: z.object({}),
  output: z.object({ questions: z.array(question) }),
  async read(db, { actor, now, outside: { keys } }) {
    demand(namedOrHub(actor))
    const named = await namedNow(db, now)
    const rows = await db.selectFrom('contact_question').selectAll().orderBy('answer_by').orderBy('id').execute()
    const own = rows.filter((row) => answers(actor, named, keyIn(row)))
    const questions = own.map((row): Question => {
      const { id, language, way, state } = row
      const days = { askedOn: row.asked_on, answerBy: row.answer_by, overdue: isOverdue(state, row.answer_by, now) }
      const mine = row.taken_by !== null && row.taken_by === actor.person
      return { id, number: numberOf(id), language, way, state, mine, ...openAsked(keys, row), ...openTold(keys, row), ...days }
    })
    return { questions: questions.toSorted((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed')) }
  },
})
