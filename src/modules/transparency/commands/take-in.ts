import { sql } from 'kysely'
import { grow, signCheckpoint, type Grown, type Signer } from '#merkle-log'
import { countEvents, eventsAfter, lastEventNumber, THE_HUB, type NumberedEvent } from '../../../core/event.ts'
import type { AllRecords, Entry, Recorded } from '../../../core/recorded.ts'
import type { Tx } from '../../../platform/db.ts'
import type { LogBook } from '../../../platform/log-book.ts'
import type { Outside } from '../../../platform/outside.ts'
import { lastSigned, readerOf, stateOf, type Which } from '../queries/tree.ts'
import { dayAfter, dayText, MOST_AT_ONCE, NOTED_ANEW_AFTER_MS, SETTLES_AFTER_MS } from '../rules.ts'
import { bytesOf, commitmentOf, scopeIn, sha256, wordsOfEvent, signedByBody, speaksForBody } from '../queries/written.ts'
import { organisations } from '../../organisations/index.ts'
import type {} from '../tables.ts'

/** An entry that is ready to be written, with where it came from. */
type Ready = {
  readonly entry: Entry
  readonly day: string
  readonly source: string
  readonly daily: boolean
}

export type Taken = { readonly size: number; readonly root: Uint8Array; readonly entries: number }

/**
 * What happened since becomes part of the log: entries, tree and signed head in one transaction, so that a process that dies in the middle leaves
 * nothing. Null: there was nothing. Whoever calls has looked whether this log may be gone on with (`check-log.ts`), and notes the new size afterwards.
 */
export async function takeIn(tx: Tx, records: AllRecords, outside: Outside): Promise<Taken | null> {
  const now = outside.now()
  const state = await stateFor(tx, now)
  const { events, mark } = await freshEvents(tx, { records, outside, after: state.mark })
  const ready = [
    ...(await countsOf(tx, { records, outside, from: state.counted_on })),
    ...(await entriesOf(tx, { records, outside, events })),
  ]
  await moveMark(tx, state, { waiting: mark, now })
  if (ready.length === 0) return null
  const before = await lastSigned(tx)
  const which = before ?? { log: outside.signer.log.number(), first: 0 }
  const contents = await writeEntries(tx, { ready: inOrder(ready), first: which.first + (before?.size ?? 0), outside })
  const grown = await grow(before?.size ?? 0, contents, readerOf(tx, which), sha256)
  await writeTree(tx, grown, { which, now, signer: signerOf(outside.signer.log) })
  return { size: grown.size, root: grown.root, entries: contents.length }
}

type State = NonNullable<Awaited<ReturnType<typeof stateOf>>>

/** The one row, held: two processes that take in at once do it one after the other. */
async function stateFor(tx: Tx, now: Date): Promise<State> {
  await tx
    .insertInto('log_state')
    .values({
      ...{ one: true, mark: 0, candidate: 0, candidate_transaction: 0, candidate_at: now, counted_on: dayText(now) },
      ...{ stands_since: null, stands_why: null },
    })
    .onConflict((oc) => oc.doNothing())
    .execute()
  return tx.selectFrom('log_state').selectAll().forUpdate().executeTakeFirstOrThrow()
}

type Reading = { readonly records: AllRecords; readonly outside: Outside }

/** Those that are not in yet, and the first of those that wait for the end of their day. */
async function freshEvents(tx: Tx, { records, outside, after }: Reading & { readonly after: number }) {
  const today = dayText(outside.now())
  const kinds = [...records.byKind.keys()]
  const events: (NumberedEvent & { readonly source: string })[] = []
  let waiting: number | null = null
  for (let from = after; events.length < MOST_AT_ONCE;) {
    const rows = await eventsAfter(tx, { after: from, kinds, most: MOST_AT_ONCE })
    const tags = rows.map((row) => outside.keys.tags('log-event', ...wordsOfEvent(row)).map((tag) => tag.toString('base64url')))
    const known = await knownSources(tx, tags.flat())
    for (const [at, row] of rows.entries()) {
      const [source = '', ...older] = tags[at] ?? []
      if ([source, ...older].some((one) => known.has(one))) continue
      if (records.byKind.get(row.kind)?.daily === true && dayText(row.at) >= today) waiting ??= row.sequence
      else if (events.length < MOST_AT_ONCE) events.push({ ...row, source })
      // What found no place waits too: the mark must not pass it.
      else waiting ??= row.sequence
    }
    from = rows.at(-1)?.sequence ?? from
    if (rows.length < MOST_AT_ONCE) break
  }
  return { events, mark: waiting }
}

async function knownSources(tx: Tx, sources: readonly string[]): Promise<ReadonlySet<string>> {
  if (sources.length === 0) return new Set()
  const rows = await tx
    .selectFrom('log_entry')
    .select('source')
    .where('source', 'in', [...sources])
    .execute()
  return new Set(rows.map(({ source }) => source))
}

async function entriesOf(
  tx: Tx,
  { records, outside, events }: Reading & { readonly events: readonly (NumberedEvent & { readonly source: string })[] },
): Promise<readonly Ready[]> {
  const ready: Ready[] = []
  for (const { source, at, ...event } of events) {
    const recorded: Recorded | undefined = records.byKind.get(event.kind)
    const day = dayText(at)
    const entry = (await recorded?.entry(tx, { ...event, day }, outside)) ?? null
    if (entry !== null) ready.push({ entry, day, source, daily: recorded?.daily === true })
  }
  return ready
}

