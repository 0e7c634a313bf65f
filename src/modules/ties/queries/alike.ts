import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { places } from '../../places/index.ts'
import { likenessKeys, pairOf, reasonsFor, type Compared, type Comparing } from '../rules.ts'
import type { Reason } from '../tables.ts'

/** Two of them, the lesser id first, and by what they could be the same. */
export type Pair = { readonly one: string; readonly other: string; readonly reasons: readonly Reason[] }

/** Of a key that very many share, as when all are called “Women”, so many are looked at. */
const MOST_SHARING = 50
const KEY_BYTES = 8

/** A key is kept as a hash of one length: to find by it is all that it is for. */
export const hashed = (key: string): Buffer => createHash('sha256').update(key).digest().subarray(0, KEY_BYTES)

export const keysFor = (all: readonly Compared[]): readonly { readonly id: string; readonly key: string; readonly hash: string }[] =>
  all.flatMap((one) => likenessKeys(one).map((key) => ({ id: one.id, key, hash: hashed(key).toString('hex') })))

/** Which of these could be the same as any other; their keys are written down already. */
export async function pairsOf(db: Reader, these: readonly Compared[]): Promise<readonly Pair[]> {
  const keys = keysFor(these)
  const sharing = await holdersOf(db, [...new Set(keys.map(({ hash }) => hash))])
  const near = new Map<string, Set<string>>()
  for (const { id, hash } of keys)
    for (const other of (sharing.get(hash) ?? []).slice(0, MOST_SHARING))
      if (other !== id) near.set(id, (near.get(id) ?? new Set()).add(other))
  const known = new Map(these.map((one) => [one.id, one]))
  const others = [...new Set([...near.values()].flatMap((ids) => [...ids]))].filter((id) => !known.has(id))
  for (const one of await communities.comparable(db, { ids: others })) known.set(one.id, one)
  const comparing = {
    countryOf: await countriesOf(db, [...known.values()]),
    sharing: (key: string) => sharing.get(hashed(key).toString('hex'))?.length ?? 0,
  }
  return [...pairsAmong(near, known, comparing)]
}

function* pairsAmong(
  near: ReadonlyMap<string, ReadonlySet<string>>,
  known: ReadonlyMap<string, Compared>,
  comparing: Comparing,
): Generator<Pair> {
  const seen = new Set<string>()
  for (const [id, others] of near)
    for (const otherId of others) {
      const [one, other] = pairOf(id, otherId)
      const [a, b] = [known.get(one), known.get(other)]
      if (a === undefined || b === undefined || seen.has(`${one} ${other}`)) continue
      seen.add(`${one} ${other}`)
      const reasons = reasonsFor(a, b, comparing)
      if (reasons.length > 0) yield { one, other, reasons }
    }
}

async function holdersOf(db: Reader, hashes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (hashes.length === 0) return new Map()
  const rows = await db
    .selectFrom('likeness_key')
    .select(['community_id as id', sql<string>`encode(key, 'hex')`.as('hash')])
    .where(sql<boolean>`key = any(select decode(unnest(${hashes}::text[]), 'hex'))`)
    .orderBy('community_id')
    .execute()
  return new Map([...Map.groupBy(rows, ({ hash }) => hash)].map(([hash, own]) => [hash, own.map(({ id }) => id)]))
}

async function countriesOf(db: Reader, all: readonly Compared[]): Promise<(place: string) => string> {
  const ids = all.flatMap(({ facets }) => facets.flatMap(({ sort, value }) => (sort === 'origin' || sort === 'residence' ? [value] : [])))
  const named = await places.named(db, [...new Set(ids)], 'en')
  return (place) => named.get(place)?.country ?? place
}

/** Of these pairs those of which nobody has said anything: no steward, no proposal of either, and no tie. */
export async function unsaid(db: Reader, pairs: readonly Pair[]): Promise<readonly Pair[]> {
  const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  if (ids.length === 0) return []
  const said = await db
    .selectFrom('likeness')
    .select(['one_id as a', 'other_id as b'])
    .where('state', '!=', 'waiting')
    .where('one_id', 'in', ids)
    .unionAll(db.selectFrom('merger').select(['ending_id as a', 'into_id as b']).where('ending_id', 'in', ids))
    .unionAll(
      db
        .selectFrom('tie')
        .select(['from_id as a', 'to_id as b'])
        .where('state', 'in', ['proposed', 'standing'])
        .where((where) => where.or([where('from_id', 'in', ids), where('to_id', 'in', ids)])),
    )
    .execute()
  const done = new Set(said.map(({ a, b }) => pairOf(a, b).join(' ')))
  return pairs.filter(({ one, other }) => !done.has(`${one} ${other}`))
}
