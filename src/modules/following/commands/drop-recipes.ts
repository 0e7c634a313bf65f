import type { Db } from '../../../platform/db.ts'
import { RECIPE_GRACE_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

const DAY_MS = 86_400_000

/** Recipes that ended and were not renewed. No deed: the day was said when they were made. */
export async function dropRecipes(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - RECIPE_GRACE_DAYS * DAY_MS).toISOString().slice(0, 10)
  await db.deleteFrom('feed_recipe').where('ends_on', '<', before).execute()
}
