import type { Reader } from '../../../platform/db.ts'
import { endOfMeeting, slotsOf, tableTimes, type TablePlan } from '../rules.ts'
import type {} from '../tables.ts'

/** Which tables the organisers lend, and when; null: none. Held, where a table is given away after it. */
export async function tablePlan(db: Reader, session: string, lock = false): Promise<TablePlan | null> {
  const select = db.selectFrom('encounter_table_plan').selectAll().where('session_id', '=', session)
  const row = await (lock ? select.forUpdate() : select).executeTakeFirst()
  return row === undefined ? null : { tables: row.tables, minutes: row.minutes, startsAt: row.starts_at, endsAt: row.ends_at }
}

/** The tables that are taken in each quarter of an hour, by its moment. */
export async function takenTables(db: Reader, session: string, since: Date): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
  const rows = await db
    .selectFrom('encounter_table_slot')
    .select(['table_number as table', 'starts_at as at'])
    .where('session_id', '=', session)
    .where('starts_at', '>=', since)
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ at }) => at.getTime())].map(([at, taken]) => [at, new Set(taken.map(({ table }) => table))] as const),
  )
}

/** All tables that are taken in some quarter of this time. */
export const takenDuring = (taken: ReadonlyMap<number, ReadonlySet<number>>, startsAt: Date, minutes: number): ReadonlySet<number> =>
  new Set(slotsOf(startsAt, minutes).flatMap((at) => [...(taken.get(at.getTime()) ?? [])]))

export async function tablesOfMeetings(db: Reader, session: string, meetings: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (meetings.length === 0) return new Map()
  const rows = await db
    .selectFrom('encounter_table_slot')
    .select(['meeting_id as meeting', 'table_number as table'])
    .where('session_id', '=', session)
    .where('meeting_id', 'in', [...meetings])
    .execute()
  return new Map(rows.map(({ meeting, table }) => [meeting, table]))
}

/** When a table is free and this member is too. Whether the other is free is theirs to know. */
export async function freeTables(
  db: Reader,
  { session, member }: { readonly session: string; readonly member: string },
  now: Date,
): Promise<{ minutes: number; times: string[] } | null> {
  const plan = await tablePlan(db, session)
  if (plan === null) return null
  const taken = await takenTables(db, session, plan.startsAt)
  const own = await db
    .selectFrom('encounter_slot')
    .select('starts_at as at')
    .where('session_id', '=', session)
    .where('member_id', '=', member)
    .execute()
  const busy = new Set(own.map(({ at }) => at.getTime()))
  const free = tableTimes(plan).filter(
    (at) =>
      at > now &&
      takenDuring(taken, at, plan.minutes).size < plan.tables &&
      slotsOf(at, plan.minutes).every((quarter) => !busy.has(quarter.getTime())),
  )
  return { minutes: plan.minutes, times: free.map((at) => at.toISOString()) }
}

/** Whether a table can be had then: a slot of the plan, with a table that is not taken. */
export async function mayHaveTable(db: Reader, session: string, startsAt: Date, minutes: number): Promise<boolean> {
  const plan = await tablePlan(db, session)
  if (plan === null || plan.minutes !== minutes || !tableTimes(plan).some((at) => at.getTime() === startsAt.getTime())) return false
  const taken = await takenTables(db, session, startsAt)
  return takenDuring(taken, startsAt, minutes).size < plan.tables && endOfMeeting(startsAt, minutes) <= plan.endsAt
}
