import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { isProposed, mayKeep } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import * as shapes from '../queries/shapes.ts'

export const declineItem = command({
  name: 'abroad.decline-item',
  summary: 'Decline a proposal, with a reason that everybody reads',
  route: 'POST /abroad/items/{item}/refusal',
  limit: 'write',
  input: z.object({ item: shapes.item, reason: shapes.reason, language: shapes.language }),
  output: z.object({ item: z.uuid() }),
  facts: (tx, { input, actor }) => itemFacts(tx, input.item, { actor }),
  may: ({ facts }) => all(mayKeep(facts.desk), isProposed(facts.item.state)),
  async run(tx, { input, facts: { item } }) {
    await tx
      .updateTable('abroad_item')
      .set({ state: 'declined', reason: input.reason, reason_language: input.language })
      .where('place', '=', item.place)
      .where('id', '=', item.id)
      .execute()
    return { item: item.id }
  },
  tell: ({ facts: { item } }) => [
    { kind: 'abroad.item.declined', scope: THE_HUB, subject: item.id, data: { place: item.place }, visibility: 'public' },
  ],
})
