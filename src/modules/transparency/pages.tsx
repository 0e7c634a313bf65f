import { Hono } from 'hono'
import { TILE_WIDTH, readPath } from '#merkle-log'
import { ENTRY_KINDS, type AllRecords } from '../../core/recorded.ts'
import type { Published } from '../../core/published.ts'
import { refuse } from '../../core/refused.ts'
import { answerFeed, feedFile } from '../../web/feeds.ts'
import type { Kit } from '../../web/manifest.ts'
import type { Env, PageContext } from '../../web/page.ts'
import { qrOf } from '../../web/qr.tsx'
import { organisations } from '../organisations/index.ts'
import { takeCosignature } from './commands/keep-cosignatures.ts'
import { asked as shapes, entriesOf, entryAt, openedOf, placeOf, receiptOf, signedNote, type Asked } from './queries/entries.ts'
import { standingOfLog } from './queries/standing.ts'
import { lastSigned, readerOf } from './queries/tree.ts'
import { coversVotes, demandOwn, giveVotes } from './pages/votes.ts'
import { no } from './refusals.ts'
import { OPENED_FORM, receiptCode, type OpenedFile } from './queries/written.ts'
import { ON_A_PART } from './rules.ts'
import { EntryPage } from './views/entry.tsx'
import { lineOf } from './views/lines.ts'
import { ReceiptPage } from './views/receipt.tsx'
import { RecordPage } from './views/record.tsx'
import { VotesReceiptPage } from './views/votes.tsx'

/** Files of the log: for programs of other sites too, without cookies and without a reader. */
const OPEN = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
const TEXT = { ...OPEN, 'content-type': 'text/plain; charset=utf-8' }
const FOR_EVER = 'public, max-age=31536000, immutable'
const SHORT = 'public, max-age=60'
const LATER = ':log{[1-9][0-9]*}'
const MOST_NOTE_BYTES = 16 * 1024

export function pagesOf(kit: Kit, records: AllRecords): Hono<Env> {
  const app = new Hono<Env>()
  const { db, outside } = kit.runner
  app.get('/record', (c) => drawRecord(c, kit))
  app.get('/record/:file', async (c) => {
    const file = c.req.param('file')
    const feed = feedFile(file)
    if (feed?.of === 'feed') return feedOf(c, kit, feed.form)
    const [, digits = '', proof] = /^(0|[1-9]\d{0,14})(\.tlog-proof|\.words\.json|\.votes\.json)?$/.exec(file) ?? []
    if (digits === '') return refuse(no('public-log.entry-missing'))
    if (proof === '.words.json') return giveWords(c, kit, records, Number(digits))
    if (proof === '.votes.json') return giveVotes(c, kit, { records, entry: await demandEntry(kit, Number(digits)) })
    return proof === undefined ? drawEntry(c, kit, records, Number(digits)) : giveProof(c, kit, Number(digits))
  })
  app.get('/record/:index/receipt', (c) => drawReceipt(c, kit, records))
  const giveHead = async (c: PageContext): Promise<Response> => {
    const note = await signedNote(db, logAt(c))
    return note === null ? refuse(no('public-log.nothing-signed')) : c.body(note, 200, { ...TEXT, 'cache-control': 'no-cache' })
  }
  // The first log lies where it always lay; each that was begun after it under its number.
  app.get('/log/checkpoint', giveHead)
  app.get(`/log/${LATER}/checkpoint`, giveHead)
  app.get('/bodies/:slug/did.json', (c) => giveDid(c, kit))
  app.get('/log/tile/*', (c) => giveTile(c, kit))
  app.get(`/log/${LATER}/tile/*`, (c) => giveTile(c, kit))
  const takeIn = async (c: PageContext): Promise<Response> => {
    await kit.limits.spend('write', c.var.visitor)
    logAt(c)
    const note = await c.req.text()
    const outcome = note.length > MOST_NOTE_BYTES ? 'unknown' : await takeCosignature({ db, outside }, note)
    return outcome === 'unknown'
      ? refuse(no('public-log.cosignature-unknown'))
      : c.body(`${outcome}\n`, outcome === 'kept' ? 200 : 409, TEXT)
  }
  app.post('/log/cosignature', takeIn)
  app.post(`/log/${LATER}/cosignature`, takeIn)
  return app
}

