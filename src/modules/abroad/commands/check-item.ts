import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { isPublished, mayTend } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { dayOf } from '../rules.ts'
import { endOf, noteLook } from './publish-item.ts'

export const checkItem = command({
  name: 'abroad.check-item',
  summary:
    'Say that you checked an item today and that it is still true: the day and your name stand beside it, and it holds for at most twelve months more',
  route: 'POST /abroad/items/{item}/checks',
  limit: 'write',
  input: z.object({ item: shapes.item, until: shapes.until }),
  output: z.object({ checkedOn: z.iso.date(), expiresOn: z.iso.date() }),
  facts: (tx, { input, actor }) => itemFacts(tx, input.item, { actor }),
  may: ({ facts }) => all(mayTend(facts.desk, facts.owns), isPublished(facts.item.state)),
  async run(tx, { input, actor, now, facts: { item } }) {
    const today = dayOf(now)
    const expiresOn = endOf(input.until, today)
    await tx
      .updateTable('abroad_item')
      .set({ checked_on: today, checked_by: actor.person, expires_on: expiresOn })
      .where('place', '=', item.place)
      .where('id', '=', item.id)
      .execute()
    await noteLook(tx, item.place, { on: today, by: actor.person })
    return { checkedOn: today, expiresOn }
  },
  tell: ({ facts: { item } }) => [
    { kind: 'abroad.item.checked', scope: THE_HUB, subject: item.id, data: { place: item.place }, visibility: 'public' },
  ],
})
