import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { entriesOf } from '../queries/entries.ts'
import { demandMember, holdMembers, type Asking } from '../queries/here.ts'
import { leftToShow, pairsOf } from '../queries/list.ts'
import { isFull, seatedFor, seatsOf } from '../queries/rooms.ts'
import { no } from '../refusals.ts'
import { endOfMeeting, lowestFree, slotsOf } from '../rules.ts'
import { quietly } from './remove-entry.ts'

type Ref = { readonly session: string; readonly room: string }

async function factsOf(tx: Tx, ref: Ref, asking: Asking) {
  const { session, me } = await demandMember(tx, { id: ref.session }, asking)
  await holdMembers(tx, ref.session, [me.member])
  // Whoever comes second for the last place waits here, and finds it taken.
  const room = await tx
    .selectFrom('encounter_room')
    .select(['capacity', 'starts_at as startsAt', 'minutes'])
    .where('session_id', '=', ref.session)
    .where('id', '=', ref.room)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  if (room === undefined) return refuse(no('encounter.missing'))
  const seats = await seatsOf(tx, ref.session, [ref.room])
  const inside = seats.map(({ member }) => member)
  const entries = await entriesOf(tx, asking.outside.keys, ref.session, inside)
  const seated = await seatedFor(tx, { session, me }, { actor: asking.actor, keys: asking.outside.keys }, entries)
  const { rows, left } = await leftToShow(tx, ref.session, me.member, asking.now.toISOString().slice(0, 10))
  const known = new Set([...rows, ...(await pairsOf(tx, ref.session, me.member))].map(({ other }) => other))
  return {
    me,
    room,
    seats,
    seated,
    left,
    joined: inside.includes(me.member),
    unknown: [...seated.there.keys()].filter((one) => !known.has(one)),
  }
}

export const joinRoom = command({
  name: 'encounters.join-room',
  summary:
    'Join a small room, and leave the one that you joined before. Those in it see your name, and you see theirs: they count among the people whom you are shown',
  route: 'PUT /sessions/{session}/encounters/rooms/{room}/seat',
  limit: 'write',
  input: z.object({ session: z.uuid(), room: z.uuid() }),
  output: z.object({ room: z.uuid() }),
  facts: (tx, { input, actor, now, outside }) => factsOf(tx, input, { actor, now, outside }),
  may: ({ facts: { joined, room, seats, seated, unknown, left }, now }) =>
    joined
      ? yes
      : all(
          endOfMeeting(room.startsAt, room.minutes) > now ? yes : no('encounter.room-over'),
          isFull(
            room,
            seats.map(({ member }) => member),
            seated,
          )
            ? no('encounter.room-full')
            : yes,
          unknown.length <= left ? yes : no('encounter.seen-enough'),
        ),
  async run(tx, { input: { session, room: id }, facts: { me, room, seats, seated, joined, unknown }, now }) {
    if (joined) return { room: id }
    const leaving = [me.member, ...seated.gone]
    await tx.deleteFrom('encounter_seat').where('session_id', '=', session).where('member_id', 'in', leaving).execute()
    const taken = new Set(seats.filter(({ member }) => !seated.gone.has(member)).map(({ place }) => place))
    const place = lowestFree(room.capacity, taken) ?? refuse(no('encounter.room-full'))
    const seat = { session_id: session, member_id: me.member, room_id: id }
    await tx
      .insertInto('encounter_seat')
      .values({ ...seat, capacity: room.capacity, place })
      .execute()
    const { numInsertedOrUpdatedRows: free } = await tx
      .insertInto('encounter_slot')
      .values(slotsOf(room.startsAt, room.minutes).map((starts_at) => ({ ...seat, starts_at, meeting_id: null })))
      .onConflict((conflict) => conflict.columns(['session_id', 'member_id', 'starts_at']).doNothing())
      .executeTakeFirstOrThrow()
    if (free !== BigInt(slotsOf(room.startsAt, room.minutes).length)) refuse(no('encounter.hour-taken'))
    await showEachOther(tx, session, { me: me.member, others: unknown, on: now.toISOString().slice(0, 10) })
    return { room: id }
  },
  tell: ({ input, facts }) => (facts.joined ? [] : [quietly('room.joined', input.session)]),
})

type Met = { readonly me: string; readonly others: readonly string[]; readonly on: string }

/** Who sits in one room has been shown each other. In one order, whoever joins: two who do so at once would wait for one another. */
async function showEachOther(tx: Tx, session: string, { me, others, on }: Met): Promise<void> {
  if (others.length === 0) return
  const rows = others
    .flatMap((other) => [
      { member_id: me, other_id: other },
      { member_id: other, other_id: me },
    ])
    .toSorted((one, two) => (`${one.member_id}${one.other_id}` < `${two.member_id}${two.other_id}` ? -1 : 1))
  await tx
    .insertInto('encounter_suggestion')
    .values(rows.map((row) => ({ session_id: session, ...row, state: 'open' as const, drawn_on: on })))
    .onConflict((conflict) => conflict.columns(['session_id', 'member_id', 'other_id']).doNothing())
    .execute()
}
