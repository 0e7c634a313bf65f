import type { Reading } from '../../../core/published.ts'
import type { UnnamedReceiver } from '../../../core/receiver.ts'
import type { Reportable, Thing, ThingId } from '../../../core/reportable.ts'
import type { Sources } from '../../../core/citable.ts'
import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { heldBy, mandatesByIds, type Mandate } from './mandates.ts'
import { CLAIMING, dayIn, standing } from '../rules.ts'

/** What others handed over: what was said anywhere, who said it, by which name everybody reads it, and where words of nobody can stand. */
export type Said = { readonly things: readonly Reportable[]; readonly sources: Sources; readonly receivers: readonly UnnamedReceiver[] }

type Claim = { readonly subject: string; readonly mandate: Mandate }

/** Under which mandates things of one sort in one place were said, as far as this reader may know of who gave them. */
export async function claimsAt(db: Reader, reading: Reading, { sort, scope }: Pick<ThingId, 'sort' | 'scope'>): Promise<readonly Claim[]> {
  if (!isUuid(scope)) return []
  const rows = await db
    .selectFrom('mandate_claim')
    .select(['subject', 'mandate_id as mandate'])
    .where('scope_id', '=', scope)
    .where('sort', '=', sort)
    .orderBy('subject')
    .execute()
  if (rows.length === 0) return []
  const mandates = await mandatesByIds(db, reading, [...new Set(rows.map(({ mandate }) => mandate))])
  return rows.flatMap(({ subject, mandate: id }) => {
    const mandate = mandates.get(id)
    return mandate === undefined ? [] : [{ subject, mandate }]
  })
}

type Asking = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> }

/** What stands at that address, where everybody reads it and the one who asks said it. */
export async function ownThingAt(db: Reader, { things }: Said, path: string, { actor, outside }: Asking): Promise<Thing | null> {
  for (const one of things) {
    if (!CLAIMING.includes(one.sort)) continue
    const thing = await one.at(db, path, actor, outside)
    if (thing?.published !== true) continue
    return (await one.isBy(db, thing, { actor, outside })) ? thing : null
  }
  return null
}

/** The name that everybody reads beside it; null: it stands without one. */
export async function speakerOf(
  db: Reader,
  { sources }: Said,
  { sort, scope, subject, path }: ThingId & { readonly path: string },
  locale: string,
) {
  const id = isUuid(subject) ? subject : `${scope}/${subject}`
  const [source] = [...(await sources.byIds(db, [{ sort, id }], locale)).values()]
  return source?.path === path && source.state === 'standing' ? source.speaker : null
}

/** What the acting identity can claim now. */
export async function claimable(db: Reader, { actor, now }: Pick<Reading, 'actor' | 'now'>) {
  return (await heldBy(db, actor)).filter((row) => standing(row, dayIn(now)) === 'holds')
}
