import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { isTheHub, namedOrHub, refuse } from '../../../core/refused.ts'
import { mayDecide } from '../policy.ts'
import { pairFacts } from '../queries/pair-facts.ts'
import { pairRow } from '../queries/rows.ts'
import { where } from '../queries/shapes.ts'
import { told } from '../queries/told.ts'
import { no } from '../refusals.ts'
import { dateOf } from '../rules.ts'
import { closePair, dropPairs } from './drop-pairs.ts'

export const endPair = command({
  name: 'buddies.end-pair',
  summary: 'End it at once, without a reason. The other one reads that it is over, and not by whom; names and ways are erased',
  route: 'DELETE /buddies/{sort}/{place}/pairs/{pair}',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ ...where, pair: z.uuid() }),
  output: z.object({}),
  async facts(tx, { input, actor, now, outside }) {
    // The hub ends what is over by its day, and what may be no longer.
    if (isTheHub(actor)) return { side: null, row: await pairRow(tx, input.place, input.pair) }
    const found = await pairFacts(tx, { actor, now, outside }, { sort: input.sort, id: input.place, pair: input.pair })
    return { side: found?.side ?? null, row: found?.row ?? null }
  },
  may: ({ actor, facts: { side, row } }) =>
    all(
      namedOrHub(actor),
      row === null ? no('buddy.pair-missing') : isTheHub(actor) ? yes : mayDecide(actor, { side, state: row.state, wanted: 'running' }),
    ),
  async run(tx, { now, outside, facts: { row } }) {
    if (row === null) return refuse(no('buddy.pair-missing'))
    if (row.state === 'running') await closePair(tx, outside.keys, { row, today: dateOf(now) })
    else await dropPairs(tx, { scope: row.scope, id: row.id })
    return {}
  },
  tell: () => [told('buddies.pair.ended')],
})
