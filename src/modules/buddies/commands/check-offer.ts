import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayOffer } from '../policy.ts'
import { demandHere, selfOf } from '../queries/here.ts'
import { ownOffer } from '../queries/rows.ts'
import { where } from '../queries/shapes.ts'
import { told } from '../queries/told.ts'
import { no } from '../refusals.ts'
import { dateOf } from '../rules.ts'

export const checkOffer = command({
  name: 'buddies.check-offer',
  summary: 'Say that your offer still holds; without that it rests after ninety days',
  route: 'POST /buddies/{sort}/{place}/offer/checks',
  limit: 'write',
  input: z.object(where),
  output: z.object({}),
  async facts(tx, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    const here = await demandHere(tx, reading, { sort: input.sort, id: input.place })
    const self = { ...(await selfOf(tx, reading)), elsewhere: 0 }
    return { here, self, offer: await ownOffer(tx, outside.keys, here) }
  },
  may: ({ actor, facts: { here, self, offer } }) => {
    const verdict = mayOffer(actor, here, self)
    return verdict.ok && offer === null ? no('buddy.offer-missing') : verdict
  },
  async run(tx, { now, facts: { here, offer } }) {
    if (offer === null) return refuse(no('buddy.offer-missing'))
    await tx
      .updateTable('buddy_offer')
      .set({ checked_on: dateOf(now) })
      .where('scope', '=', here.id)
      .where('id', '=', offer.id)
      .execute()
    return {}
  },
  tell: () => [told('buddies.offer.checked')],
})
