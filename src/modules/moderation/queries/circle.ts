import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { CircleFacts, CircleLink } from '../policy.ts'
import type {} from '../tables.ts'

export async function circleFacts(db: Reader, actor: Actor): Promise<CircleFacts> {
  const rows = await db.selectFrom('pressure_circle').select('person_id').execute()
  return {
    signedIn: actor.account !== null,
    operator: actor.operator && actor.account !== null,
    inCircle: rows.some(({ person_id: person }) => person === actor.person),
    circleEmpty: rows.length === 0,
  }
}

export async function inCircle(db: Reader, person: string | null): Promise<boolean> {
  if (person === null) return false
  return (await db.selectFrom('pressure_circle').select('since').where('person_id', '=', person).executeTakeFirst()) !== undefined
}

/** Who reads the reports: known to the circle and to whoever runs the hub. In no order that tells who came when. */
export async function circlePersons(db: Reader): Promise<readonly string[]> {
  return (await db.selectFrom('pressure_circle').select('person_id').orderBy('person_id').execute()).map(({ person_id: person }) => person)
}

export async function circleLink(db: Reader, id: string | null, lock: 'none' | 'update' = 'none'): Promise<CircleLink> {
  if (id === null) return null
  const select = db.selectFrom('circle_invitation').select(['expires_at as expiresAt', 'used_at as usedAt']).where('id', '=', id)
  return (await (lock === 'update' ? select.forUpdate() : select).executeTakeFirst()) ?? null
}
