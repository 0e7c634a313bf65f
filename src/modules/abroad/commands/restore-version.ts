import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayTend } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { change, corrected } from './correct-item.ts'

export const restoreVersion = command({
  name: 'abroad.restore-version',
  summary: 'Bring an item back to how it stood in an earlier version; how it stands now becomes a version too',
  route: 'POST /abroad/items/{item}/versions/{version}/restoration',
  limit: 'write',
  input: z.object({ item: shapes.item, version: z.coerce.number().int().min(1) }),
  output: z.object({ version: z.number().int() }),
  async facts(tx, { input, actor }) {
    const facts = await itemFacts(tx, input.item, { actor })
    const version = await tx
      .selectFrom('abroad_version')
      .selectAll()
      .where('place', '=', facts.item.place)
      .where('item_id', '=', facts.item.id)
      .where('version', '=', input.version)
      .executeTakeFirst()
    return { ...facts, version: version ?? null }
  },
  may: ({ facts }) => {
    const verdict = mayTend(facts.desk, facts.owns)
    return verdict.ok && facts.version === null ? no('abroad.version-missing') : verdict
  },
  async run(tx, { actor, now, facts: { item, version } }) {
    if (version === null) return refuse(no('abroad.version-missing'))
    const { kind, language, title, text, telephone, for_whom: forWhom, links } = version
    return change(tx, item, { kind, language, title, text, telephone, forWhom, links, by: actor.person, now })
  },
  tell: ({ facts: { item }, result }) => (result.version === item.version ? [] : [corrected(item)]),
})
