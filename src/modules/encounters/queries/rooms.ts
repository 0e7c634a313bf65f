import { z } from 'zod'
import { all, yes } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { demand, no as noFromHub } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { no } from '../refusals.ts'
import { endOfMeeting, sameWord, type Told } from '../rules.ts'
import { apartRows, circleAndGone, type Other } from './circle.ts'
import { entriesOf, ROOM, type Entry } from './entries.ts'
import { standingIn, type Standing } from './here.ts'
import * as shapes from './shapes.ts'
import { tablePlan } from './tables.ts'
import type { RoomState } from '../tables.ts'

const said = z.object({ title: z.string(), topic: z.string(), place: z.string(), link: z.string() })
export type RoomSaid = z.infer<typeof said>

export const sealRoom = (keys: Pick<Keys, 'seal'>, room: RoomSaid): Buffer => keys.seal(ROOM, JSON.stringify(room))

export type RoomRow = RoomSaid & {
  readonly id: string
  readonly by: string | null
  readonly state: RoomState
  readonly capacity: number
  readonly startsAt: Date
  readonly minutes: number
}

export async function roomsOf(db: Reader, keys: Pick<Keys, 'open'>, session: string): Promise<readonly RoomRow[]> {
  const rows = await db
    .selectFrom('encounter_room')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, by: row.proposed_by, state: row.state, capacity: row.capacity, startsAt: row.starts_at, minutes: row.minutes },
    ...said.parse(JSON.parse(keys.open(ROOM, row.said_sealed))),
  }))
}

/** In which room a member sits. */
export async function roomOf(db: Reader, session: string, member: string): Promise<string | null> {
  const row = await db
    .selectFrom('encounter_seat')
    .select('room_id as room')
    .where('session_id', '=', session)
    .where('member_id', '=', member)
    .executeTakeFirst()
  return row?.room ?? null
}

export async function seatsOf(db: Reader, session: string, rooms: readonly string[]) {
  if (rooms.length === 0) return []
  return db
    .selectFrom('encounter_seat')
    .select(['room_id as room', 'member_id as member', 'place'])
    .where('session_id', '=', session)
    .where('room_id', 'in', [...rooms])
    .execute()
}

type Around = { readonly session: Standing['session']; readonly me: Entry }
export type Seated = {
  /** Those with whom one may sit in a room. */
  readonly there: ReadonlyMap<string, Other>
  /** From whom one keeps apart, or who keeps apart from one: a room in which one of them sits looks full. */
  readonly apart: ReadonlySet<string>
  /** Whoever attends no more, or said since that they are under 18: their seats are free. */
  readonly gone: ReadonlySet<string>
}

/** What others who sit in rooms are to a member. */
export async function seatedFor(
  db: Reader,
  { session, me }: Around,
  asked: Omit<Asked, 'now'>,
  entries: readonly Entry[],
): Promise<Seated> {
  const others = entries.filter(({ member }) => member !== me.member)
  const { circle, gone } = await circleAndGone(db, { session, me }, asked, others)
  const kept = await keptApart(db, session.id, me.member)
  const there = new Map([...circle].filter(([member]) => !kept.has(member)))
  const apart = others.flatMap(({ member }) => (gone.has(member) || there.has(member) ? [] : [member]))
  return { there, apart: new Set(apart), gone }
}

/**
 * Those with whom a member does not sit in one room: a conversation was ended or somebody was blocked. And whoever left the list when one of
 * them had been shown the other: who comes again by another name into the very room where the first one sat would be known by it.
 */
async function keptApart(db: Reader, session: string, me: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('encounter_suggestion')
    .select(['member_id as one', 'other_id as other'])
    .where('session_id', '=', session)
    .where('state', '=', 'gone')
    .where((where) => where.or([where('member_id', '=', me), where('other_id', '=', me)]))
    .execute()
  const apart = (await apartRows(db, session, me)).filter(({ sort }) => sort !== 'declined')
  return new Set([...apart.map(({ other }) => other), ...rows.map(({ one, other }) => (one === me ? other : one))])
}

const allWords = ({ words, seeks, offers }: Told): ReadonlySet<string> => new Set([...words, ...seeks, ...offers].map(sameWord))

type Asked = { readonly actor: Actor; readonly keys: Keys; readonly now: Date }

