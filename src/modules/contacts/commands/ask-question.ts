import { yes } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { answering, namedNow } from '../queries/named.ts'
import { linkTo, rowOf, sealAsked } from '../queries/questions.ts'
import * as shapes from '../queries/shapes.ts'
import { HUB, type Subjects } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { dateOf, dayAfter, DAYS_WHERE_NOBODY, hourAfter, LONGEST, monthOf } from '../rules.ts'

export const askQuestion = (subjects: Subjects) =>
  command({
    name: 'contacts.ask',
    summary: 'Ask the people who are named for a page, or ask to be called back; no account and no name are needed. Keep the private link',
    route: 'POST /contact-questions',
    limit: 'question',
    input: z.object({
      sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
      path: shapes.path.default('/').describe('The page that it is about, without language'),
      words: z.string().trim().min(1).max(LONGEST.words),
      language: languageTag,
      way: shapes.way.describe('Where the answer goes: on the page of the private link, by telephone, by mail'),
      to: z.string().trim().max(LONGEST.to).default('').describe('The telephone or the address; erased with the rest'),
      when: z.string().trim().max(LONGEST.when).default('').describe('When it suits, with the town or zone'),
      discreet: z.boolean().default(false).describe('Somebody else may listen: say only that it is a friend'),
    }),
    output: z.object({ id: z.uuid(), link: z.string(), answerBy: z.iso.date() }),
    async facts(tx, { input, actor, now, outside }) {
      const of = await subjects.at(tx, { actor, now, outside }, input.path)
      const there = answering(await namedNow(tx, now), of)
      const [first] = there
      const key = first === undefined ? HUB : { sort: first.sort, id: first.id }
      const id = sentId(outside.keys, 'contact-question-id', actor.account ?? 'guest', input.sending)
      const before = await rowOf(tx, id)
      return { key, id, before, answerBy: before?.answer_by ?? dateOf(dayAfter(now, first?.days ?? DAYS_WHERE_NOBODY)) }
    },
    may: () => yes,
    async run(tx, { input, facts: { key, id, before, answerBy }, now, outside: { keys } }) {
      if (input.way !== 'page' && input.to === '')
        return refuse(no('contact.reach-missing'), [{ field: 'to', code: 'field.required', data: {} }])
      const answer = { id, link: linkTo(keys, id), answerBy }
      if (before !== null) return answer
      const { path, words, to, when, discreet, language, way } = input
      await tx
        .insertInto('contact_question')
        .values({
          ...{ sort: key.sort, subject: key.id, id, language, way, state: 'waiting', taken_by: null, told_sealed: null, closed_at: null },
          asked_sealed: sealAsked(keys, { path, words, to: way === 'page' ? '' : to, when, discreet }),
          ...{ asked_on: dateOf(now), answer_by: answerBy, told_from: hourAfter(now) },
        })
        .execute()
      await tx
        .insertInto('contact_count')
        .values({ month: monthOf(dateOf(now)), asked: 1, in_time: 0, late: 0 })
        .onConflict((oc) => oc.column('month').doUpdateSet({ asked: sql`contact_count.asked + 1` }))
        .execute()
      return answer
    },
    tell: ({ facts: { id, before, key } }) =>
      before === null
        ? [
            {
              ...{ kind: 'contacts.question.asked', scope: THE_HUB, subject: id, data: { sort: key.sort } },
              ...{ visibility: 'internal', anonymous: true },
            },
          ]
        : [],
  })
