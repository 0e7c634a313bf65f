import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  audit,
  considerCheckpoint,
  COSIGNATURE,
  grow,
  keyOf,
  policyOf,
  readAddCheckpoint,
  readPath,
  readReceipt,
  vkeyOf,
  witnessAnswer,
  type LogReader,
  type Signer,
  type Tree,
} from '#merkle-log'
import type { Network } from '../../platform/outside.ts'
import { FetchFault } from '../../platform/safe-fetch.ts'
import { makeOpen } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { takeTurn } from '../../testing/public-log.ts'
import { bringLogBack } from './commands/bring-back.ts'
import { signerOf, writeTree } from './commands/take-in.ts'
import { filesOf } from './queries/saved.ts'
import { verifyEd25519 } from '../../platform/ed25519.ts'
import { keyOfLog } from './queries/witnesses.ts'
import { sha256 } from './queries/written.ts'

const secret = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  ...{ format: 'der', type: 'pkcs8' },
})
const witness: Signer = {
  name: 'library.example',
  publicKey: new Uint8Array(createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32)),
  sign: async (message) => sign(null, message, secret),
}

/** A witness as c2sp.org/tlog-witness has it, without the way there. */
let last: Tree | null = null
let away = false
const network: Network = {
  names: { addresses: async () => [], texts: async () => [] },
  async fetch(address, { post } = {}) {
    if (away || !address.startsWith('https://library.example/')) throw new FetchFault('connection')
    const key = keyOfLog(hub.runner.outside.signer.log)
    const asked = readAddCheckpoint(String(post?.body))
    const found = await considerCheckpoint(asked, { logs: key === null ? [] : [key], last: () => last, verify: verifyEd25519 })
    const answer = (status: number, body: string) => ({ status, url: new URL(address), type: 'text/plain', body: Buffer.from(body) })
    if (!found.ok) return answer(found.status, found.size === null ? '' : `${found.size}\n`)
    last = found.checkpoint
    return answer(200, await witnessAnswer(found, 1_772_000_000, witness))
  },
}

let hub: Hub
beforeAll(async () => {
  hub = await openHub({ network })
  const line = `witness library.example ${vkeyOf(keyOf(witness.name, COSIGNATURE, witness.publicKey))} https://library.example\n`
  writeFileSync(join(hub.dataFolder, 'witnesses.txt'), line)
})
afterAll(() => hub.close())

const page = async (): Promise<string> => (await hub.as(null).get('/en/record')).text()
const turn = () => takeTurn(hub)
const size = async (): Promise<number> =>
  (await hub.db.selectFrom('log_checkpoint').select('size').orderBy('size', 'desc').limit(1).executeTakeFirst())?.size ?? 0

type Copy = ReadonlyMap<string, Uint8Array>
async function saved(): Promise<Copy> {
  const files = new Map<string, Uint8Array>()
  for await (const { path, bytes } of filesOf(hub.db)) files.set(path, bytes)
  return files
}
const readerOf = (files: Copy): LogReader => {
  const at = async (wanted: { level: number | null; index: number; width: number }) =>
    [...files].find(([path]) => {
      const name = readPath(path)
      return name !== null && name.level === wanted.level && name.index === wanted.index && name.width >= wanted.width
    })?.[1] ?? null
  return { tile: at, entries: ({ index, width }) => at({ level: null, index, width }) }
}
const headOf = (files: Copy): string => new TextDecoder().decode(files.get('checkpoint'))

/** What a restored backup leaves: everything but the log, in an empty data folder with the keys. */
async function restoreBackup(): Promise<void> {
  for (const table of ['log_entry', 'log_tile', 'log_checkpoint', 'log_cosignature', 'log_alarm', 'log_state'] as const)
    await hub.db.deleteFrom(table).execute()
  rmSync(join(hub.dataFolder, 'log-seen.json'))
}
async function takeBack(files: Copy) {
  const { log } = hub.runner.outside.signer
  const from = { checkpoint: headOf(files), reader: readerOf(files) }
  const back = await hub.db.transaction().execute((tx) => bringLogBack(tx, from, { log, now: hub.runner.outside.now() }))
  if (back.outcome === 'done') log.remember({ size: back.size, root: back.root, day: '2026-03-01', unconfirmed: true })
  return back.outcome
}

let [old, newer]: Copy[] = []

test('a witness signs each head, and both signatures are published', async () => {
  await makeOpen(hub)
  away = true
  await turn()
  expect(await page()).toContain('library.example has signed nothing yet.')
  away = false
  await turn()
  const key = keyOfLog(hub.runner.outside.signer.log)
  expect(await (await hub.as(null).api('GET', '/log')).json()).toEqual({
    key: key === null ? '' : vkeyOf(key),
    witnesses: [{ name: 'library.example', key: vkeyOf(keyOf(witness.name, COSIGNATURE, witness.publicKey)) }],
    standsSince: null,
    earlier: 0,
  })
  expect(last?.size).toBe(1)
  old = await saved()
  await makeOpen(hub, { title: 'Roads' })
  await turn()
  expect([await size(), last?.size]).toEqual([2, 2])
  newer = await saved()
  expect(headOf(newer).match(/^— /gm)).toHaveLength(2)
  expect(await page()).toContain('library.example: 2 entries, signed on')
})

