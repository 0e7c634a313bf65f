import { isUuid } from '#base'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import type { Subject } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { profiles } from '../../profiles/index.ts'
import { subjectFrom } from '../rules.ts'
import type {} from '../tables.ts'
import { orderingShape, type Ordering } from './state.ts'

export type Recipe = {
  readonly id: string
  readonly owner: string
  readonly title: string
  readonly language: string
  readonly subjects: readonly Subject[]
  readonly ordering: Ordering
  readonly madeOn: string
  readonly endsOn: string
  /** Nobody but its owner finds it any more: its day has passed, or moderation took it from the public. */
  readonly ended: boolean
  readonly hiddenFor: string | null
}

const select = (db: Reader) => db.selectFrom('feed_recipe').selectAll()
type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const recipeFrom = (row: Row, now: Date): Recipe => ({
  ...{ id: row.id, owner: row.owner_person, title: row.title, language: row.language },
  subjects: row.subjects.flatMap((key) => subjectFrom(key) ?? []),
  // The column is jsonb: what was written as a text comes back as an object.
  ordering: orderingShape.parse(row.weights),
  ...{ madeOn: row.made_on, endsOn: row.ends_on, ended: row.hidden_for !== null || row.ends_on < now.toISOString().slice(0, 10) },
  hiddenFor: row.hidden_for,
})

export async function recipeOf(db: Reader, id: string, now: Date): Promise<Recipe | null> {
  const row = isUuid(id) ? await select(db).where('id', '=', id).executeTakeFirst() : undefined
  return row === undefined ? null : recipeFrom(row, now)
}

/** Those of some identities, for their owner’s own eyes. */
export async function recipesBy(db: Reader, persons: readonly string[], now: Date): Promise<readonly Recipe[]> {
  if (persons.length === 0) return []
  const rows = await select(db)
    .where('owner_person', 'in', [...persons])
    .orderBy('made_on', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => recipeFrom(row, now))
}

/** What of a recipe is shown of its owner: the name, as this reader may see it. */
export async function ownerName(db: Reader, actor: Actor, { owner }: Recipe): Promise<string | null> {
  return (await profiles.namesFor(db, actor, [owner])).get(owner) ?? null
}

/** Owners in the order of their ids, for whoever looks who of them is gone. */
export async function ownersAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  let owners = db.selectFrom('feed_recipe').select('owner_person').distinct()
  if (after !== null) owners = owners.where('owner_person', '>', after)
  const rows = await owners.orderBy('owner_person').limit(1000).execute()
  return rows.map(({ owner_person: owner }) => owner)
}

export const recipeShape = z.object({ id: z.string(), title: z.string(), language: z.string(), endsOn: z.string(), path: z.string() })