/** Of each day that is over how often what is only counted was done; also that it never was. */
async function countsOf(tx: Tx, { records, outside, from }: Reading & { readonly from: string }): Promise<readonly Ready[]> {
  const today = dayText(outside.now())
  const ready: Ready[] = []
  for (let day = from; day < today && records.counts.size > 0; day = dayAfter(day)) {
    const between = { from: new Date(`${day}T00:00:00Z`), to: new Date(`${dayAfter(day)}T00:00:00Z`) }
    const counted = await countEvents(tx, THE_HUB, [...records.counts.keys()], between)
    const counts = Object.fromEntries([...records.counts].map(([kind, name]) => [name, counted.get(kind) ?? 0]))
    const source = outside.keys.tag('log-event', 'day.counted', day).toString('base64url')
    ready.push({ entry: { t: 'day.counted', fields: { counts } }, day, source, daily: false })
  }
  await tx.updateTable('log_state').set({ counted_on: today }).execute()
  const known = await knownSources(
    tx,
    ready.map(({ source }) => source),
  )
  return ready.filter(({ source }) => !known.has(source))
}

/** What people wrote comes first, in no order of time: by day, and within it by what nobody can choose. */
function inOrder(ready: readonly Ready[]): readonly Ready[] {
  const written = ready.filter(({ daily }) => daily).toSorted((a, b) => (a.day + a.source < b.day + b.source ? -1 : 1))
  return [...written, ...ready.filter(({ daily }) => !daily)]
}

async function writeEntries(
  tx: Tx,
  { ready, first, outside }: { readonly ready: readonly Ready[]; readonly first: number; readonly outside: Outside },
): Promise<readonly Buffer[]> {
  const contents: Buffer[] = []
  const verified = await organisations.verifiedTold(tx)
  for (const [at, { entry, day, source }] of ready.entries()) {
    const { committed } = entry
    const position = first + at
    const salt = committed === undefined ? null : sha256(Buffer.from(`${outside.token()}${outside.token()}`))
    const commits = committed === undefined || salt === null ? null : commitmentOf(salt, committed.value)
    const { body } = entry.fields
    const said = typeof body === 'string' && verified.has(body) ? inItsName(entry, { day, body, outside }) : entry
    const content = bytesOf(said, { day, source, commits })
    await tx
      .insertInto('log_entry')
      .values({
        position,
        source,
        kind: entry.t,
        scope_id: scopeIn(entry.fields),
        body_id: typeof body === 'string' ? body : null,
        day,
        content,
      })
      .execute()
    if (committed !== undefined && salt !== null)
      await tx.insertInto('log_commitment').values({ sort: committed.sort, thing: committed.id, position, salt }).execute()
    contents.push(content)
  }
  return contents
}

/** With the signature of the body, by a key of its own, where it is verified and speaks itself. */
function inItsName(
  entry: Entry,
  { day, body, outside }: { readonly day: string; readonly body: string; readonly outside: Outside },
): Entry {
  if (!speaksForBody(entry.t)) return entry
  const { publicKey, sign } = outside.signer.log.ofBody(body)
  const signature = Buffer.from(sign(signedByBody(entry, day))).toString('base64')
  return { ...entry, fields: { ...entry.fields, by_body: { key: Buffer.from(publicKey).toString('base64'), signature } } }
}

type Writing = { readonly which: Which; readonly now: Date; readonly signer: Signer }

export function signerOf({ origin, publicKey, sign }: Pick<LogBook, 'origin' | 'publicKey' | 'sign'>): Signer {
  const key = publicKey()
  if (key === null) throw new TypeError('the log has no key')
  return { name: origin, publicKey: key, sign: async (message) => sign(message) }
}

/** The tiles that changed, and the head over them. */
export async function writeTree(tx: Tx, { size, root, tiles }: Grown, { which: { log, first }, now, signer }: Writing): Promise<void> {
  for (const { level, index, width, bytes } of tiles) {
    const row = { width, hashes: Buffer.from(bytes) }
    await tx
      .insertInto('log_tile')
      .values({ log, level, place: index, ...row })
      .onConflict((oc) => oc.columns(['log', 'level', 'place']).doUpdateSet(row))
      .execute()
  }
  const note = await signCheckpoint({ size, root }, signer)
  await tx
    .insertInto('log_checkpoint')
    .values({ log, first, size, root: Buffer.from(root), note, signed_at: now })
    .execute()
}

/**
 * Numbers are given out before deeds commit, so one may come to light below others that are in already. The mark moves up to a number only once
 * everything that was under way when it was noted has ended: by the numbers of transactions, and by an hour where these are of several servers.
 */
async function moveMark(tx: Tx, state: State, { waiting, now }: { readonly waiting: number | null; readonly now: Date }): Promise<void> {
  const { rows } = await sql<{ oldest: number; next: number }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next`.execute(
    tx,
  )
  const [seen] = rows
  if (seen === undefined) return
  const age = now.getTime() - state.candidate_at.getTime()
  const settled = age >= SETTLES_AFTER_MS && seen.oldest >= state.candidate_transaction
  if (!settled && age < NOTED_ANEW_AFTER_MS) return
  const upTo = waiting === null ? state.candidate : Math.min(state.candidate, waiting - 1)
  await tx
    .updateTable('log_state')
    .set({
      mark: settled ? Math.max(state.mark, upTo) : state.mark,
      ...{ candidate: await lastEventNumber(tx), candidate_transaction: seen.next, candidate_at: now },
    })
    .execute()
}
