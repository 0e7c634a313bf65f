import { beforeAll, describe, expect, test } from 'vitest'
import { audit, keyOf, ED25519, policyOf, signCheckpoint, type Checked, type Finding, type MemoryLog } from './index.ts'
import { entriesTo, entry, LOG, memoryLog, nodeSha256, ORIGIN, signerNamed, verifyEd25519 } from './testing/memory-log.ts'

const policy = policyOf(keyOf(ORIGIN, ED25519, LOG.publicKey))
const log = memoryLog()
let older = ''
let note = ''

beforeAll(async () => {
  await log.add(entriesTo(300))
  older = await log.checkpoint()
  await log.add(entriesTo(300, 300))
  note = await log.checkpoint()
})

async function audited(
  files: ReadonlyMap<string, Uint8Array>,
  checkpoint: string | null = note,
  since: string | null = older,
): Promise<Checked> {
  const reading = memoryLog()
  for (const [path, bytes] of files) reading.files.set(path, bytes)
  return audit({ checkpoint, since, reader: reading.reader, policy }, { verify: verifyEd25519, sha256: nodeSha256 })
}
const failing = ({ findings }: Checked): readonly (readonly [string, string | undefined])[] =>
  findings.filter(({ outcome }) => outcome === 'fails').map(({ code, data }) => [code, data['at']])
const codes = ({ findings }: Checked): readonly string[] => findings.map(({ code }: Finding) => code)
const flipped = (path: string, at: number): ReadonlyMap<string, Uint8Array> => {
  const bytes = log.files.get(path) ?? new Uint8Array(0)
  return new Map(log.files).set(
    path,
    bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)),
  )
}

/** The log as it would be had one of its entries never been that. */
async function rewritten(size = 600): Promise<MemoryLog> {
  const other = memoryLog()
  await other.add(entriesTo(size).map((one, at) => (at === 17 ? entry('another past') : one)))
  return other
}

describe('a log that is as it was', () => {
  test('holds, entry by entry', async () => {
    const entries: Uint8Array[] = []
    const steps: number[] = []
    const checked = await audit(
      { checkpoint: note, since: older, reader: log.reader, policy },
      { verify: verifyEd25519, entry: (_, one) => void entries.push(one), step: (done) => void steps.push(done) },
    )
    expect(codes(checked)).toEqual(['checkpoint.signed', 'quorum.none', 'entries.hold', 'tiles.hold', 'root.same', 'consistency.holds'])
    expect([entries, steps]).toEqual([entriesTo(600), [256, 512, 600]])
    expect(checked.findings[3]?.data).toEqual({ tiles: '4' })
    expect(codes(await audited(log.files, note, null)).at(-1)).toBe('consistency.first')
  })

  test('holds where partial files are gone and whole ones are there, and where it is empty', async () => {
    const begun = new Map([...log.files].map(([path, bytes]) => [path.replace(/\.p\/\d+$/, ''), bytes] as const))
    const reader = {
      tile: async ({ level, index }: { level: number; index: number }) => begun.get(`tile/${level}/00${index}`) ?? null,
      entries: async ({ index }: { index: number }) => begun.get(`tile/entries/00${index}`) ?? null,
    }
    const checked = await audit({ checkpoint: older, since: older, reader, policy }, { verify: verifyEd25519 })
    expect([failing(checked), codes(checked).at(-1)]).toEqual([[], 'consistency.holds'])
    const empty = await memoryLog().checkpoint()
    expect(codes(await audited(new Map(), empty, empty)).slice(2)).toEqual(['entries.hold', 'tiles.hold', 'root.same', 'consistency.holds'])
  })
})

