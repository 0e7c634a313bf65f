import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jcs } from '#base'
import { releaseText } from '#deliberation'
import {
  cosign,
  COSIGNATURE,
  ED25519,
  inclusionProof,
  keyOf,
  readNote,
  vkeyOf,
  withSignatures,
  writeReceipt,
  type MemoryLog,
} from '#merkle-log'
import { entriesTo, entry, LOG, memoryLog, signerNamed } from '../../testing/logs.ts'
import { serveLog, type ServedLog } from './testing/served-log.ts'
import { openRoom, passerelleHere } from './testing/spawned.ts'

const room = openRoom()
const KEY = vkeyOf(keyOf(LOG.name, ED25519, LOG.publicKey))
const WITNESS = signerNamed('university.example/witness', 6)
const POLICY = `log ${KEY}\nwitness university ${vkeyOf(keyOf(WITNESS.name, COSIGNATURE, WITNESS.publicKey))}\nquorum university\n`
const DOCUMENT = 'What was agreed.'
const digest = createHash('sha256').update(DOCUMENT).digest('hex')
const RELEASED = Buffer.from(jcs({ t: 'outcome.released', digests: [{ file: 'agreed.json', sha256: digest }] }))
const INDEX = 7

let served: ServedLog
const log = memoryLog()
let older = ''
let receipt = ''

beforeAll(async () => {
  served = await serveLog()
  await log.add([...entriesTo(20), RELEASED, ...entriesTo(279, 21)])
  older = await seen(log)
  const proof = await inclusionProof(INDEX, 300, log.reader.tile)
  receipt = writeReceipt({ index: INDEX, proof, checkpoint: older, extra: entry(INDEX) })
  await log.add(entriesTo(40, 300))
  await served.show(log, await seen(log))
})
afterAll(() => {
  served.close()
  room.leave()
})

/** The checkpoint of now with the witness's signature. */
async function seen(of: MemoryLog): Promise<string> {
  const note = await of.checkpoint()
  return withSignatures(note, [await cosign(readNote(note)?.text ?? '', 1_764_190_000, WITNESS)]) ?? ''
}

