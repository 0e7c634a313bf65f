import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayOffer } from '../policy.ts'
import { demandHere, selfOf } from '../queries/here.ts'
import { elsewhereOf, ownTags } from '../queries/own-rows.ts'
import { tagOf, sealOffer } from '../queries/sealed.ts'
import { ownOffer } from '../queries/rows.ts'
import { languages, most, purposes, where, words } from '../queries/shapes.ts'
import { told } from '../queries/told.ts'
import { no } from '../refusals.ts'
import { dateOf, dayAfter, OFFER_DAYS } from '../rules.ts'

export const writeOffer = command({
  name: 'buddies.write-offer',
  summary: 'Offer to go along with newcomers in a community or a place, or change what you offer there; one offer for each place',
  route: 'PUT /buddies/{sort}/{place}/offer',
  limit: 'write',
  input: z.object({ ...where, languages, purposes, words, most, until: z.iso.date().describe('Within a year') }),
  output: z.object({ offer: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    const here = await demandHere(tx, reading, { sort: input.sort, id: input.place })
    const self = { ...(await selfOf(tx, reading)), elsewhere: await elsewhereOf(tx, await ownTags(tx, reading), here, 'buddy_offer') }
    return { here, self, before: await ownOffer(tx, outside.keys, here) }
  },
  may: ({ actor, facts: { here, self } }) => mayOffer(actor, here, self),
  async run(tx, { input, now, outside, facts: { here, before } }) {
    const today = dateOf(now)
    if (here.party === null) return refuse(no('buddy.members-only'))
    if (input.until <= today || input.until > dayAfter(today, OFFER_DAYS))
      return refuse(no('buddy.until'), [{ field: 'until', code: 'buddy.until', data: {} }])
    const said = { by: here.party, languages: input.languages, purposes: input.purposes, words: input.words }
    const kept = {
      ...{ offer_sealed: sealOffer(outside.keys, here.id, said), most: input.most, until: input.until, checked_on: today },
      by_tag: tagOf(outside.keys, here.id, here.own ?? ''),
    }
    if (before !== null) {
      await tx.updateTable('buddy_offer').set(kept).where('scope', '=', here.id).where('id', '=', before.id).execute()
      return { offer: before.id }
    }
    // Whoever presses twice in the same second has one offer: the key says so.
    const { id } = await tx
      .insertInto('buddy_offer')
      .values({ scope: here.id, sort: here.sort, id: outside.uuid(), ...kept })
      .onConflict((conflict) => conflict.columns(['scope', 'by_tag']).doUpdateSet({ offer_sealed: kept.offer_sealed }))
      .returning('id')
      .executeTakeFirstOrThrow()
    return { offer: id }
  },
  tell: () => [told('buddies.offer.written')],
})