/** The rooms as a member of the list sees them, or those who open rooms: these see nobody in them, unless they have joined one. */
export async function roomsFor(db: Reader, standing: Standing, { actor, keys, now }: Asked): Promise<readonly shapes.Room[]> {
  const { session, entry: me, leads } = standing
  if (me === null && !leads) return []
  const rooms = await roomsOf(db, keys, session.id)
  const seats = await seatsOf(
    db,
    session.id,
    rooms.map(({ id }) => id),
  )
  const entries = await entriesOf(
    db,
    keys,
    session.id,
    seats.map(({ member }) => member),
  )
  const seated = me === null ? null : await seatedFor(db, { session, me }, { actor, keys }, entries)
  return rooms.flatMap((row): shapes.Room[] => {
    const mine = me !== null && row.by === me.member
    if (row.state === 'proposed' && !mine && !leads) return []
    const inside = seats.filter(({ room }) => room === row.id).map(({ member }) => member)
    const joined = me !== null && inside.includes(me.member)
    const people = joined ? inside.flatMap((member) => seated?.there.get(member) ?? []) : []
    const where = joined || leads || mine
    return [
      {
        ...{ id: row.id, title: row.title, topic: row.topic, capacity: row.capacity, state: row.state, mine },
        ...{ startsAt: row.startsAt.toISOString(), endsAt: endOfMeeting(row.startsAt, row.minutes).toISOString() },
        ...{ place: where ? row.place : null, link: where ? row.link : null },
        standing: seated === null || row.state === 'proposed' ? null : standingAs(row, { inside, joined, seated, now }),
        suits: me !== null && row.topic !== '' && allWords(me.told).has(sameWord(row.topic)),
        people: people
          .map(({ id, name, state }) => ({ entry: id, name, state }))
          .toSorted((one, two) => one.name.localeCompare(two.name) || (one.entry < two.entry ? -1 : 1)),
      },
    ]
  })
}

type Inside = { readonly inside: readonly string[]; readonly joined: boolean; readonly seated: Seated; readonly now: Date }

/** Full is said alike where there is no place and where somebody sits from whom one keeps apart. */
function standingAs(row: Pick<RoomRow, 'startsAt' | 'minutes' | 'capacity'>, { inside, joined, seated, now }: Inside) {
  if (endOfMeeting(row.startsAt, row.minutes) <= now) return 'over' as const
  if (joined) return 'joined' as const
  return isFull(row, inside, seated) ? ('full' as const) : ('free' as const)
}

export const isFull = ({ capacity }: Pick<RoomRow, 'capacity'>, inside: readonly string[], { apart, gone }: Omit<Seated, 'there'>) =>
  inside.filter((member) => !gone.has(member)).length >= capacity || inside.some((member) => apart.has(member))

/** The room that a member joined, with all who sit in it. */
export async function ownRoom(db: Reader, keys: Pick<Keys, 'open'>, session: string, me: string) {
  const id = await roomOf(db, session, me)
  const room = id === null ? undefined : (await roomsOf(db, keys, session)).find((one) => one.id === id)
  if (room === undefined) return null
  return { ...room, members: new Set((await seatsOf(db, session, [room.id])).map(({ member }) => member)) }
}

/** Whether somebody whom this member blocked sits in the room that they joined. */
export async function blockedBeside(db: Reader, session: string, me: string): Promise<boolean> {
  const room = await roomOf(db, session, me)
  if (room === null) return false
  const inside = new Set((await seatsOf(db, session, [room])).map(({ member }) => member))
  return (await apartRows(db, session, me)).some(({ other, mine, sort }) => mine && sort === 'blocked' && inside.has(other))
}

export const mayRead = ({ here, entry, leads }: Pick<Standing, 'here' | 'entry' | 'leads'>) =>
  all(
    here.actor.operator || here.actor.person !== null ? yes : noFromHub('sign-in.needed'),
    leads || here.attending ? yes : no('encounter.attending-only'),
    here.open ? yes : no('encounter.not-open'),
    leads || entry !== null ? yes : no('encounter.not-in'),
  )

export const readRooms = query({
  name: 'encounters.rooms',
  summary:
    'Small rooms by topic around a session, for those on the list, and when the organisers lend tables. Who sits in a room is shown to those who joined it',
  route: 'GET /sessions/{session}/encounters/rooms',
  input: z.object({ session: z.uuid() }),
  output: z.object({
    rooms: z.array(shapes.room),
    tables: z
      .object({ tables: z.number().int(), minutes: z.number().int(), startsAt: z.string(), endsAt: z.string() })
      .nullable()
      .describe('Null: no tables are lent'),
  }),
  async read(db, { input, actor, now, outside }) {
    const standing = await standingIn(db, { id: input.session }, { actor, now, outside })
    demand(mayRead(standing))
    const plan = await tablePlan(db, standing.session.id)
    return {
      rooms: [...(await roomsFor(db, standing, { actor, keys: outside.keys, now }))],
      tables: plan === null ? null : { ...plan, startsAt: plan.startsAt.toISOString(), endsAt: plan.endsAt.toISOString() },
    }
  },
})
