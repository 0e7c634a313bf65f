import { hexOf } from '#base'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bundleOf,
  bundlePath,
  entriesIn,
  FileMissing,
  grow,
  inclusionProof,
  leafHash,
  readPath,
  tilePath,
  tilesOf,
  verifyInclusion,
  widthOf,
} from './index.ts'
import { entriesTo, entry, memoryLog, nodeSha256 } from './testing/memory-log.ts'

describe('files', () => {
  test('of 70,000 entries are those of the example in the specification', () => {
    const paths = [...tilesOf(70_000)].map(tilePath)
    const partial = paths.filter((path) => path.includes('.p/'))
    expect([paths.length, partial]).toEqual([277, ['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']])
    expect(paths.filter((path) => path.startsWith('tile/0/')).length).toBe(274)
    expect([...tilesOf(256)].map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1'])
    expect([...tilesOf(0)]).toEqual([])
    expect(tilePath({ level: 1, index: 1_234_067, width: 256 })).toBe('tile/1/x001/x234/067')
    expect(bundlePath({ index: 1000, width: 3 })).toBe('tile/entries/x001/000.p/3')
  })

  test('are found again by their paths, and no other path is one', () => {
    for (const tile of [...tilesOf(70_000), { level: 63, index: 1_234_067, width: 9 }]) expect(readPath(tilePath(tile))).toEqual(tile)
    expect(readPath('tile/entries/x001/000.p/3')).toEqual({ level: null, index: 1000, width: 3 })
    const none = ['tile/64/000', 'tile/00/000', 'tile/0/00', 'tile/0/0000', 'tile/0/x000/001', 'tile/0/000.p/0', 'tile/0/000.p/256']
    const others = [
      'tile/0/000.p/01',
      'tile/0/../000',
      '/tile/0/000',
      'tile/0/000/',
      'tile/entries',
      'tile/0/000\n',
      `tile/0/${'x999/'.repeat(9)}999`,
    ]
    expect([...none, ...others].map(readPath)).toEqual([...none, ...others].map(() => null))
  })

  test('bundles give their entries back, and are refused where they end within one', () => {
    const entries = [new Uint8Array(0), entry('a'), new Uint8Array(65_535)]
    const bundle = bundleOf(entries)
    expect(entriesIn(bundle)).toEqual(entries)
    expect([entriesIn(bundle.subarray(0, -1)), entriesIn(Uint8Array.of(0)), entriesIn(Uint8Array.of(0, 3, 1))]).toEqual([null, null, null])
    expect(() => bundleOf([new Uint8Array(65_536)])).toThrow(RangeError)
  })
})

describe('growing', () => {
  test('writes only what is new or another than before', async () => {
    const log = memoryLog()
    await log.add(entriesTo(300))
    expect(log.written).toEqual(['tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1', 'tile/entries/000', 'tile/entries/001.p/44'])
    await log.add(entriesTo(1, 300))
    expect(log.written).toEqual(['tile/0/001.p/45', 'tile/entries/001.p/45'])
    await log.add(entriesTo(212, 301))
    expect(log.written).toEqual([...['tile/0/001', 'tile/0/002.p/1', 'tile/1/000.p/2'], ...['tile/entries/001', 'tile/entries/002.p/1']])
    const before = log.root
    await log.add([])
    expect([log.written, log.size, log.root]).toEqual([[], 513, before])
  })

  test('by any steps gives the files and the root of all at once', async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 })
    const property = fc.asyncProperty(steps, async (counts) => {
      const [slowly, once] = [memoryLog(), memoryLog()]
      for (const count of counts) await slowly.add(entriesTo(count, slowly.size))
      await once.add(entriesTo(slowly.size))
      expect(slowly.root).toEqual(once.root)
      for (const [path, bytes] of once.files) expect([path, slowly.files.get(path)]).toEqual([path, bytes])
    })
    await fc.assert(property, { numRuns: 12, examples: [[[256, 256]], [[255, 1, 1, 256]]] })
  })

  test('three levels: 66,000 entries', async () => {
    const log = memoryLog()
    const entries = Array.from({ length: 66_000 }, (_, at) => Uint8Array.of(at >> 8, at))
    await log.add(entries.slice(0, 65_500))
    await log.add(entries.slice(65_500))
    expect([...tilesOf(66_000)].map(tilePath).filter((path) => !log.files.has(path))).toEqual([])
    // Worked out by a few lines of Python.
    expect(hexOf(log.root)).toBe('9f568b8480787b2f14ccc090c4b8c72f4806ca904f838f06108bdacb2b59fa9a')
    expect(widthOf({ level: 2, index: 0 }, 66_000)).toBe(1)
    const proof = await inclusionProof(65_999, 66_000, log.reader.tile, nodeSha256)
    const leaf = leafHash(entries[65_999] ?? new Uint8Array(0))
    expect(verifyInclusion({ index: 65_999, size: 66_000, root: log.root, leaf, proof })).toBe(true)
  })

  test('says which of its files is missing', async () => {
    const log = memoryLog()
    await log.add(entriesTo(300))
    log.files.delete('tile/entries/001.p/44')
    await expect(grow(300, entriesTo(1), log.reader)).rejects.toThrow(new FileMissing('tile/entries/001.p/44'))
    log.files.set('tile/0/001.p/44', new Uint8Array(44 * 32 - 1))
    await expect(grow(300, entriesTo(1), log.reader)).rejects.toThrow(new FileMissing('tile/0/001.p/44'))
    await expect(inclusionProof(300, 300, log.reader.tile)).rejects.toThrow(RangeError)
  })
})
