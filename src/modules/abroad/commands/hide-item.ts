import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayModerate, isPublished } from '../policy.ts'
import { moderationFacts } from '../queries/reported.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideItem = command({
  name: 'abroad.hide-item',
  summary: 'Take an item from the public after a report, for a published rule or a law',
  input: z.object({ item: shapes.item, rule: z.string() }),
  output: z.object({ item: z.uuid() }),
  facts: (tx, { input, actor }) => moderationFacts(tx, input.item, actor),
  may: ({ input, facts }) =>
    all(mayModerate(facts), isPublished(facts.item.state), HIDDEN_FOR.includes(input.rule) ? yes : no('abroad.rule-unknown')),
  async run(tx, { facts: { item } }) {
    await tx.updateTable('abroad_item').set({ state: 'hidden' }).where('place', '=', item.place).where('id', '=', item.id).execute()
    return { item: item.id }
  },
  tell: ({ input, facts: { item } }) => [
    { kind: 'abroad.item.hidden', scope: THE_HUB, subject: item.id, data: { rule: input.rule }, visibility: 'public' },
  ],
})
