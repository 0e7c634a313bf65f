import { z } from 'zod'
import { inclusionProof, withSignatures, writeReceipt, readSignatures } from '#merkle-log'
import { query } from '../../../core/command.ts'
import { ENTRY_KINDS, type AllRecords, type EntryFields, type EntryValue } from '../../../core/recorded.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { LogBook } from '../../../platform/log-book.ts'
import { no } from '../refusals.ts'
import { ON_A_PART } from '../rules.ts'
import { commitmentOf, readEntry, sha256 } from './written.ts'
import type {} from '../tables.ts'
import { headOver, lastSigned, readerOf, type Signed } from './tree.ts'
import { cosignaturesOf } from './witnesses.ts'

export type LogEntry = {
  /** On the record, which goes on over all logs that were begun here; in the first of them it is also the index in the log. */
  readonly index: number
  readonly t: string
  readonly day: string
  readonly scope: string
  readonly body: string | null
  /** What it says besides; empty where it cannot be read. */
  readonly fields: EntryFields
  readonly commits: string | null
  /** As it lies in the log: canonical JSON. */
  readonly content: string
}

export const asked = {
  kind: z.enum(ENTRY_KINDS).optional().describe('Only entries of this kind'),
  body: z.uuid().optional().describe('Only entries of this body'),
  scope: z.uuid().optional().describe('Only entries of this dialogue, session, commitment or body'),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  before: z.coerce.number().int().positive().optional().describe('Only entries with a smaller index'),
}
const input = z.object(asked)
export type Asked = z.infer<typeof input>

/** The newest first; one more than a part has, where there are more. */
export async function entriesOf(db: Reader, wanted: Asked, most = ON_A_PART): Promise<readonly LogEntry[]> {
  let select = db.selectFrom('log_entry').selectAll().orderBy('position', 'desc').limit(most)
  if (wanted.kind !== undefined) select = select.where('kind', '=', wanted.kind)
  if (wanted.body !== undefined) select = select.where('body_id', '=', wanted.body)
  if (wanted.scope !== undefined) select = select.where('scope_id', '=', wanted.scope)
  if (wanted.from !== undefined) select = select.where('day', '>=', wanted.from)
  if (wanted.to !== undefined) select = select.where('day', '<=', wanted.to)
  if (wanted.before !== undefined) select = select.where('position', '<', wanted.before)
  return (await select.execute()).map(entryOf)
}

type Row = {
  readonly position: number
  readonly kind: string
  readonly day: string
  readonly scope_id: string
  readonly body_id: string | null
  readonly content: Buffer
}

function entryOf({ position, kind, day, scope_id: scope, body_id: body, content }: Row): LogEntry {
  const read = readEntry(content)
  return {
    ...{ index: position, t: kind, day, scope, body, content: content.toString('utf8') },
    ...{ fields: read?.fields ?? {}, commits: read?.commits ?? null },
  }
}

export async function entryAt(db: Reader, index: number): Promise<LogEntry | null> {
  const row = await db.selectFrom('log_entry').selectAll().where('position', '=', index).executeTakeFirst()
  return row === undefined ? null : entryOf(row)
}

/** The file that proves that the entry is in the log (c2sp.org/tlog-proof), with the entry itself in it; null: there is none. */
export async function receiptOf(db: Reader, index: number): Promise<string | null> {
  const head = await headOver(db, index)
  const entry = head === null ? null : await entryAt(db, index)
  if (head === null || entry === null) return null
  const inLog = index - head.first
  const proof = await inclusionProof(inLog, head.size, readerOf(db, head).tile, sha256)
  return writeReceipt({ index: inLog, proof, checkpoint: await witnessedNote(db, head), extra: new TextEncoder().encode(entry.content) })
}

/** Whose log holds the entry, and at which index there: as its proof says it. */
export async function placeOf(db: Reader, log: LogBook, index: number): Promise<{ readonly origin: string; readonly inLog: number }> {
  const head = await headOver(db, index)
  return head === null ? { origin: log.origin, inLog: index } : { origin: log.originOf(head.log), inLog: index - head.first }
}

