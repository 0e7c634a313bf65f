import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** What stands below commitments, each in one reading for as many of them as are asked for. */
const none = ['00000000-0000-0000-0000-000000000000']
const those = (ids: readonly string[]): string[] => (ids.length === 0 ? none : [...ids])

export type Wording = {
  readonly commitment: string
  readonly language: string
  readonly version: number
  readonly title: string
  readonly text: string
  readonly follows: number | null
  readonly writtenAt: Date
  readonly office: string
}

export const wordingsOf = (db: Reader, ids: readonly string[]): Promise<readonly Wording[]> =>
  db
    .selectFrom('commitment_text')
    .select([
      ...(['commitment_id as commitment', 'language', 'version', 'title', 'text', 'follows', 'written_at as writtenAt', 'office'] as const),
    ])
    .where('commitment_id', 'in', those(ids))
    .orderBy('version')
    .orderBy('language')
    .execute()

export const supportersOf = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('commitment_supporter')
    .select(['commitment_id as commitment', 'body_id as body', 'state', 'asked_at as askedAt', 'answered_at as answeredAt'])
    .where('commitment_id', 'in', those(ids))
    .orderBy('asked_at')
    .orderBy('body_id')
    .execute()

export const milestonesOf = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('commitment_milestone')
    .select(['commitment_id as commitment', 'number', 'title', 'language', 'due_on as dueOn', 'done_on as doneOn'])
    .where('commitment_id', 'in', those(ids))
    .orderBy('number')
    .execute()

export const indicatorsOf = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('commitment_indicator')
    .select(['commitment_id as commitment', 'number', 'name', 'unit', 'language', 'baseline', 'target'])
    .where('commitment_id', 'in', those(ids))
    .orderBy('number')
    .execute()
export type Indicator = Awaited<ReturnType<typeof indicatorsOf>>[number]

export const measurementsOf = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('commitment_measurement')
    .select([
      ...(['commitment_id as commitment', 'indicator', 'measured_on as measuredOn', 'value', 'link', 'office'] as const),
      sql<string>`to_char(written_at at time zone 'UTC', 'YYYY-MM-DD')`.as('writtenOn'),
    ])
    .where('commitment_id', 'in', those(ids))
    .orderBy('measured_on')
    .execute()

export const evidenceOf = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('commitment_evidence')
    .select([
      ...(['commitment_id as commitment', 'number', 'text', 'language', 'link', 'dated_on as datedOn', 'office'] as const),
      sql<string>`to_char(written_at at time zone 'UTC', 'YYYY-MM-DD')`.as('writtenOn'),
    ])
    .where('commitment_id', 'in', those(ids))
    .orderBy('number')
    .execute()

export const checksOf = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('commitment_check')
    .select([
      ...(['commitment_id as commitment', 'evidence', 'body_id as body', 'confirms', 'text', 'language'] as const),
      ...(['checked_on as checkedOn', 'office'] as const),
    ])
    .where('commitment_id', 'in', those(ids))
    .orderBy('checked_on')
    .orderBy('body_id')
    .execute()

/** Every change in its order. */
export const changesOf = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('commitment_change')
    .select([
      ...(['commitment_id as commitment', 'position', 'kind', 'at', 'office', 'body_id as body', 'reason', 'language'] as const),
      ...(['old_due as oldDue', 'new_due as newDue'] as const),
    ])
    .where('commitment_id', 'in', those(ids))
    .orderBy('position')
    .execute()
export type Change = Awaited<ReturnType<typeof changesOf>>[number]
