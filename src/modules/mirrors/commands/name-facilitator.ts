import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { mayDecide, mayEnd } from '../policy.ts'
import { heldMirror } from '../queries/here.ts'
import { namedBy } from '../queries/named.ts'
import { facilitatorsOf } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn, MOST_FACILITATORS } from '../rules.ts'
import { balance, quietly } from './balance-facilitators.ts'

/** By the list of their own community: a steward learns nothing of who is in the space already, and by which name. */
export const nameFacilitator = command({
  name: 'mirrors.name-facilitator',
  summary:
    'For stewards: name a member of your community who looks after the space for your side. It holds once they accept, by the name that they have there',
  route: 'PUT /communities/{community}/mirrors/{mirror}/facilitators/{member}',
  limit: 'write',
  input: shapes.at.extend({ member: z.uuid().describe('Of your community') }),
  output: shapes.done,
  async facts(tx, { input, ...reading }) {
    const held = await heldMirror(tx, reading, input)
    const listed = (await communities.listedIn(tx, reading, input.community)).some(({ member }) => member === input.member)
    const offers = await namedBy(tx, { side: input.community, mirror: input.mirror })
    const own = (await facilitatorsOf(tx, held.row.space_id ?? input.mirror)).filter(({ ofFrom }) => ofFrom === held.ofFrom)
    return { ...held, listed, again: offers.includes(input.member), enough: offers.length + own.length >= MOST_FACILITATORS }
  },
  may: ({ facts: { here, row, listed, again, enough } }) =>
    all(
      mayDecide(here.asking),
      row.state === 'open' ? yes : no('mirror.not-open'),
      listed ? yes : no('mirror.member-missing'),
      enough && !again ? no('mirror.facilitators-enough', { most: MOST_FACILITATORS }) : yes,
    ),
  async run(tx, { input, now }) {
    await tx
      .insertInto('mirror_offer')
      .values({ community_id: input.community, mirror_id: input.mirror, member_id: input.member, offered_on: dayIn(now) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return { mirror: input.mirror }
  },
  tell: ({ input }) => [quietly('mirrors.facilitator.named', input.community, input.mirror)],
})

/** Of their own side alone. */
export const withdrawFacilitator = command({
  name: 'mirrors.withdraw-facilitator',
  summary: 'For stewards: take back that your side named somebody, or end that they look after the space for it',
  route: 'DELETE /communities/{community}/mirrors/{mirror}/facilitators/{member}',
  limit: 'write',
  input: shapes.at.extend({ member: z.uuid().describe('As named: of your community; of one who accepted: of the space') }),
  output: shapes.done,
  async facts(tx, { input, ...reading }) {
    const held = await heldMirror(tx, reading, input)
    const own = (await facilitatorsOf(tx, held.row.space_id ?? input.mirror)).some(
      ({ member, ofFrom }) => member === input.member && ofFrom === held.ofFrom,
    )
    const offers = await namedBy(tx, { side: input.community, mirror: input.mirror })
    return { ...held, own, offered: offers.includes(input.member) }
  },
  may: ({ facts: { here, own, offered } }) => all(mayEnd(here.asking), own || offered ? yes : no('mirror.member-missing')),
  async run(tx, { input, now, facts: { row, own } }) {
    await dropOffer(tx, { side: input.community, mirror: input.mirror, member: input.member })
    if (own && row.space_id !== null) {
      await tx.deleteFrom('mirror_facilitator').where('community_id', '=', row.space_id).where('member_id', '=', input.member).execute()
      await balance(tx, row, now)
    }
    return { mirror: input.mirror }
  },
  tell: ({ input }) => [quietly('mirrors.facilitator.withdrawn', input.community, input.mirror)],
})

type Offer = { readonly side: string; readonly mirror: string; readonly member: string }

export const dropOffer = (tx: Tx, { side, mirror, member }: Offer) =>
  tx.deleteFrom('mirror_offer').where('community_id', '=', side).where('mirror_id', '=', mirror).where('member_id', '=', member).execute()