test("yesterday's backup: nothing is signed until the log is back from its files, and then no witness sees another one", async () => {
  await restoreBackup()
  await makeOpen(hub, { title: 'Schools' })
  await turn()
  expect([await size(), last?.size]).toEqual([0, 2])
  expect(await (await hub.as(null).api('GET', '/log')).json()).toMatchObject({ standsSince: '2026-03-01' })
  expect(await page()).toContain('The log stands still since 1 March 2026')
  // A copy that is older than what the witness has signed is not gone on with, and nothing is signed over it.
  expect(await takeBack(old ?? new Map())).toBe('done')
  await turn()
  expect([await size(), last?.size]).toEqual([1, 2])
  expect(await page()).toContain('library.example has seen another log')
  await restoreBackup()
  expect(await takeBack(newer ?? new Map())).toBe('done')
  // Nobody to ask: then nobody says that it is all there is.
  away = true
  await turn()
  expect(await size()).toBe(2)
  away = false
  await turn()
  expect([await size(), last?.size]).toEqual([3, 3])
  expect(await page()).not.toContain('stands still')
  const rows = await hub.db.selectFrom('log_entry').select('content').orderBy('position').execute()
  expect(rows.map(({ content }) => JSON.parse(content.toString()).title)).toEqual(['Health between two countries', 'Roads', 'Schools'])
})

test('a whole machine that was set back a day signs nothing over what its witness has seen', async () => {
  const { log } = hub.runner.outside.signer
  const tables = ['log_entry', 'log_tile', 'log_checkpoint', 'log_cosignature', 'log_commitment', 'log_state'] as const
  const kept = await Promise.all(tables.map(async (table) => [table, await hub.db.selectFrom(table).selectAll().execute()] as const))
  const seen = log.seen()
  const { before } = await hub.db
    .selectFrom('event')
    .select((eb) => eb.fn.max('sequence').as('before'))
    .executeTakeFirstOrThrow()
  await makeOpen(hub, { title: 'Trains' })
  await turn()
  expect([await size(), last?.size]).toEqual([4, 4])
  // Database and data folder as they were: they say nothing of what came after.
  for (const [table, rows] of kept) {
    await hub.db.deleteFrom(table).execute()
    if (rows.length > 0)
      await hub.db
        .insertInto(table)
        .values(rows as never)
        .execute()
  }
  await hub.db.deleteFrom('event').where('sequence', '>', before).execute()
  if (seen !== null) log.remember(seen)
  await makeOpen(hub, { title: 'Buses' })
  await turn()
  expect([await size(), last?.size]).toEqual([3, 4])
  expect(await page()).toContain('library.example has seen another log')
})

test('a copy that is damaged, or of another key, is not taken', async () => {
  const damaged = new Map(
    [...(newer ?? [])].map(([path, bytes]) => [path, path.startsWith('tile/0') ? bytes.map((byte) => byte ^ 1) : bytes]),
  )
  expect(await takeBack(damaged)).toBe('unsound')
  expect(await takeBack(newer ?? new Map())).toBe('smaller')
})

test('a hub that rewrites its past is noticed by an auditor, by whoever holds a receipt, and by the witness', async () => {
  const key = keyOfLog(hub.runner.outside.signer.log)
  if (key === null) throw new Error('no key')
  const receipt = readReceipt(await (await hub.as(null).get('/en/record/1.tlog-proof')).text())
  const before = await saved()
  const { log } = hub.runner.outside.signer
  // Another past, with the same key: what only whoever runs the hub can do.
  await hub.db.transaction().execute(async (tx) => {
    const rows = await tx.selectFrom('log_entry').select(['position', 'content']).orderBy('position').execute()
    const contents = rows.map(({ position, content }) =>
      position === 1 ? Buffer.from(content.toString().replace('Roads', 'Bridges')) : content,
    )
    for (const [position, content] of contents.entries())
      await tx.updateTable('log_entry').set({ content }).where('position', '=', position).execute()
    await tx.deleteFrom('log_checkpoint').execute()
    await tx.deleteFrom('log_cosignature').execute()
    const grown = await grow(0, contents, { tile: async () => null, entries: async () => null }, sha256)
    await writeTree(tx, grown, { which: { log: 1, first: 0 }, now: hub.runner.outside.now(), signer: signerOf(log) })
    log.remember({ size: grown.size, root: Buffer.from(grown.root).toString('base64'), day: '2026-03-01' })
  })
  const after = await saved()
  const faults = async (since: string) =>
    (await audit({ checkpoint: headOf(after), since, reader: readerOf(after), policy: policyOf(key) }, { verify: verifyEd25519 })).findings
      .filter(({ outcome }) => outcome === 'fails')
      .map(({ code }) => code)
  expect(await faults(headOf(after))).toEqual([])
  expect(await faults(headOf(before))).toEqual(['consistency.split'])
  expect(await faults(receipt?.checkpoint ?? '')).toEqual(['consistency.split'])
  await turn()
  expect(await page()).toContain('library.example has seen another log')
  expect(await page()).toContain('The log stands still')
  expect(hub.notes.some((line) => line.includes('library.example'))).toBe(true)
})
