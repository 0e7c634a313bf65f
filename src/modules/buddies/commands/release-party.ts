import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { dateOf } from '../rules.ts'
import { placesInUse, sideOf } from '../queries/rows.ts'
import { tagsOf } from '../queries/sealed.ts'
import { told } from '../queries/told.ts'
import { closePair, dropPairs } from './drop-pairs.ts'

// No route: it follows when somebody has left a community or the hub.
export const releaseParty = command({
  name: 'buddies.release-party',
  summary: 'Let go of somebody who has left: what they offered and asked is erased, and whom they went along with reads that it is over',
  input: z.object({ scope: z.string().describe('A community; empty: wherever an identity stands by itself'), own: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, now, outside: { keys } }) {
    const scopes = input.scope === '' ? await placesInUse(tx) : [input.scope]
    let rows = 0
    for (const scope of scopes) {
      const tags = [...tagsOf(keys, scope, input.own)]
      const offers = await tx.deleteFrom('buddy_offer').where('scope', '=', scope).where('by_tag', 'in', tags).returning('id').execute()
      for (const { id } of offers) await dropPairs(tx, { scope, offer_id: id })
      const requests = await tx.deleteFrom('buddy_request').where('scope', '=', scope).where('by_tag', 'in', tags).returning('id').execute()
      for (const { id } of requests) await dropPairs(tx, { scope, request_id: id })
      const pairs = await tx
        .selectFrom('buddy_pair')
        .selectAll()
        .where('scope', '=', scope)
        .where((eb) => eb.or([eb('buddy_tag', 'in', tags), eb('newcomer_tag', 'in', tags)]))
        .execute()
      for (const row of pairs)
        if (row.state === 'proposed') await dropPairs(tx, { scope, id: row.id })
        else await closePair(tx, keys, { row, today: dateOf(now), gone: sideOf(keys, row, input.own) })
      rows += offers.length + requests.length + pairs.length
    }
    return { rows }
  },
  tell: ({ result }) => (result.rows === 0 ? [] : [told('buddies.party.released')]),
})
