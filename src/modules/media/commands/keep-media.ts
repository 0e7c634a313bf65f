import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { waitingOf } from '../queries/items.ts'
import type { Cleaned } from '../queries/reading.ts'
import { ownerTags, sealBytes, sealWords } from '../queries/seals.ts'
import { no } from '../refusals.ts'
import { LONGEST, MOST_UNATTACHED } from '../rules.ts'

export type Keeping = {
  readonly scope: string
  /** Made by whoever keeps it, so that what is sent twice is one (`core/sending.ts`). */
  readonly id: string
  readonly account: string
  /** What can be seen, what is said, or what the file is about. */
  readonly text: string
  readonly language: string
}

/** For the deeds of rooms: an upload waits for its owner until it is attached. False: it was kept already, nothing is done and nothing to be told. */
export async function keepMedia(tx: Tx, outside: Pick<Outside, 'keys' | 'now'>, cleaned: Cleaned, keeping: Keeping): Promise<boolean> {
  const { keys } = outside
  const { scope, id, account } = keeping
  const text = keeping.text.trim()
  const most = cleaned.sort === 'sound' ? LONGEST.transcript : LONGEST.alt
  if (text.length > most || (text === '' && cleaned.sort !== 'paper')) refuse(no('media.no-words'))
  if ((await waitingOf(tx, keys, { scope, account })).length >= MOST_UNATTACHED) refuse(no('media.too-many'))
  const now = outside.now()
  const { sort, type, width, height, seconds, name } = cleaned
  const made = await tx
    .insertInto('media_item')
    .values({
      ...{ scope_id: scope, id, sort, type, width, height, seconds, length: cleaned.whole.length },
      ...{ owner_tag: ownerTags(keys, scope, account)[0] ?? null, made_on: now.toISOString().slice(0, 10), unattached_since: now },
      words_sealed: sealWords(keys, { scope, id }, { text, language: keeping.language, name }),
    })
    .onConflict((conflict) => conflict.columns(['scope_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) return false
  for (const [size, bytes] of [['whole', cleaned.whole] as const, ['small', cleaned.small] as const])
    if (bytes !== null)
      await tx
        .insertInto('media_bytes')
        .values({ scope_id: scope, item_id: id, size, bytes_sealed: sealBytes(keys, { scope, id }, bytes) })
        .execute()
  return true
}

/** What stands in something waits no more. Refused where one of them is not the account's own, or stands somewhere already. */
export async function attachMedia(
  tx: Tx,
  { keys }: Pick<Outside, 'keys'>,
  of: { readonly scope: string; readonly account: string },
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const own = await waitingOf(tx, keys, of, ids)
  if (own.length !== new Set(ids).size) refuse(no('media.missing'))
  await tx
    .updateTable('media_item')
    .set({ unattached_since: null })
    .where('scope_id', '=', of.scope)
    .where('id', 'in', [...ids])
    .execute()
}

/** They are gone at once, with their bytes. */
export async function forgetMedia(tx: Tx, scope: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('media_item')
    .where('scope_id', '=', scope)
    .where('id', 'in', [...ids])
    .execute()
}

/** Whoever uploaded these has left what they stand in: the tie to the account goes, the upload stays where it stands. */
export async function releaseMedia(tx: Tx, scope: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('media_item')
    .set({ owner_tag: null })
    .where('scope_id', '=', scope)
    .where('id', 'in', [...ids])
    .execute()
}