/** Which log an address is of. The first has no number in it. */
function logAt(c: PageContext): number {
  const named = c.req.param('log')
  if (named === undefined) return 1
  return /^(?:[2-9]|[1-9]\d{1,8})$/.test(named) ? Number(named) : refuse(no('public-log.entry-missing'))
}

/** The key of a body in the form of did:web, for whoever checks what it signed. */
async function giveDid(c: PageContext, { runner: { db, outside }, publicUrl }: Kit): Promise<Response> {
  const body = await organisations.bodyBySlug(db, c.req.param('slug') ?? '', c.var.page.say.locale)
  if (body === null || !(await organisations.verifiedTold(db)).has(body.id)) return refuse(no('public-log.entry-missing'))
  const id = `did:web:${encodeURIComponent(new URL(publicUrl).host)}:bodies:${encodeURIComponent(body.slug)}`
  const x = Buffer.from(outside.signer.log.ofBody(body.id).publicKey).toString('base64url')
  const method = { id: `${id}#log`, type: 'JsonWebKey', controller: id, publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x } }
  const said = { '@context': ['https://www.w3.org/ns/did/v1'], id, verificationMethod: [method], assertionMethod: [method.id] }
  return c.body(`${JSON.stringify(said, null, 2)}\n`, 200, { ...OPEN, 'content-type': 'application/json', 'cache-control': SHORT })
}

/** A tile that is full never changes; of one that is not, what was there once is the beginning of what is there now. */
async function giveTile(c: PageContext, { runner: { db } }: Kit): Promise<Response> {
  const name = readPath(c.req.path.replace(/^\/log\/(\d+\/)?/, ''))
  const head = await lastSigned(db, logAt(c))
  if (name === null || head === null) return refuse(no('public-log.entry-missing'))
  const { level, index, width } = name
  const reader = readerOf(db, head)
  const bytes = level === null ? await reader.entries({ index, width }) : await reader.tile({ level, index, width })
  const whole = bytes === null ? 0 : level === null ? entriesCount(bytes) : bytes.length / 32
  if (bytes === null || whole < width) return refuse(no('public-log.entry-missing'))
  const body = level === null ? bytes : bytes.slice(0, width * 32)
  const headers = { ...OPEN, 'content-type': 'application/octet-stream', 'cache-control': width === TILE_WIDTH ? FOR_EVER : SHORT }
  return c.body(new Uint8Array(body), 200, headers)
}

/** How many entries a bundle holds, each after its length in two bytes. */
function entriesCount(bundle: Uint8Array): number {
  let count = 0
  for (let at = 0; at + 1 < bundle.length; count += 1) at += 2 + ((bundle[at] ?? 0) << 8) + (bundle[at + 1] ?? 0)
  return count
}

function askedIn(c: PageContext): Asked {
  const said: Record<string, unknown> = {}
  // What cannot be read is not asked for: an address that somebody shortened still leads somewhere.
  for (const [name, shape] of Object.entries(shapes)) {
    const read = shape.safeParse(c.req.query(name) || undefined)
    if (read.success && read.data !== undefined) said[name] = read.data
  }
  return said
}

async function drawRecord(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.forOnePage().runner
  const asked = askedIn(c)
  const found = await entriesOf(db, asked, ON_A_PART + 1)
  const entries = found.slice(0, ON_A_PART)
  const all = (await organisations.allBodies(db, page.say.locale)).map(({ id, slug, name, language }) => ({ id, slug, name, language }))
  const bodies = await organisations.bodyCards(
    db,
    entries.flatMap(({ body }) => body ?? []),
    page.say.locale,
  )
  return c.html(
    <RecordPage
      page={page}
      asked={asked}
      entries={entries}
      before={found.length > ON_A_PART ? (entries.at(-1)?.index ?? null) : null}
      bodies={bodies}
      all={all}
      standing={await standingOfLog(db, outside.signer.log)}
      kinds={ENTRY_KINDS}
    />,
  )
}

