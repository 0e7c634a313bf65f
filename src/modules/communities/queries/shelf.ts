import type { Id } from '#base'
import { z } from 'zod'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type {} from '../tables.ts'

/** Purposes of seals and tags. */
export const MEMBER = 'community-member'
export const SHELF = 'community-shelf'

const PAGE = 1024
const ids = z.array(z.string())

export const accountTags = (keys: Pick<Keys, 'tags'>, community: string, account: string): readonly Buffer[] =>
  keys.tags(MEMBER, community, account)
export const personTags = (keys: Pick<Keys, 'tags'>, person: string): readonly Buffer[] => keys.tags(SHELF, person)

/** With whom it belongs, so that a seal that is moved to another row does not open as that one's. */
export const sealPerson = (keys: Pick<Keys, 'seal'>, community: string, person: string): Buffer =>
  keys.seal(MEMBER, JSON.stringify([community, person]))

export function openPerson(keys: Pick<Keys, 'open'>, community: string, sealed: Buffer): Id<'person'> {
  const [of, person] = z.tuple([z.string(), z.string()]).parse(JSON.parse(keys.open(MEMBER, sealed)))
  if (of !== community) throw new Error('a membership lies in another community than the one it was sealed for')
  return person as Id<'person'>
}

export const sealShelf = (keys: Pick<Keys, 'seal'>, communities: readonly string[]): Buffer => {
  const text = JSON.stringify(communities)
  return keys.seal(SHELF, text.padEnd(Math.ceil(text.length / PAGE) * PAGE))
}

export const openShelf = (keys: Pick<Keys, 'open'>, sealed: Buffer): readonly string[] => ids.parse(JSON.parse(keys.open(SHELF, sealed)))

/** Where this identity belongs, as its shelf says. */
export async function shelfOf(db: Reader, keys: Pick<Keys, 'tags' | 'open'>, person: string): Promise<readonly string[]> {
  const row = await db
    .selectFrom('community_shelf')
    .select('communities_sealed')
    .where('person_tag', 'in', [...personTags(keys, person)])
    .executeTakeFirst()
  return row === undefined ? [] : openShelf(keys, row.communities_sealed)
}

/** What stands on a shelf from now on; its row is held until the deed is done. */
export async function changeShelf(
  tx: Tx,
  keys: Pick<Keys, 'tags' | 'open' | 'seal'>,
  person: string,
  change: (communities: readonly string[]) => readonly string[],
): Promise<void> {
  const [tag, ...older] = personTags(keys, person)
  if (tag === undefined) return
  await tx
    .insertInto('community_shelf')
    .values({ person_tag: tag, communities_sealed: sealShelf(keys, []) })
    .onConflict((conflict) => conflict.column('person_tag').doNothing())
    .execute()
  const rows = await tx
    .selectFrom('community_shelf')
    .select(['person_tag', 'communities_sealed'])
    .where('person_tag', 'in', [tag, ...older])
    .forUpdate()
    .execute()
  const held = [...new Set(rows.flatMap(({ communities_sealed: sealed }) => openShelf(keys, sealed)))]
  const now = change(held)
  if (older.length > 0) await tx.deleteFrom('community_shelf').where('person_tag', 'in', older).execute()
  if (now.length === 0) await tx.deleteFrom('community_shelf').where('person_tag', '=', tag).execute()
  else
    await tx
      .updateTable('community_shelf')
      .set({ communities_sealed: sealShelf(keys, now) })
      .where('person_tag', '=', tag)
      .execute()
}