/** The newest head, of one log where its number is given, with the signatures of witnesses below that of the hub. */
export async function signedNote(db: Reader, log?: number): Promise<string | null> {
  const last = await lastSigned(db, log)
  return last === null ? null : witnessedNote(db, last)
}

async function witnessedNote(db: Reader, head: Signed): Promise<string> {
  const lines = (await cosignaturesOf(db, head)).flatMap((line) => readSignatures(line) ?? [])
  return withSignatures(head.note, lines) ?? head.note
}

/** The newest entry that commits to this thing; null: none, or its words are gone. */
export async function entryOfThing(db: Reader, { sort, thing }: { readonly sort: string; readonly thing: string }): Promise<number | null> {
  const row = await db
    .selectFrom('log_commitment')
    .select('position')
    .where('sort', '=', sort)
    .where('thing', '=', thing)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.position ?? null
}

/** What becomes of words that an entry commits to. `hidden`: they stand, and not everybody may read them. */
export type Opened =
  | { readonly state: 'stands'; readonly value: EntryValue; readonly salt: string }
  | { readonly state: 'hidden' }
  | { readonly state: 'gone' }

/** Null: it commits to nothing. */
export async function openedOf(db: Reader, records: AllRecords, entry: LogEntry): Promise<Opened | null> {
  if (entry.commits === null) return null
  const row = await db.selectFrom('log_commitment').select(['sort', 'thing', 'salt']).where('position', '=', entry.index).executeTakeFirst()
  if (row === undefined) return { state: 'gone' }
  const standing = (await records.committed.get(row.sort)?.standing(db, [row.thing]))?.get(row.thing)
  if (standing === undefined || commitmentOf(row.salt, standing.value) !== entry.commits) return { state: 'gone' }
  return standing.shown ? { state: 'stands', value: standing.value, salt: row.salt.toString('hex') } : { state: 'hidden' }
}

const shown = z.object({
  index: z.number().int(),
  kind: z.string(),
  day: z.iso.date(),
  entry: z.string().describe('As it lies in the log: canonical JSON (RFC 8785)'),
})
const shownOf = ({ index, t: kind, day, content }: LogEntry) => ({ index, kind, day, entry: content })

export const listEntries = query({
  name: 'transparency.entries',
  summary: 'What this hub did, from its public log, the newest first. The log itself lies under /log in the form of c2sp.org/tlog-tiles',
  route: 'GET /record',
  input,
  output: z.object({
    entries: z.array(shown),
    before: z.number().int().nullable().describe('Give this as `before` for older ones; null: there are none'),
  }),
  async read(db, { input: wanted }) {
    const found = await entriesOf(db, wanted, ON_A_PART + 1)
    const entries = found.slice(0, ON_A_PART)
    return { entries: entries.map(shownOf), before: found.length > ON_A_PART ? (entries.at(-1)?.index ?? null) : null }
  },
})

export const readEntryAt = (records: AllRecords) =>
  query({
    name: 'transparency.entry',
    summary: 'One entry of the public log with the proof that it is there, and, where words that it commits to still stand, what opens it',
    route: 'GET /record/{index}',
    input: z.object({ index: z.coerce.number().int().nonnegative() }),
    output: shown.extend({
      receipt: z.string().describe('A file of c2sp.org/tlog-proof, which holds the entry'),
      commitment: z
        .object({ state: z.enum(['stands', 'hidden', 'gone']), salt: z.string().nullable(), value: z.unknown() })
        .nullable()
        .describe('Null: it commits to nothing. `value` and `salt` only while everybody may read the words'),
    }),
    async read(db, { input: { index } }) {
      const entry = await entryAt(db, index)
      const receipt = await receiptOf(db, index)
      if (entry === null || receipt === null) return refuse(no('public-log.entry-missing'))
      const opened = await openedOf(db, records, entry)
      const open = opened?.state === 'stands' ? { salt: opened.salt, value: opened.value } : { salt: null, value: null }
      return { ...shownOf(entry), receipt, commitment: opened === null ? null : { state: opened.state, ...open } }
    },
  })
