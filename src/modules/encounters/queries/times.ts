import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { endOfMeeting } from '../rules.ts'
import type {} from '../tables.ts'
import type { Other } from './circle.ts'
import { PLACE } from './entries.ts'
import type { RoomRow } from './rooms.ts'
import type * as shapes from './shapes.ts'
import { tablesOfMeetings } from './tables.ts'

type Of = {
  readonly session: string
  readonly me: string
  /** Whom this member may meet. */
  readonly circle: ReadonlyMap<string, Other>
  readonly room: RoomRow | null
}

/** What a member agreed to and has not passed: meetings, and the room that they joined. */
export async function timesOf(
  db: Reader,
  { session, me, circle, room }: Of,
  { keys, now }: { readonly keys: Pick<Keys, 'open'>; readonly now: Date },
): Promise<readonly shapes.Time[]> {
  const rows = await db
    .selectFrom('encounter_meeting')
    .innerJoin('encounter_pair', (join) =>
      join.onRef('encounter_pair.session_id', '=', 'encounter_meeting.session_id').onRef('encounter_pair.id', '=', 'pair_id'),
    )
    .select(['encounter_meeting.id', 'pair_id', 'starts_at', 'minutes', 'place_sealed', 'first_id', 'second_id'])
    .where('encounter_meeting.session_id', '=', session)
    .where('encounter_meeting.state', '=', 'agreed')
    .where((where) => where.or([where('first_id', '=', me), where('second_id', '=', me)]))
    .execute()
  const tables = await tablesOfMeetings(
    db,
    session,
    rows.map(({ id }) => id),
  )
  const meetings = rows.flatMap((row): shapes.Time[] => {
    const who = circle.get(row.first_id === me ? row.second_id : row.first_id)
    if (who === undefined) return []
    return [
      {
        ...{ id: row.id, pair: row.pair_id, name: who.name, place: keys.open(PLACE, row.place_sealed), table: tables.get(row.id) ?? null },
        ...hours(row.starts_at, row.minutes),
      },
    ]
  })
  const rooms =
    room === null
      ? []
      : [{ id: room.id, pair: null, name: room.title, place: room.place, table: null, ...hours(room.startsAt, room.minutes) }]
  return [...meetings, ...rooms]
    .filter(({ endsAt }) => new Date(endsAt) > now)
    .toSorted((one, two) => one.startsAt.localeCompare(two.startsAt) || (one.id < two.id ? -1 : 1))
}

const hours = (startsAt: Date, minutes: number) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endOfMeeting(startsAt, minutes).toISOString(),
})
