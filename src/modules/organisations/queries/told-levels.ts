import type { Reader } from '../../../platform/db.ts'
import type { Level } from '../tables.ts'

/** What was last told of each body that is verified. */
export async function toldLevels(db: Reader): Promise<ReadonlyMap<string, Level>> {
  const rows = await db.selectFrom('verification').select(['body_id', 'level']).where('lapsed_at', 'is', null).execute()
  return new Map(rows.map(({ body_id, level }) => [body_id, level]))
}

export type LevelChange = { readonly body: string; readonly before: Level | null; readonly after: Level | null }

export const changedLevels = (told: ReadonlyMap<string, Level>, now: ReadonlyMap<string, Level>): readonly LevelChange[] =>
  [...new Set([...told.keys(), ...now.keys()])]
    .map((body) => ({ body, before: told.get(body) ?? null, after: now.get(body) ?? null }))
    .filter(({ before, after }) => before !== after)
