import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { audit, bundlePath, policyOf, readReceipt, readVkey, tilePath, verifyInclusion } from '#merkle-log'
import { nodeSha256, verifyEd25519 } from '../../platform/ed25519.ts'
import { openLogBook } from '../../platform/log-book.ts'
import { makeOpen } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { takeTurn } from '../../testing/public-log.ts'
import { beginAnew } from './commands/begin-anew.ts'
import type { WhyAnew } from './rules.ts'

let hub: Hub
beforeEach(async () => {
  hub = await openHub()
  await makeOpen(hub)
  await takeTurn(hub)
})
afterEach(() => hub.close())

const ana = () => hub.as(null)
const keyFile = () => join(hub.dataFolder, 'keys', 'log.pem')
const vkeyShown = async (): Promise<string | null> => (await (await ana().api('GET', '/log')).json()).key
const headAt = async (prefix: string): Promise<string> => (await ana().get(`${prefix}/checkpoint`)).text()
/** As a process that starts reads the folder: with nothing in memory of keys that lay there before. */
const bookAnew = () => openLogBook({ dataFolder: hub.dataFolder, hub: 'https://hub.test' }, () => randomBytes(32))
const startAgain = (): void => void Object.assign(hub.runner.outside.signer, { log: bookAnew() })

async function anew(why: WhyAnew) {
  startAgain()
  const log = bookAnew()
  const begun = await hub.db
    .transaction()
    .execute((tx) => beginAnew(tx, why, { log, now: hub.runner.outside.now(), source: () => randomUUID() }))
  if (begun.outcome === 'done') begun.began()
  startAgain()
  return begun
}

async function auditAt(prefix: string, vkey: string, since: string | null = null) {
  const key = readVkey(vkey)
  if (key === null) throw new Error(`${vkey} is no key`)
  const bytesAt = async (path: string) => {
    const answer = await ana().get(`${prefix}/${path}`)
    return answer.status === 200 ? new Uint8Array(await answer.arrayBuffer()) : null
  }
  const entries: Record<string, unknown>[] = []
  const { findings } = await audit(
    {
      ...{ checkpoint: await headAt(prefix), since, policy: policyOf(key) },
      reader: { tile: (tile) => bytesAt(tilePath(tile)), entries: (bundle) => bytesAt(bundlePath(bundle)) },
    },
    { verify: verifyEd25519, entry: (_at, entry) => void entries.push(JSON.parse(Buffer.from(entry).toString())) },
  )
  return { faults: findings.filter(({ outcome }) => outcome === 'fails').map(({ code }) => code), entries }
}

/** Whether the proof that the hub gives of an entry on its record is one under that head. */
async function proves(index: number, head: string): Promise<boolean> {
  const receipt = readReceipt(await (await ana().get(`/en/record/${index}.tlog-proof`)).text())
  const [origin, size = '', root = ''] = head.split('\n')
  if (receipt === null || receipt.extra === null || receipt.checkpoint.split('\n')[0] !== origin) return false
  const leaf = nodeSha256(Buffer.concat([Buffer.of(0), receipt.extra]))
  const tree = { size: Number(size), root: new Uint8Array(Buffer.from(root, 'base64')) }
  return verifyInclusion({ ...tree, index: receipt.index, leaf, proof: receipt.proof }, nodeSha256)
}

test('with another key in its place the log stands still, says so, shows no key and signs nothing; with its own it goes on', async () => {
  const [vkey, before] = [await vkeyShown(), await headAt('/log')]
  renameSync(keyFile(), `${keyFile()}.own`)
  const other = openLogBook({ dataFolder: hub.dataFolder, hub: 'https://hub.test' }, () => randomBytes(32)).another(7)
  renameSync(join(hub.dataFolder, 'keys', 'log-7.pem'), keyFile())
  startAgain()
  await makeOpen(hub, { title: 'Roads' })
  await takeTurn(hub)
  expect([await headAt('/log'), await vkeyShown()]).toEqual([before, null])
  expect(hub.notes.filter((line) => line.includes('stands still (other-key)'))).toHaveLength(1)
  expect(await (await ana().get('/en/record')).text()).toContain('another key lies here than the one that signed it')
  expect((await ana().get('/en/status')).status).toBe(503)
  expect(Buffer.from(other.publicKey)).toEqual(Buffer.from(bookAnew().publicKey() ?? []))
  // Also where nothing was noted of whose key it was, the head itself tells.
  const seen = join(hub.dataFolder, 'log-seen.json')
  const { key: _key, ...noted } = JSON.parse(readFileSync(seen, 'utf8'))
  writeFileSync(seen, JSON.stringify(noted))
  await takeTurn(hub)
  expect(await headAt('/log')).toBe(before)
  renameSync(`${keyFile()}.own`, keyFile())
  startAgain()
  await takeTurn(hub)
  expect([(await headAt('/log')) === before, await vkeyShown()]).toEqual([false, vkey])
})

