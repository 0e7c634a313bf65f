import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import { BY_LAW, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { no } from '../refusals.ts'

/** What the rooms let be reported; main hands it over. */
export type Things = readonly Reportable[]

/** Who asks, and the keys for rooms whose words lie under a seal. */
export type Asker = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> }

export async function thingAt(things: Things, db: Reader, path: string, { actor, outside }: Asker): Promise<Thing | null> {
  for (const reportable of things) {
    const thing = await reportable.at(db, path, actor, outside)
    if (thing !== null) return thing
  }
  return null
}

export const reportableOf = (things: Things, sort: string): Reportable =>
  things.find((reportable) => reportable.sort === sort) ?? refuse(no('case.missing'))

type Of = { readonly sort: string; readonly scope_id: string; readonly subject: string }

export async function thingOf(things: Things, db: Reader, row: Of, { actor, outside }: Asker): Promise<Thing> {
  const thing = await reportableOf(things, row.sort).byId(db, { scope: row.scope_id, subject: row.subject }, actor, outside)
  return thing ?? refuse(no('case.missing'))
}

/** The category of the DSA that a rule comes nearest to; null for a law, whose category nobody said. */
export const categoryOf = (thing: Thing, rule: string): string | null =>
  rule === BY_LAW ? null : (thing.rules.find(({ code }) => code === rule)?.category ?? null)
