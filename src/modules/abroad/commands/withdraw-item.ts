import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { isPublished, mayTend } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import * as shapes from '../queries/shapes.ts'

export const withdrawItem = command({
  name: 'abroad.withdraw-item',
  summary: 'Take an item off the page, with a reason that everybody reads; publishing it again undoes it',
  route: 'POST /abroad/items/{item}/withdrawal',
  limit: 'write',
  input: z.object({ item: shapes.item, reason: shapes.reason, language: shapes.language }),
  output: z.object({ item: z.uuid() }),
  facts: (tx, { input, actor }) => itemFacts(tx, input.item, { actor }),
  may: ({ facts }) => all(mayTend(facts.desk, facts.owns), isPublished(facts.item.state)),
  async run(tx, { input, facts: { item } }) {
    await tx
      .updateTable('abroad_item')
      .set({ state: 'withdrawn', reason: input.reason, reason_language: input.language })
      .where('place', '=', item.place)
      .where('id', '=', item.id)
      .execute()
    return { item: item.id }
  },
  tell: ({ facts: { item } }) => [
    { kind: 'abroad.item.withdrawn', scope: THE_HUB, subject: item.id, data: { place: item.place }, visibility: 'public' },
  ],
})
