import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { namedOrHub, refuse } from '../../../core/refused.ts'
import { mayDecide } from '../policy.ts'
import { pairFacts } from '../queries/pair-facts.ts'
import { grade, where } from '../queries/shapes.ts'
import { told } from '../queries/told.ts'
import { no } from '../refusals.ts'
import { dateOf } from '../rules.ts'
import { countOne } from './drop-pairs.ts'

export const measurePair = command({
  name: 'buddies.measure-pair',
  summary: 'Say whether it was good, once it is over: a sum for the place, and nobody beside it',
  route: 'POST /buddies/{sort}/{place}/pairs/{pair}/grade',
  limit: 'write',
  input: z.object({ ...where, pair: z.uuid(), grade }),
  output: z.object({}),
  async facts(tx, { input, actor, now, outside }) {
    return { found: await pairFacts(tx, { actor, now, outside }, { sort: input.sort, id: input.place, pair: input.pair }) }
  },
  may: ({ actor, facts: { found } }) =>
    all(
      namedOrHub(actor),
      found === null ? no('buddy.pair-missing') : mayDecide(actor, { side: found.side, state: found.row.state, wanted: 'over' }),
      found !== null && !found.row[found.side === 'buddy' ? 'buddy_asked' : 'newcomer_asked'] ? no('buddy.over') : { ok: true },
    ),
  async run(tx, { input, now, facts: { found } }) {
    if (found === null) return refuse(no('buddy.pair-missing'))
    const { row, side } = found
    const asked = side === 'buddy' ? row.newcomer_asked : row.buddy_asked
    await countOne(tx, row.scope, dateOf(now), input.grade)
    if (asked)
      await tx
        .updateTable('buddy_pair')
        .set(side === 'buddy' ? { buddy_asked: false } : { newcomer_asked: false })
        .where('scope', '=', row.scope)
        .where('id', '=', row.id)
        .execute()
    else await tx.deleteFrom('buddy_pair').where('scope', '=', row.scope).where('id', '=', row.id).execute()
    return {}
  },
  tell: () => [told('buddies.pair.measured')],
})
