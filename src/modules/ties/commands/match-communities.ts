import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { keysFor, pairsOf, unsaid, type Pair } from '../queries/alike.ts'
import { BATCH, dayIn, MOST_ALIKE, REST_HOURS, type Compared } from '../rules.ts'

const HOUR_MS = 3_600_000

// No route: the clock does it.
export const matchCommunities = command({
  name: 'ties.match-communities',
  summary:
    'Go on through the communities that everybody can find, some at a time, and lay those that could be the same before their stewards',
  input: z.object({}),
  output: z.object({
    looked: z.number().int().describe('Communities of this part'),
    found: z.number().int().describe('Pairs that are new'),
    rests: z.boolean().describe('All have been looked at for today'),
  }),
  async facts(tx) {
    return tx.selectFrom('likeness_round').selectAll().forUpdate().executeTakeFirstOrThrow()
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now, facts: round }) {
    if (round.rests_until !== null && round.rests_until > now) return { looked: 0, found: 0, rests: true }
    const these = await communities.comparable(tx, { after: round.after_id, most: BATCH })
    const last = these.length < BATCH
    await forgetGone(tx, these, { after: round.after_id, until: last ? null : (these.at(-1)?.id ?? null) })
    await keepKeys(tx, these)
    // The first time all only write down their keys: how many share one is known afterwards.
    const known = round.rests_until !== null
    const found = known ? await matchThese(tx, these, now) : 0
    const rest = new Date(now.getTime() + (known ? REST_HOURS * HOUR_MS : 0))
    await tx
      .updateTable('likeness_round')
      .set({ after_id: last ? null : (these.at(-1)?.id ?? null), rests_until: last ? rest : round.rests_until })
      .execute()
    return { looked: these.length, found, rests: last && known }
  },
  tell: ({ now, result }) =>
    result.found === 0
      ? []
      : [
          {
            kind: 'ties.communities.matched',
            ...{ scope: THE_HUB, subject: THE_HUB, data: { found: result.found, on: dayIn(now) }, visibility: 'internal', anonymous: true },
          },
        ],
})

/** Lays new pairs before their stewards, and takes back what is no longer so. */
async function matchThese(tx: Tx, these: readonly Compared[], now: Date): Promise<number> {
  const pairs = await unsaid(tx, await pairsOf(tx, these))
  await dropUnlike(tx, these, pairs)
  return addPairs(tx, pairs, now)
}

type Span = { readonly after: string | null; readonly until: string | null }

/** What stood between these and is found no more, since it is hidden now or has ended: nothing of it is kept. */
async function forgetGone(tx: Tx, these: readonly Compared[], { after, until }: Span): Promise<void> {
  let gone = tx.deleteFrom('likeness_key').returning('community_id as id')
  if (after !== null) gone = gone.where('community_id', '>', after)
  if (until !== null) gone = gone.where('community_id', '<=', until)
  const ids = these.map(({ id }) => id)
  const rows = await gone.where(sql<boolean>`community_id <> all(${ids}::uuid[])`).execute()
  await dropWaiting(tx, [...new Set(rows.map(({ id }) => id))])
}

async function dropWaiting(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('likeness')
    .where('state', '=', 'waiting')
    .where((where) => where.or([where('one_id', 'in', [...ids]), where('other_id', 'in', [...ids])]))
    .execute()
}

/** Only what is different is written. */
async function keepKeys(tx: Tx, these: readonly Compared[]): Promise<void> {
  const keys = keysFor(these)
  const [ids, hashes] = [keys.map(({ id }) => id), keys.map(({ hash }) => hash)]
  const wanted = sql`select unnest(${ids}::uuid[]) as id, decode(unnest(${hashes}::text[]), 'hex') as key`
  const all = these.map(({ id }) => id)
  await tx
    .deleteFrom('likeness_key')
    .where(sql<boolean>`community_id = any(${all}::uuid[])`)
    .where(sql<boolean>`(community_id, key) not in (select id, key from (${wanted}) wanted)`)
    .execute()
  await sql`
    insert into likeness_key (community_id, key) select id, key from (${wanted}) wanted on conflict do nothing`.execute(tx)
}

/** What waits for stewards although the two are not alike any more, since one was called something else. */
async function dropUnlike(tx: Tx, these: readonly Compared[], pairs: readonly Pair[]): Promise<void> {
  const ids = these.map(({ id }) => id)
  const still = new Set(pairs.map(({ one, other }) => `${one} ${other}`))
  const waiting = await tx
    .selectFrom('likeness')
    .select(['one_id', 'other_id'])
    .where('state', '=', 'waiting')
    .where(sql<boolean>`(one_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[]))`)
    .execute()
  for (const { one_id: one, other_id: other } of waiting)
    if (!still.has(`${one} ${other}`))
      await tx.deleteFrom('likeness').where('one_id', '=', one).where('other_id', '=', other).where('state', '=', 'waiting').execute()
}

/** The clearest first, and so many of one community as wait at once. */
async function addPairs(tx: Tx, pairs: readonly Pair[], now: Date): Promise<number> {
  const open = await waitingOf(tx, pairs)
  let found = 0
  for (const { one, other, reasons } of pairs.toSorted((a, b) => b.reasons.length - a.reasons.length)) {
    if (open.has(`${one} ${other}`)) continue
    const [mine, theirs] = [open.get(one) ?? 0, open.get(other) ?? 0]
    if (mine >= MOST_ALIKE || theirs >= MOST_ALIKE) continue
    await tx
      .insertInto('likeness')
      .values({ one_id: one, other_id: other, state: 'waiting', reasons: [...reasons], found_at: now, settled_on: null })
      .execute()
    open.set(one, mine + 1).set(other, theirs + 1)
    found += 1
  }
  return found
}

/** How many wait of each community, and which pairs do. */
async function waitingOf(tx: Tx, pairs: readonly Pair[]): Promise<Map<string, number>> {
  const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  const rows = await tx
    .selectFrom('likeness')
    .select(['one_id', 'other_id'])
    .where('state', '=', 'waiting')
    .where(sql<boolean>`(one_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[]))`)
    .execute()
  const open = new Map<string, number>()
  for (const { one_id: one, other_id: other } of rows)
    for (const key of [one, other, `${one} ${other}`]) open.set(key, (open.get(key) ?? 0) + 1)
  return open
}