function written(name: string, content: string | Uint8Array): string {
  const path = join(room.path, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

function folderOf(name: string, files: ReadonlyMap<string, Uint8Array>, note: string): string {
  for (const [path, bytes] of files) written(`${name}/${path}`, bytes)
  return dirname(written(`${name}/checkpoint`, note))
}

const verified = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await passerelleHere(['verify', ...args])
  return { code, lines: stdout.trimEnd().split('\n'), told: stderr.trimEnd() }
}
const failing = ({ lines }: { readonly lines: readonly string[] }) =>
  lines.filter((line) => line.startsWith('FAILS  ')).map((line) => line.slice('FAILS  '.length))

/** The same hub, had it never said what entry 7 says: signed with the same key, and whole in itself. */
async function rewritten(): Promise<MemoryLog> {
  const other = memoryLog()
  await other.add([...entriesTo(INDEX), entry('never happened'), ...entriesTo(332, INDEX + 1)])
  return other
}

describe('a log', () => {
  test('holds at its address and in a folder, and says so in the same sentences', async () => {
    const since = written('older', older)
    const policy = written('policy', POLICY)
    const ran = await verified(served.address, '--policy', policy, '--since', since)
    expect([ran.code, ran.told, failing(ran)]).toEqual([0, '', []])
    expect(ran.lines.slice(1)).toEqual([
      'holds  The witness university has seen this checkpoint, and signed it at 2025-11-26T20:46:40.000Z.',
      'holds  Enough witnesses have signed: 1 of 1, as your policy asks (university).',
      'holds  Every entry was read, and is the one that the tree holds (entries: 340).',
      'holds  Every tile follows from the entries (tiles: 3).',
      expect.stringMatching(/^holds {2}The root over the 340 entries is the one that was signed/),
      'holds  The 340 entries begin with the 300 of the older checkpoint, unchanged.',
      'All of it holds. The log is whole, and it is the one that was signed with the key that you gave.',
    ])
    const folder = folderOf('whole', log.files, await seen(log))
    expect((await verified(folder, '--policy', policy, '--since', since)).lines).toEqual(ran.lines)
    const { code, lines } = await verified(folder, '--key', written('key', `${KEY}\n`), '--json')
    const { holds, findings } = JSON.parse(lines.join('')) as { holds: boolean; findings: readonly { code: string; outcome: string }[] }
    expect([code, holds, findings.map((one) => one.code)]).toEqual([
      0,
      true,
      ['checkpoint.signed', 'quorum.none', 'entries.hold', 'tiles.hold', 'root.same', 'consistency.first'],
    ])
  })

  test('with one byte changed does not, and the file is named', async () => {
    const bytes = Buffer.from(log.files.get('tile/entries/000') ?? '')
    bytes.writeUInt8(bytes.readUInt8(6) ^ 1, 6)
    const folder = folderOf('changed', new Map(log.files).set('tile/entries/000', bytes), await log.checkpoint())
    const ran = await verified(folder, '--key', KEY)
    expect([ran.code, ran.told]).toEqual([1, '3 things do not hold.'])
    expect(failing(ran)[0]).toBe('Entry 0, in tile/entries/000, is not the one whose hash is in tile/0/000.')
    expect(ran.lines.at(-1)).toBe('Not all of it holds. What does not is named here.')
  })

  test('that was rewritten is whole in itself, and not what somebody has seen before', async () => {
    const other = await rewritten()
    const folder = folderOf('rewritten', other.files, await other.checkpoint())
    expect((await verified(folder, '--key', KEY)).code).toBe(0)
    const ran = await verified(folder, '--key', KEY, '--since', written('older', older))
    expect([ran.code, failing(ran).length, failing(ran)[0]]).toEqual([1, 1, expect.stringContaining('The past was rewritten: the 340')])
    // Whoever asks for the witness hears of it without a checkpoint of before.
    const missed = await verified(folder, '--policy', written('policy', POLICY))
    expect(failing(missed)).toEqual(['Too few witnesses have signed: 0 of 1, and your policy asks for university.'])
  })
})

test('without a key only the files are compared, and that is said', async () => {
  const folder = folderOf('own copy', log.files, await log.checkpoint())
  const ran = await verified(folder)
  expect([ran.code, ran.lines.length, ran.lines[0]]).toEqual([0, 5, expect.stringMatching(/^note {3}No key was given/)])
  expect(ran.lines.at(-1)).toBe('The files fit one another. Whose log it is, and whether it is the one that others see, was not checked.')
  writeFileSync(join(folder, 'tile/0/000'), new Uint8Array(8192))
  expect((await verified(folder)).code).toBe(1)
})

describe('a receipt', () => {
  test('holds without asking anybody, and in the log of today', async () => {
    const path = written('mine.tlog-proof', receipt)
    const alone = await verified(path, '--policy', written('policy', POLICY))
    expect([alone.code, failing(alone)]).toEqual([0, []])
    expect(alone.lines.slice(3)).toEqual([
      'holds  The entry is number 7 of the 300 that the checkpoint stands for.',
      'note   The entry says: {"n":7}',
      'All of it holds. The entry is in the log that was signed with the key that you gave.',
    ])
    const today = await verified(path, '--key', KEY, '--log', served.address)
    expect([today.code, today.lines.at(-2)]).toEqual([0, 'holds  The 340 entries begin with the 300 of the older checkpoint, unchanged.'])
  })

  test('from before a rewriting no longer fits the log', async () => {
    const other = await rewritten()
    const folder = folderOf('rewritten-later', other.files, await other.checkpoint())
    const ran = await verified(written('mine.tlog-proof', receipt), '--key', KEY, '--log', folder)
    expect([ran.code, failing(ran).length, failing(ran)[0]]).toEqual([1, 1, expect.stringContaining('The past was rewritten')])
  })

  test('for another entry, of another log, or changed, does not hold', async () => {
    const path = written('mine.tlog-proof', receipt)
    const other = await verified(path, '--key', KEY, '--entry', written('other', entry(8)))
    expect(failing(other)).toEqual(['The receipt does not show that the entry is number 7 of the 300 that the checkpoint stands for.'])
    const stranger = vkeyOf(keyOf(LOG.name, ED25519, WITNESS.publicKey))
    expect(failing(await verified(path, '--key', stranger))[0]).toMatch('bears no signature of a log that you know')
    const cut = await verified(written('cut.tlog-proof', receipt.slice(0, 60)), '--key', KEY)
    expect([cut.code, failing(cut)]).toEqual([1, ['The file is no receipt, or was changed.']])
    const bare = written('bare.tlog-proof', receipt.replace(/extra .*\n/, ''))
    expect(failing(await verified(bare, '--key', KEY))[0]).toMatch('Give the entry too')
    expect((await verified(bare, '--key', KEY, '--entry', written('entry', entry(INDEX)))).code).toBe(0)
  })
})

test('a released document is looked for in the log', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const key = createHash('sha256').update(spki).digest('hex').slice(0, 16)
  const at = '2026-05-01T12:00:00.000Z'
  const release = (content: string) => {
    const sha256 = createHash('sha256').update(content).digest('hex')
    const file = { name: 'agreed.json', language: 'en', form: 'json', sha256, bytes: content.length }
    const where = { hub: 'https://hub.example.org', document: 'd', address: 'https://hub.example.org/d' }
    const form = 'passerelle-release/1' as const
    const statement = { form, ...where, version: 1, releasedAt: at, original: 'en', files: [file], earlier: [], key }
    const signature = sign(null, Buffer.from(releaseText(statement)), privateKey).toString('base64')
    const keys = [{ id: key, publicKey: spki.toString('base64'), since: at, until: null, endorsement: null }]
    written(`${content}/release.json`, JSON.stringify({ statement, signature, keys }))
    return written(`${content}/agreed.json`, content)
  }
  const policy = written('policy', POLICY)
  const there = await verified(release(DOCUMENT), '--log', served.address, '--policy', policy, '--key', key)
  expect([there.code, failing(there)]).toEqual([0, []])
  expect(there.lines.at(-2)).toBe(`holds  The log says in entry 20 that this file was released (${digest}).`)
  const absent = await verified(release('What was not.'), '--log', served.address, '--policy', policy)
  expect([absent.code, failing(absent)[0]]).toEqual([1, expect.stringMatching(/^The log has no entry that says/)])
})

