import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayPropose } from '../policy.ts'
import { demandHere } from '../queries/here.ts'
import { besideIn, offersFor, triedIn } from '../queries/proposing.ts'
import { freeAmong, offerFrom, ownOffer, requestFrom } from '../queries/rows.ts'
import { ownOf, sealPair, tagOf } from '../queries/sealed.ts'
import { reach, where } from '../queries/shapes.ts'
import { told } from '../queries/told.ts'
import { no } from '../refusals.ts'
import { dateOf, holds, sharedOf } from '../rules.ts'

export const proposePair = command({
  name: 'buddies.propose-pair',
  summary:
    'Put an offer to a request: your own, or, where you look after the community, that of any buddy. Both are asked, and neither learns a name before both have said yes',
  route: 'POST /buddies/{sort}/{place}/pairs',
  limit: 'idea',
  input: z.object({ ...where, request: z.uuid(), offer: z.uuid().optional().describe('Absent: your own, and you say yes with it'), reach }),
  output: z.object({ pair: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    const here = await demandHere(tx, reading, { sort: input.sort, id: input.place })
    const mine = await ownOffer(tx, outside.keys, here)
    const wanted = input.offer ?? mine?.id ?? null
    const held = wanted === null ? null : await lockedOffer(tx, here.id, wanted)
    const offer = held === null ? null : offerFrom(outside.keys, held)
    const request = await lockedRequest(tx, here.id, input.request)
    const asked = request === undefined ? null : requestFrom(outside.keys, request)
    const ready = offer !== null && asked !== null && holds(offer, dateOf(now)) && asked.until >= dateOf(now)
    const offers = ready ? await freeAmong(tx, outside.keys, here.id, [offer]) : []
    const fits = ready ? await offersFor(tx, reading, { here, request: asked, offers, tried: await triedIn(tx, here.id) }) : []
    return { here, offer, request: asked, own: mine !== null && offer?.id === mine.id, fits: fits.length > 0 }
  },
  may: ({ actor, facts: { here, own, fits } }) => mayPropose(actor, here, { own, fits }),
  async run(tx, { input, now, outside, facts: { here, offer, request } }) {
    if (offer === null || request === null) return refuse(no('buddy.not-fitting'))
    const said = input.offer === undefined
    if (said && input.reach === '') return refuse(no('buddy.reach-missing'), [{ field: 'reach', code: 'field.required', data: {} }])
    const id = outside.uuid()
    await tx
      .insertInto('buddy_pair')
      .values({
        ...{ scope: here.id, id, sort: here.sort, offer_id: offer.id, request_id: request.id, state: 'proposed' },
        ...{ buddy_said: said, newcomer_said: false, changed_on: dateOf(now), ends_on: null, buddy_asked: false, newcomer_asked: false },
        buddy_tag: tagOf(outside.keys, here.id, ownOf(offer.by)),
        newcomer_tag: tagOf(outside.keys, here.id, ownOf(request.by)),
        pair_sealed: sealPair(outside.keys, here.id, {
          ...{ buddy: offer.by, newcomer: request.by, second: besideIn(here), weeks: request.weeks },
          languages: [...sharedOf(offer.languages, request.languages)],
          purposes: [...sharedOf(offer.purposes, request.purposes)],
          ...{ offered: offer.words, asked: request.words, buddyReach: said ? input.reach : '', newcomerReach: '' },
          ...{ youth: here.youth, guarded: here.guarded },
        }),
      })
      .execute()
    return { pair: id }
  },
  tell: () => [told('buddies.pair.proposed')],
})

/** Held until the end, so that a buddy with one free place is not proposed twice in the same second. */
const lockedOffer = async (tx: Tx, scope: string, id: string) =>
  (await tx.selectFrom('buddy_offer').selectAll().where('scope', '=', scope).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null

const lockedRequest = (tx: Tx, scope: string, id: string) =>
  tx.selectFrom('buddy_request').selectAll().where('scope', '=', scope).where('id', '=', id).forUpdate().executeTakeFirst()
