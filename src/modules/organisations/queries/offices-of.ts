import type { Reader } from '../../../platform/db.ts'
import { speaksForState } from '../rules.ts'
import type {} from '../tables.ts'

export type OfficesHeld = {
  /** The ids of the bodies, each once, in no order that tells anything. */
  readonly bodies: readonly string[]
  /** One of them speaks for a state. */
  readonly government: boolean
}

/** Where any of these persons holds an office now. Bodies in the archive count: who spoke for a state last week still sees with its eyes. */
export async function officesOf(db: Reader, personIds: readonly string[]): Promise<OfficesHeld> {
  if (personIds.length === 0) return { bodies: [], government: false }
  const rows = await db
    .selectFrom('office')
    .innerJoin('body', 'body.id', 'office.body_id')
    .select(['body.id', 'body.kind'])
    .distinct()
    .where('office.person_id', 'in', personIds)
    .where('office.until', 'is', null)
    .orderBy('body.id')
    .execute()
  return { bodies: rows.map(({ id }) => id), government: rows.some(({ kind }) => speaksForState(kind)) }
}

async function bodyIdsOf(db: Reader, personId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('office')
    .select('body_id')
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .union((eb) => eb.selectFrom('membership').select('body_id').where('person_id', '=', personId))
    .execute()
  return rows.map(({ body_id }) => body_id)
}

/** Which of the others belong to a body to which this person belongs too, by an office or as members. */
export async function companionsOf(db: Reader, personId: string | null, otherIds: readonly string[]): Promise<ReadonlySet<string>> {
  const own = personId === null || otherIds.length === 0 ? [] : await bodyIdsOf(db, personId)
  if (own.length === 0) return new Set()
  const rows = await db
    .selectFrom('office')
    .select('person_id')
    .where('body_id', 'in', own)
    .where('person_id', 'in', otherIds)
    .where('until', 'is', null)
    .union((eb) => eb.selectFrom('membership').select('person_id').where('body_id', 'in', own).where('person_id', 'in', otherIds))
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

/** Which of these persons hold an office anywhere now: for what is worked out for many of whom few do. */
export async function holdersAmong(db: Reader, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('office')
    .select('person_id')
    .distinct()
    .where('person_id', 'in', personIds)
    .where('until', 'is', null)
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

/** Which of these persons belong to a body now, by an office or as members. In the archive nobody does. */
export async function belongingTo(db: Reader, bodyId: string, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set()
  const body = db.selectFrom('body').select('id').where('id', '=', bodyId).where('archived_at', 'is', null)
  const rows = await db
    .selectFrom('office')
    .select('person_id')
    .where('body_id', '=', body)
    .where('person_id', 'in', personIds)
    .where('until', 'is', null)
    .union((eb) => eb.selectFrom('membership').select('person_id').where('body_id', '=', body).where('person_id', 'in', personIds))
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}