test.each([
  [['whole', '--since', 'policy'], 2, 'A log is checked with its key'],
  [['mine.tlog-proof'], 2, 'A log is checked with its key'],
  [['whole', '--key', KEY, '--policy', 'x'], 2, 'Give either --policy or --key'],
  [['whole', '--key', 'nowhere'], 1, 'There is no file'],
  [['whole', '--key', 'policy'], 1, '--key is no key of a log'],
  [['whole', '--key', KEY, '--entry', 'x'], 2, '--entry is for a receipt'],
  [['whole', '--policy', 'faulty'], 1, 'is no policy. Line 2: it begins with none of log, witness'],
  [['http://hub.example.org/log', '--key', KEY], 3, 'cannot be asked: it is no https address.'],
  [['https://10.0.0.1/log', '--key', KEY], 3, 'it leads to an address that is not of the open internet'],
  [['.', '--since', 'x'], 2, '--since is for a log or what is in one'],
])('%j ends with %i', async (args, code, sentence) => {
  folderOf('whole', log.files, await log.checkpoint())
  written('faulty', `log ${KEY}\nwhatever\n`)
  written('policy', POLICY)
  const here = args.map((arg) => (['whole', 'faulty', 'policy', 'nowhere'].includes(arg) ? join(room.path, arg) : arg))
  const ran = await verified(...here)
  expect([ran.code, ran.told]).toEqual([code, expect.stringContaining(sentence)])
})
