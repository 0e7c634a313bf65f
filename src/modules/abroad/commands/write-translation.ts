import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { mayPropose, mayTend } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import { textsOf } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf } from '../rules.ts'

export const writeTranslation = command({
  name: 'abroad.write-translation',
  summary: 'Translate an item that is published: what somebody who does not look after it writes waits until it is read',
  route: 'PUT /abroad/items/{item}/translations/{language}',
  limit: 'idea',
  input: z.object({ item: shapes.item, language: shapes.language, title: shapes.title, text: shapes.text }),
  output: z.object({ state: z.enum(['read', 'waiting']) }),
  async facts(tx, { input, actor }) {
    const facts = await itemFacts(tx, input.item, { actor })
    const texts = (await textsOf(tx, [facts.item])).get(facts.item.id) ?? []
    return {
      ...facts,
      before: texts.find(({ language }) => language === input.language) ?? null,
      tends: mayTend(facts.desk, facts.owns).ok,
    }
  },
  may({ actor, facts: { item, before, tends } }) {
    const verdict = mayPropose(actor)
    if (!verdict.ok) return verdict
    if (item.state !== 'published' && !tends) return no('abroad.item-missing')
    // What was read stands, until somebody who looks after the item changes it; one that waits is its author's to change.
    return tends || before === null || (before.state === 'waiting' && before.author === actor.person) ? yes : no('abroad.tending-only')
  },
  async run(tx, { input, actor, now, facts: { item, before, tends } }) {
    if (before?.state === 'original')
      return refuse(noFromHub('input.invalid', { field: 'language' }), [{ field: 'language', code: 'field.the-original', data: {} }])
    const state: 'read' | 'waiting' = tends ? 'read' : 'waiting'
    const words = { title: input.title, text: input.text, state, author: actor.person, written_on: dayOf(now) }
    await tx
      .insertInto('abroad_text')
      .values({ place: item.place, item_id: item.id, language: input.language, ...words })
      .onConflict((conflict) => conflict.columns(['place', 'item_id', 'language']).doUpdateSet(words))
      .execute()
    return { state }
  },
  tell: ({ input, facts: { item }, result }) => [
    {
      ...{ kind: 'abroad.translation.written', scope: THE_HUB, subject: item.id, data: { language: input.language, state: result.state } },
      visibility: result.state === 'read' ? 'public' : 'internal',
    },
  ],
})
