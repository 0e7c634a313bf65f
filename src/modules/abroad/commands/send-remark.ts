import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { sentId } from '../../../core/sending.ts'
import { demandItem } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { ANSWER_DAYS, dayOf, daysAfter, LONGEST, MOST } from '../rules.ts'

export const sendRemark = command({
  name: 'abroad.send-remark',
  summary: 'Say that an item is no longer true, is wrong, or lacks something. Nobody needs an account; a steward answers within seven days',
  route: 'POST /abroad/items/{item}/remarks',
  limit: 'report',
  input: z.object({
    sending: z.uuid().describe('Made by whoever sends: what comes twice is one'),
    item: shapes.item,
    sort: shapes.remarkSort,
    words: z.string().trim().max(LONGEST.words).default('').describe('For the stewards alone'),
    language: shapes.language,
  }),
  output: z.object({ id: z.uuid(), answerBy: z.iso.date() }),
  async facts(tx, { input, outside }) {
    const item = await demandItem(tx, input.item)
    const id = sentId(outside.keys, 'abroad-remark', item.id, input.sending)
    const rows = await tx
      .selectFrom('abroad_remark')
      .select(['id', 'state', 'answer_by'])
      .where('place', '=', item.place)
      .where('item_id', '=', item.id)
      .execute()
    return { item, id, before: rows.find((row) => row.id === id) ?? null, waiting: rows.filter(({ state }) => state === 'waiting').length }
  },
  may: ({ facts: { item, before, waiting } }) =>
    item.state !== 'published' ? no('abroad.item-missing') : before === null && waiting >= MOST.waiting ? no('abroad.enough-waiting') : yes,
  async run(tx, { input, actor, now, facts: { item, id, before } }) {
    if (before !== null) return { id, answerBy: before.answer_by }
    const today = dayOf(now)
    const answerBy = daysAfter(today, ANSWER_DAYS)
    await tx
      .insertInto('abroad_remark')
      .values({
        ...{ place: item.place, id, item_id: item.id, sort: input.sort, words: input.words, language: input.language },
        ...{ sent_by: actor.person, sent_on: today, answer_by: answerBy, state: 'waiting' },
        ...{ answer: '', answer_language: null, answered_by: null, answered_on: null },
      })
      .execute()
    return { id, answerBy }
  },
  tell: ({ facts: { item, id, before } }) =>
    before === null
      ? [{ kind: 'abroad.remark.sent', scope: THE_HUB, subject: id, data: { item: item.id }, visibility: 'internal', anonymous: true }]
      : [],
})
