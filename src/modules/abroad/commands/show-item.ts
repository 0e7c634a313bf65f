import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayModerate } from '../policy.ts'
import { moderationFacts } from '../queries/reported.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'

// No route: it is a part of the decision on an appeal.
export const showItem = command({
  name: 'abroad.show-item',
  summary: 'Show again what was hidden after a report; its end is the one that it had',
  input: z.object({ item: shapes.item }),
  output: z.object({ item: z.uuid() }),
  facts: (tx, { input, actor }) => moderationFacts(tx, input.item, actor),
  may: ({ facts }) => all(mayModerate(facts), facts.item.state === 'hidden' ? yes : no('abroad.not-published')),
  async run(tx, { facts: { item } }) {
    await tx.updateTable('abroad_item').set({ state: 'published' }).where('place', '=', item.place).where('id', '=', item.id).execute()
    return { item: item.id }
  },
  tell: ({ facts: { item } }) => [
    { kind: 'abroad.item.shown', scope: THE_HUB, subject: item.id, data: { place: item.place }, visibility: 'public' },
  ],
})
