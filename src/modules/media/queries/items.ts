import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { MediaSize, MediaSort } from '../tables.ts'
import { openBytes, openWords, ownerTags, type MediaWords } from './seals.ts'

/** What a page needs to draw it. */
export type MediaShown = MediaWords & {
  readonly id: string
  readonly sort: MediaSort
  readonly type: string
  readonly width: number | null
  readonly height: number | null
  readonly seconds: number | null
  readonly length: number
}

export type MediaBytes = { readonly sort: MediaSort; readonly type: string; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** Whether somebody may see them is asked by the room in which they stand. */
export async function shownOf(
  db: Reader,
  keys: Pick<Keys, 'open'>,
  scope: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MediaShown>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('media_item')
    .select(['id', 'sort', 'type', 'words_sealed as sealed', 'width', 'height', 'seconds', 'length'])
    .where('scope_id', '=', scope)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ sealed, ...row }) => [row.id, { ...row, ...openWords(keys, { scope, id: row.id }, sealed) }]))
}

/** Of a picture also the small form; of anything else there is the whole alone. */
export async function bytesOf(
  db: Reader,
  keys: Pick<Keys, 'open'>,
  at: { readonly scope: string; readonly id: string },
  size: MediaSize = 'whole',
): Promise<MediaBytes | null> {
  const row = await db
    .selectFrom('media_item')
    .innerJoin('media_bytes', (join) =>
      join.onRef('media_bytes.scope_id', '=', 'media_item.scope_id').onRef('media_bytes.item_id', '=', 'media_item.id'),
    )
    .select(['sort', 'type', 'words_sealed as words', 'bytes_sealed as sealed'])
    .where('media_item.scope_id', '=', at.scope)
    .where('media_item.id', '=', at.id)
    .where('media_bytes.size', '=', size)
    .executeTakeFirst()
  if (row === undefined) return null
  return { sort: row.sort, type: row.type, name: openWords(keys, at, row.words).name, bytes: openBytes(keys, at, row.sealed) }
}

/** Which of these this account uploaded and has put nowhere yet. */
export async function waitingOf(
  db: Reader,
  keys: Pick<Keys, 'tags'>,
  { scope, account }: { readonly scope: string; readonly account: string },
  ids: readonly string[] | null = null,
): Promise<readonly string[]> {
  if (ids?.length === 0) return []
  let select = db
    .selectFrom('media_item')
    .select('id')
    .where('scope_id', '=', scope)
    .where('owner_tag', 'in', [...ownerTags(keys, scope, account)])
    .where('unattached_since', 'is not', null)
  if (ids !== null) select = select.where('id', 'in', [...ids])
  return (await select.execute()).map(({ id }) => id)
}

/** What somebody uploaded: what is said of each; the bytes themselves are where they stand. */
export async function heldOfMedia(db: Reader, keys: Keys, { account }: Own): Promise<HeldData> {
  const scopes = await db.selectFrom('media_item').select('scope_id as scope').distinct().where('owner_tag', 'is not', null).execute()
  const tags = scopes.flatMap(({ scope }) => ownerTags(keys, scope, account))
  if (tags.length === 0) return { uploads: [] }
  const rows = await db
    .selectFrom('media_item')
    .selectAll()
    .where('owner_tag', 'in', tags)
    .orderBy('scope_id')
    .orderBy('made_on')
    .orderBy('id')
    .execute()
  return {
    uploads: rows.map((row) => ({
      ...{ within: row.scope_id, upload: row.id, sort: row.sort, type: row.type, length: row.length, madeOn: row.made_on },
      ...openWords(keys, { scope: row.scope_id, id: row.id }, row.words_sealed),
    })),
  }
}
