import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import { namedOrHub } from '../../../core/refused.ts'
import { ofMandate } from '../queries/mandates.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { ANSWER_DAYS, dayIn, daysAfter, LONGEST_MANDATE, MOST_QUESTIONS } from '../rules.ts'
import { about, mandateFacts, running } from './accept-mandate.ts'

const sending = z.uuid().describe('Made by the sender: what arrives twice is one')

export const reportMandate = command({
  name: 'voices.report-mandate',
  summary: 'Tell those whom one represents what was said in their name, and what came of it',
  route: 'POST /voices/mandates/{mandate}/reports',
  limit: 'write',
  input: about.extend({ sending, text: z.string().trim().min(1).max(LONGEST_MANDATE.report), language: shapes.language }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, asked) {
    // The mandate is held, so that two at once come one after the other.
    const seen = await mandateFacts(tx, asked)
    const id = sentId(asked.outside.keys, 'mandate-word', asked.input.mandate, asked.input.sending)
    const select = tx.selectFrom('mandate_word').select('id').where('mandate_id', '=', asked.input.mandate)
    return { ...seen, id, before: await select.where('id', '=', id).executeTakeFirst() }
  },
  may: ({ actor, facts: { row, relation } }) =>
    all(namedOrHub(actor), relation.holder ? yes : no('mandate.not-holder'), row.accepted_on === null ? no('mandate.over') : yes),
  async run(tx, { input, now, facts: { id, before } }) {
    if (before !== undefined) return { id }
    await tx
      .insertInto('mandate_word')
      .values({ mandate_id: input.mandate, id, text: input.text, language: input.language, told_on: dayIn(now) })
      .execute()
    return { id }
  },
  tell: ({ input, facts: { before } }) => (before === undefined ? [ofMandate(input.mandate, 'reported')] : []),
})

export const askMandate = command({
  name: 'voices.ask-mandate',
  summary: 'Ask, as one of those in whose name somebody speaks, about what they say; nobody reads who asked, and the answer has a date',
  route: 'POST /voices/mandates/{mandate}/questions',
  limit: 'write',
  input: about.extend({ sending, text: z.string().trim().min(1).max(LONGEST_MANDATE.question), language: shapes.language }),
  output: z.object({ id: z.uuid(), answerBy: z.string() }),
  async facts(tx, asked) {
    const seen = await mandateFacts(tx, asked)
    const id = sentId(asked.outside.keys, 'mandate-question', asked.input.mandate, asked.input.sending)
    const questions = await tx
      .selectFrom('mandate_question')
      .select(['id', 'answer_by as answerBy', 'answered_on'])
      .where('mandate_id', '=', asked.input.mandate)
      .where((where) => where.or([where('answered_on', 'is', null), where('id', '=', id)]))
      .execute()
    const open = questions.filter((question) => question.answered_on === null)
    return { ...seen, open: open.length, id, before: questions.find((question) => question.id === id) }
  },
  may: ({ actor, facts: { row, relation, open, before }, now }) =>
    all(
      namedOrHub(actor),
      relation.member ? yes : no('mandate.not-member'),
      running(row, now),
      row.accepted_on === null ? no('mandate.over') : yes,
      before !== undefined || open < MOST_QUESTIONS ? yes : no('mandate.too-many', { most: MOST_QUESTIONS }),
    ),
  async run(tx, { input, now, facts: { id, before } }) {
    if (before !== undefined) return { id, answerBy: before.answerBy }
    const answerBy = daysAfter(now, ANSWER_DAYS)
    await tx
      .insertInto('mandate_question')
      .values({
        ...{ mandate_id: input.mandate, id, text: input.text, language: input.language },
        ...{ asked_on: dayIn(now), answer_by: answerBy, answer: null, answered_on: null },
      })
      .execute()
    return { id, answerBy }
  },
  tell: ({ input, facts: { before } }) => (before === undefined ? [ofMandate(input.mandate, 'asked')] : []),
})

export const answerMandate = command({
  name: 'voices.answer-mandate',
  summary: 'Answer one of those in whose name one speaks',
  route: 'PUT /voices/mandates/{mandate}/questions/{question}/answer',
  limit: 'write',
  input: about.extend({ question: shapes.id, answer: z.string().trim().min(1).max(LONGEST_MANDATE.answer) }),
  output: z.object({ question: z.uuid() }),
  async facts(tx, asked) {
    const seen = await mandateFacts(tx, asked)
    const question = await tx
      .selectFrom('mandate_question')
      .select('answered_on')
      .where('mandate_id', '=', asked.input.mandate)
      .where('id', '=', asked.input.question)
      .executeTakeFirst()
    return { ...seen, question }
  },
  may: ({ actor, facts: { relation, question } }) =>
    all(
      namedOrHub(actor),
      relation.holder ? yes : no('mandate.not-holder'),
      question === undefined ? no('mandate.missing') : yes,
      question?.answered_on == null ? yes : no('mandate.answered-already'),
    ),
  async run(tx, { input, now }) {
    await tx
      .updateTable('mandate_question')
      .set({ answer: input.answer, answered_on: dayIn(now) })
      .where('mandate_id', '=', input.mandate)
      .where('id', '=', input.question)
      .execute()
    return { question: input.question }
  },
  tell: ({ input }) => [ofMandate(input.mandate, 'answered')],
})
