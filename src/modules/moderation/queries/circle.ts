import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { CircleFacts } from '../policy.ts'
import type {} from '../tables.ts'

export async function circleFacts(db: Reader, actor: Actor): Promise<CircleFacts> {
  const rows = await db.selectFrom('pressure_circle').select('person_id').execute()
  return {
    operator: actor.operator && actor.account !== null,
    inCircle: rows.some(({ person_id: person }) => person === actor.person),
    circleEmpty: rows.length === 0,
  }
}

export async function inCircle(db: Reader, person: string | null): Promise<boolean> {
  if (person === null) return false
  return (await db.selectFrom('pressure_circle').select('since').where('person_id', '=', person).executeTakeFirst()) !== undefined
}