describe('one byte', () => {
  test('of a tile of leaves', async () => {
    const checked = await audited(flipped('tile/0/001', 5 * 32))
    expect(failing(checked)).toEqual([['entry.differs', 'tile/entries/001']])
    expect(checked.findings.find(({ code }) => code === 'entry.differs')?.data).toEqual({
      index: '261',
      at: 'tile/entries/001',
      tile: 'tile/0/001',
    })
  })

  test('of an entry: the root and what was before no longer come out', async () => {
    expect(failing(await audited(flipped('tile/entries/001', 7)))).toEqual([
      ['entry.differs', 'tile/entries/001'],
      ['tile.differs', 'tile/1/000.p/2'],
      ['root.differs', undefined],
      ['consistency.unknown', undefined],
    ])
  })

  test('of a tile above, and of a length in a bundle', async () => {
    expect(failing(await audited(flipped('tile/1/000.p/2', 40)))).toEqual([['tile.differs', 'tile/1/000.p/2']])
    expect(failing(await audited(flipped('tile/entries/002.p/88', 1)))[0]).toEqual(['entries.malformed', 'tile/entries/002.p/88'])
  })

  test('of any file, wherever it is', async () => {
    for (const [path, bytes] of log.files) {
      // Files of the older size are not read.
      if (/0\/001\.p|1\/000\.p\/1|entries\/001\.p/.test(path)) continue
      for (let at = 0; at < bytes.length; at += 997)
        expect([path, at, failing(await audited(flipped(path, at))).length > 0]).toEqual([path, at, true])
    }
  })
})

test('files that are missing are named', async () => {
  const without = (...paths: readonly string[]): ReadonlyMap<string, Uint8Array> =>
    new Map([...log.files].filter(([path]) => !paths.includes(path)))
  expect(failing(await audited(without('tile/0/000')))).toEqual([['tile.missing', 'tile/0/000']])
  expect(failing(await audited(without('tile/entries/000')))).toEqual([['entries.missing', 'tile/entries/000']])
  expect(failing(await audited(without('tile/0/000', 'tile/entries/000')))).toEqual([
    ['entries.missing', 'tile/entries/000'],
    ['tile.missing', 'tile/0/000'],
  ])
  expect(failing(await audited(new Map())).map(([code]) => code)).toContain('root.unknown')
  expect(codes(await audited(log.files, null))).toEqual(['checkpoint.missing'])
})

describe('a past that was rewritten', () => {
  test('fits its own new checkpoint, and not the old one', async () => {
    const other = await rewritten()
    const checked = await audited(other.files, await other.checkpoint())
    expect(failing(checked)).toEqual([['consistency.broken', undefined]])
    expect(checked.findings.at(-1)?.data).toEqual({ from: '300', to: '600' })
    expect(failing(await audited(other.files))[0]).toEqual(['root.differs', undefined])
    const same = await rewritten(300)
    expect(failing(await audited(same.files, await same.checkpoint())).at(-1)).toEqual(['consistency.split', undefined])
    expect(failing(await audited(log.files, older, note)).at(-1)).toEqual(['consistency.shorter', undefined])
  })

  test('an older checkpoint must be one of this log', async () => {
    const stranger = await signCheckpoint({ size: 3, root: log.root }, signerNamed(ORIGIN, 7))
    const elsewhere = await signCheckpoint({ size: 3, root: log.root }, signerNamed('other.example/log', 1))
    const told = [stranger, elsewhere, 'nothing'].map(async (since) => failing(await audited(log.files, note, since)).at(-1)?.[0])
    expect(await Promise.all(told)).toEqual(['older.unsigned', 'older.other-log', 'older.malformed'])
  })
})

test('a signed size without end is not read without end', async () => {
  const note = await signCheckpoint({ size: 2 ** 52, root: log.root }, LOG)
  const checked = await audited(log.files, note)
  expect(codes(checked).filter((code) => code === 'root.unknown' || code === 'consistency.unknown').length).toBe(2)
  expect(checked.findings.find(({ code }) => code === 'more.fail')?.data).toEqual({ count: '987' })
})

test('a log that is wrong throughout is told by its first faults and their number', async () => {
  const other = await rewritten(600)
  const wrong = new Map(other.files)
  for (const index of ['000', '001', '002.p/88']) wrong.set(`tile/0/${index}`, new Uint8Array(256 * 32))
  const checked = await audited(wrong, await other.checkpoint(), null)
  expect(checked.findings.find(({ code }) => code === 'more.fail')?.data).toEqual({ count: '580' })
})