async function drawEntry(c: PageContext, kit: Kit, records: AllRecords, index: number): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const entry = (await entryAt(db, index)) ?? refuse(no('public-log.entry-missing'))
  const bodies = entry.body === null ? null : await organisations.bodyCards(db, [entry.body], page.say.locale)
  return c.html(
    <EntryPage
      page={page}
      entry={entry}
      body={entry.body === null ? undefined : bodies?.get(entry.body)}
      opened={await openedOf(db, records, entry)}
      standing={await standingOfLog(db, outside.signer.log)}
    />,
  )
}

const demandEntry = async ({ runner: { db } }: Kit, index: number) => (await entryAt(db, index)) ?? refuse(no('public-log.entry-missing'))

/** An entry whose words stand, and everybody may read them. */
async function demandOpened(kit: Kit, records: AllRecords, index: number) {
  const { db } = kit.runner
  const entry = await demandEntry(kit, index)
  const opened = await openedOf(db, records, entry)
  if (opened?.state !== 'stands' || entry.commits === null) return refuse(no('public-log.words-gone'))
  return { entry, opened, commits: entry.commits }
}

async function giveWords(c: PageContext, kit: Kit, records: AllRecords, index: number): Promise<Response> {
  const { opened } = await demandOpened(kit, records, index)
  const { inLog } = await placeOf(kit.runner.db, kit.runner.outside.signer.log, index)
  const file: OpenedFile = { form: OPENED_FORM, entry: inLog, salt: opened.salt, value: opened.value }
  const named = { 'content-disposition': `attachment; filename="record-${index}.words.json"` }
  return c.body(`${JSON.stringify(file, null, 2)}\n`, 200, { 'content-type': 'application/json', ...named, 'cache-control': 'no-store' })
}

/** To print: the words, and one line that ties them to the log. */
async function drawReceipt(c: PageContext, kit: Kit, records: AllRecords): Promise<Response> {
  const { page } = c.var
  const asked = c.req.param('index') ?? ''
  const index = /^(0|[1-9]\d{0,14})$/.test(asked) ? Number(asked) : refuse(no('public-log.entry-missing'))
  c.header('cache-control', 'private, no-store')
  const covering = await demandEntry(kit, index)
  if (coversVotes(records, covering)) {
    const { part, code } = await demandOwn(c, kit, { records, entry: covering })
    return c.html(<VotesReceiptPage page={page} entry={covering} part={part} code={code} qr={qrOf(code, 'M')} />)
  }
  const { entry, opened, commits } = await demandOpened(kit, records, index)
  const { origin, inLog } = await placeOf(kit.runner.db, kit.runner.outside.signer.log, index)
  const code = receiptCode(origin, { index: inLog, commits, salt: opened.salt })
  return c.html(<ReceiptPage page={page} entry={entry} value={opened.value} code={code} qr={qrOf(code, 'M')} />)
}

async function giveProof(c: PageContext, { runner: { db } }: Kit, index: number): Promise<Response> {
  const receipt = (await receiptOf(db, index)) ?? refuse(no('public-log.entry-missing'))
  const named = { 'content-disposition': `attachment; filename="record-${index}.tlog-proof"` }
  return c.body(receipt, 200, { ...TEXT, ...named, 'cache-control': 'no-cache' })
}

async function feedOf(c: PageContext, { runner: { db } }: Kit, form: Parameters<typeof answerFeed>[1]): Promise<Response> {
  const { say } = c.var.page
  const items = (await entriesOf(db, {})).map((entry): Published => {
    const { title } = entry.fields
    return {
      ...{ sort: 'record', id: String(entry.index), path: `/record/${entry.index}`, title: lineOf(say, entry), language: say.locale },
      ...{ text: typeof title === 'string' ? title : '', at: new Date(`${entry.day}T00:00:00Z`), starts: null, until: null },
      ...{ checkedOn: null, by: null, subjects: [], open: true },
    }
  })
  return answerFeed(c, form, {
    title: say('public-log.title'),
    description: say('public-log.lead'),
    path: '/record',
    file: '/record/feed',
    items,
  })
}
