import type { Actor } from '../../../core/actor.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { BodyFacts } from '../policy.ts'
import type { Office } from '../tables.ts'
import { standingIn } from './standing.ts'

/** The body at this address and what the actor is in it. */
export async function bodyFacts(db: Reader, slug: string, actor: Pick<Actor, 'person'>): Promise<BodyFacts> {
  const body = await db.selectFrom('body').select(['id', 'archived_at', 'archived_by']).where('slug', '=', slug).executeTakeFirst()
  if (body === undefined) return null
  const standing = await standingIn(db, body.id, actor.person)
  return { id: body.id, standing, archived: body.archived_at !== null, moves: body.archived_by === 'move' }
}

/** The same under a lock: two deeds that count the stewards of one body come one after the other. */
export async function bodyFactsLocked(tx: Tx, slug: string, actor: Pick<Actor, 'person'>): Promise<BodyFacts> {
  await tx.selectFrom('body').select('id').where('slug', '=', slug).forUpdate().execute()
  return bodyFacts(tx, slug, actor)
}

/** The office that somebody holds now; null: they do not. */
export async function officeHeld(db: Reader, bodyId: string, personId: string, role: Office) {
  const row = await db
    .selectFrom('office')
    .select(['since', 'term_ends', 'ends_at', 'titles'])
    .where('body_id', '=', bodyId)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('until', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export const holdsOffice = async (db: Reader, bodyId: string, personId: string, role: Office): Promise<boolean> =>
  (await officeHeld(db, bodyId, personId, role)) !== null

export async function isMember(db: Reader, bodyId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('membership')
    .select('since')
    .where('body_id', '=', bodyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

export async function countStewards(db: Reader, bodyId: string): Promise<number> {
  const row = await db
    .selectFrom('office')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('body_id', '=', bodyId)
    .where('role', '=', 'steward')
    .where('until', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function countMembers(db: Reader, bodyId: string): Promise<number> {
  const row = await db
    .selectFrom('membership')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('body_id', '=', bodyId)
    .executeTakeFirstOrThrow()
  return row.count
}
