import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayTend } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import { textsOf } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const acceptTranslation = command({
  name: 'abroad.accept-translation',
  summary: 'Say that a translation that waits was read and says the same, or throw it away',
  route: 'POST /abroad/items/{item}/translations/{language}/reading',
  limit: 'write',
  input: z.object({ item: shapes.item, language: shapes.language, good: z.boolean() }),
  output: z.object({ good: z.boolean() }),
  async facts(tx, { input, actor }) {
    const facts = await itemFacts(tx, input.item, { actor })
    const texts = (await textsOf(tx, [facts.item])).get(facts.item.id) ?? []
    return { ...facts, waits: texts.some(({ language, state }) => language === input.language && state === 'waiting') }
  },
  may: ({ facts }) => {
    const verdict = mayTend(facts.desk, facts.owns)
    return verdict.ok && !facts.waits ? no('abroad.text-missing') : verdict
  },
  async run(tx, { input, facts: { item } }) {
    const { place, id } = item
    if (input.good)
      await tx
        .updateTable('abroad_text')
        .set({ state: 'read' })
        .where('place', '=', place)
        .where('item_id', '=', id)
        .where('language', '=', input.language)
        .execute()
    else
      await tx
        .deleteFrom('abroad_text')
        .where('place', '=', place)
        .where('item_id', '=', id)
        .where('language', '=', input.language)
        .execute()
    return { good: input.good }
  },
  tell: ({ input, facts: { item } }) => [
    {
      ...{ kind: 'abroad.translation.read', scope: THE_HUB, subject: item.id, data: { language: input.language, good: input.good } },
      visibility: input.good ? 'public' : 'internal',
    },
  ],
})
