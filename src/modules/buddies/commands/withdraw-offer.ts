import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { namedOrHub } from '../../../core/refused.ts'
import { demandHere } from '../queries/here.ts'
import { ownOffer } from '../queries/rows.ts'
import { where } from '../queries/shapes.ts'
import { told } from '../queries/told.ts'
import { dropPairs } from './drop-pairs.ts'

export const withdrawOffer = command({
  name: 'buddies.withdraw-offer',
  summary: 'Take your offer back; whom you go along with already, you go on with until you end it',
  route: 'DELETE /buddies/{sort}/{place}/offer',
  limit: 'write',
  whileLeaving: true,
  input: z.object(where),
  output: z.object({}),
  async facts(tx, { input, actor, now, outside }) {
    const here = await demandHere(tx, { actor, now, outside }, { sort: input.sort, id: input.place })
    return { here, offer: await ownOffer(tx, outside.keys, here) }
  },
  may: ({ actor }) => namedOrHub(actor),
  async run(tx, { facts: { here, offer } }) {
    if (offer === null) return {}
    await dropPairs(tx, { scope: here.id, offer_id: offer.id })
    await tx.deleteFrom('buddy_offer').where('scope', '=', here.id).where('id', '=', offer.id).execute()
    return {}
  },
  tell: ({ facts: { offer } }) => (offer === null ? [] : [told('buddies.offer.withdrawn')]),
})
