import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayTend } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import { linksOf } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isLink } from '../rules.ts'
import { change, contentOf, corrected } from './correct-item.ts'

export const acceptAddress = command({
  name: 'abroad.accept-address',
  summary: 'Put the address to which a link leads now in the place of the one that moved',
  route: 'POST /abroad/items/{item}/new-addresses',
  limit: 'write',
  input: z.object({ item: shapes.item, url: z.string().max(500) }),
  output: z.object({ version: z.number().int() }),
  async facts(tx, { input, actor }) {
    const facts = await itemFacts(tx, input.item, { actor })
    const link = (await linksOf(tx, [facts.item])).get(facts.item.id)?.find(({ url }) => url === input.url) ?? null
    return { ...facts, to: link?.moved_to ?? null }
  },
  may: ({ facts }) => {
    const verdict = mayTend(facts.desk, facts.owns)
    return verdict.ok && facts.to === null ? no('abroad.not-moved') : verdict
  },
  async run(tx, { input, actor, now, facts: { item, to } }) {
    if (to === null || !isLink(to)) return refuse(no('abroad.not-moved'))
    const before = await contentOf(tx, item)
    const links = before.links.map((url) => (url === input.url ? to : url))
    return change(tx, item, { ...before, links, by: actor.person, now })
  },
  tell: ({ facts: { item }, result }) => (result.version === item.version ? [] : [corrected(item)]),
})
