import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAccept, signedIn } from '../policy.ts'
import { heldSpace, ownSides } from '../queries/here.ts'
import { offersTo } from '../queries/held-together.ts'
import { facilitatorsOf } from '../queries/rows.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'
import { balance, quietly } from './balance-facilitators.ts'
import { keepSide } from './choose-side.ts'
import { dropOffer } from './name-facilitator.ts'

const input = z.object({ community: z.uuid().describe('The space') })

export const acceptFacilitating = command({
  name: 'mirrors.accept-facilitating',
  summary: 'Accept to look after a space for the side that named you. Whoever sees the space reads your name there, and for which side',
  route: 'PUT /communities/{community}/holding/facilitating',
  limit: 'write',
  input: input.extend({ side: z.uuid().describe('Which named you') }),
  output: z.object({ acts: z.boolean().describe('Not yet, where your side has more than the other') }),
  async facts(tx, { input: asked, ...reading }) {
    const held = await heldSpace(tx, reading, asked.community)
    const sides = await ownSides(tx, reading, held.row)
    const offers = await offersTo(tx, held.row, sides)
    const me = held.community.me?.member ?? null
    const before = await facilitatorsOf(tx, asked.community)
    return { ...held, me, before, offered: offers.includes(asked.side), home: sides.get(asked.side) ?? null }
  },
  may: ({ actor, facts: { me, before, offered, open } }) =>
    mayAccept({ actor, offered, open, member: me !== null, facilitates: before.some(({ member }) => member === me) }),
  async run(tx, { input: { community, side }, now, outside, facts: { row, me, before, home } }) {
    const member = me ?? ''
    const ofFrom = row.from_id === side
    const place = Math.max(0, ...before.filter((one) => one.ofFrom === ofFrom).map((one) => one.place)) + 1
    await tx.insertInto('mirror_facilitator').values({ community_id: community, member_id: member, of_from: ofFrom, place }).execute()
    await dropOffer(tx, { side, mirror: row.id, member: home ?? '' })
    await keepSide(tx, outside.keys, { space: community, member }, { side, shown: true })
    await balance(tx, row, now)
    const others = before.filter((one) => one.ofFrom !== ofFrom).length
    return { acts: before.length - others < others }
  },
  tell: ({ input: { community } }) => [quietly('mirrors.facilitator.accepted', community, community)],
})

/** Without a word of why; the other side is told nothing but that somebody is missing. */
export const endFacilitating = command({
  name: 'mirrors.end-facilitating',
  summary: 'Lay down that you look after a space for your side, or decline to',
  route: 'DELETE /communities/{community}/holding/facilitating',
  limit: 'write',
  whileLeaving: true,
  input,
  output: z.object({ ended: z.boolean() }),
  async facts(tx, { input: { community }, ...reading }) {
    const held = await heldSpace(tx, reading, community)
    const sides = await ownSides(tx, reading, held.row)
    const me = held.community.me?.member ?? null
    const facilitates = (await facilitatorsOf(tx, community)).some(({ member }) => member === me)
    return { ...held, me, sides, facilitates, offers: await offersTo(tx, held.row, sides) }
  },
  may: ({ actor, facts: { facilitates, offers } }) =>
    all(signedIn(actor), facilitates || offers.length > 0 ? yes : no('mirror.offer-missing')),
  async run(tx, { input: { community }, now, facts: { row, me, sides, facilitates, offers } }) {
    for (const side of offers) await dropOffer(tx, { side, mirror: row.id, member: sides.get(side) ?? '' })
    if (facilitates) {
      await tx
        .deleteFrom('mirror_facilitator')
        .where('community_id', '=', community)
        .where('member_id', '=', me ?? '')
        .execute()
      await balance(tx, row, now)
    }
    return { ended: true }
  },
  tell: ({ input: { community } }) => [quietly('mirrors.facilitator.ended', community, community)],
})