test('where the key is lost another log begins, which says what came before it and for which nobody vouches', async () => {
  const [old, before] = [(await vkeyShown()) ?? '', await headAt('/log')]
  const size = Number(before.split('\n')[1])
  expect(await anew('lost')).toEqual({ outcome: 'there' })
  rmSync(keyFile())
  expect([await anew('replaced'), await anew('stolen')]).toEqual([{ outcome: 'gone' }, { outcome: 'gone' }])
  startAgain()
  await takeTurn(hub)
  expect(hub.notes.some((line) => line.includes('stands still (key)'))).toBe(true)
  const begun = await anew('lost')
  const vkey = begun.outcome === 'done' ? begun.key : ''
  expect([begun.outcome === 'done' && begun.vouched, vkey.split('+')[0], await vkeyShown()]).toEqual([false, 'hub.test/log/2', vkey])
  await makeOpen(hub, { title: 'Roads' })
  await takeTurn(hub)
  // What was signed stays what it was, and every proof of it stays to be had.
  expect(await headAt('/log')).toBe(before)
  expect((await auditAt('/log', old, before)).faults).toEqual([])
  const { faults, entries } = await auditAt('/log/2', vkey)
  expect([faults, entries.map(({ t }) => t)]).toEqual([[], ['log.begun', 'dialogue.opened']])
  expect(entries[0]).toMatchObject({
    why: 'lost',
    vouched: false,
    earlier: size,
    before: { origin: 'hub.test/log', key: old, size, head: before },
  })
  expect([await proves(size - 1, before), await proves(size + 1, await headAt('/log/2'))]).toEqual([true, true])
  expect(await (await ana().api('GET', '/log')).json()).toMatchObject({ earlier: size })
  const page = await (await ana().get('/en/record')).text()
  expect(page).toContain('Another log was begun, with another key: the key of the one before is lost.')
  expect(page).toContain('The old key does not vouch for it.')
  expect([page.includes('href="/log/2/checkpoint"'), page.includes('stands still')]).toEqual([true, false])
  const missing = ['3', '1', '2x', '02', '99999999999999999999'].map(async (log) => (await ana().get(`/log/${log}/checkpoint`)).status)
  expect([page.match(/A dialogue was opened/g)?.length, ...(await Promise.all(missing))]).toEqual([2, 404, 404, 404, 404, 404])
})

test('a key that is replaced names the new one in a last entry; a stolen one names nothing', async () => {
  const old = (await vkeyShown()) ?? ''
  const before = await headAt('/log')
  const second = await anew('replaced')
  const named = second.outcome === 'done' ? second.key : ''
  const ended = await auditAt('/log', old, before)
  expect(ended.faults).toEqual([])
  expect(ended.entries.at(-1)).toMatchObject({ t: 'log.ended', why: 'replaced', next: named })
  const begun = (await auditAt('/log/2', named)).entries[0]
  expect(begun).toMatchObject({
    t: 'log.begun',
    vouched: true,
    before: { key: old, size: ended.entries.length, head: await headAt('/log') },
  })
  await takeTurn(hub)
  const third = await anew('stolen')
  const { entries, faults } = await auditAt('/log/3', third.outcome === 'done' ? third.key : '')
  expect([faults, entries[0]?.['vouched'], entries[0]?.['before']]).toEqual([
    [],
    false,
    expect.objectContaining({ origin: 'hub.test/log/2', key: named }),
  ])
  expect((await auditAt('/log/2', named)).entries.some(({ t }) => t === 'log.ended')).toBe(false)
  await makeOpen(hub, { title: 'Roads' })
  await takeTurn(hub)
  expect((await auditAt('/log/3', third.outcome === 'done' ? third.key : '')).entries.map(({ t }) => t)).toContain('dialogue.opened')
})

test('where the process died between database and folder the log stands still, and the same command ends what it began', async () => {
  const log = bookAnew()
  const half = await hub.db
    .transaction()
    .execute((tx) => beginAnew(tx, 'replaced', { log, now: hub.runner.outside.now(), source: () => randomUUID() }))
  const head = await headAt('/log/2')
  startAgain()
  await makeOpen(hub, { title: 'Roads' })
  await takeTurn(hub)
  expect([await headAt('/log/2'), hub.notes.some((line) => line.includes('stands still (unknown)'))]).toEqual([head, true])
  const again = await anew('replaced')
  expect(again.outcome === 'done' && half.outcome === 'done' && again.key === half.key && again.vouched).toBe(true)
  await takeTurn(hub)
  expect((await headAt('/log/2')).split('\n')[1]).not.toBe(head.split('\n')[1])
})
