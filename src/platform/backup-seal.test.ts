import { beforeAll, describe, expect, test } from 'vitest'
import { BackupFault } from './backup-fault.ts'
import { closedPieces, newSealing, openedPieces, sealerFor, type Sealer } from './backup-seal.ts'

const FIRST = Buffer.from('the first lines\n')
/** Three pieces: two whole ones and a bit. */
const CONTENT = Buffer.alloc(2 * 2 ** 20 + 7, 'abcdefg')

async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const held: Buffer[] = []
  for await (const bytes of source) held.push(bytes)
  return Buffer.concat(held)
}
async function* inBits(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const outcomeOf = (closed: Buffer, sealer: Sealer): Promise<string> =>
  all(openedPieces(inBits(closed, 300_000), sealer)).then(
    (content) => (content.equals(CONTENT) ? 'the same' : 'other'),
    (error: unknown) => (error instanceof BackupFault ? error.code : String(error)),
  )
function flipped(bytes: Buffer, at: number): Buffer {
  const other = Buffer.from(bytes)
  other[at] = (other[at] ?? 0) ^ 1
  return other
}
/** Where each piece begins. */
function beginnings(closed: Buffer): readonly number[] {
  const places: number[] = []
  for (let at = 0; at < closed.length; at += 4 + (closed.readUInt32BE(at) % 2 ** 31)) places.push(at)
  return places
}

describe.each(['in clear', 'encrypted'])('pieces %s', (way) => {
  const sealing = way === 'encrypted' ? newSealing(Buffer.alloc(16, 7)) : null
  let sealer: Sealer
  let closed: Buffer
  let places: readonly number[]
  beforeAll(async () => {
    sealer = await sealerFor(FIRST, sealing, 'five old words')
    closed = await all(closedPieces(inBits(CONTENT, 70_000), sealer))
    places = beginnings(closed)
  })
  const piece = (at: number): Buffer => closed.subarray(places[at], places[at + 1])

  test('open as they were closed', async () => {
    expect(places.length).toBe(3)
    expect(await outcomeOf(closed, sealer)).toBe('the same')
    expect(closed.includes(CONTENT.subarray(0, 64))).toBe(way === 'in clear')
  })

  test('are refused where one bit is another, wherever', async () => {
    const [second = 0, third = 0] = places.slice(1)
    for (const at of [second + 4, second + 40, third - 1, closed.length - 1])
      expect(await outcomeOf(flipped(closed, at), sealer)).toBe('damaged')
    expect(await outcomeOf(flipped(closed, 50), sealer)).toBe(way === 'in clear' ? 'damaged' : 'wrong-passphrase')
  })

  test('are refused where an end is missing, one is missing, two changed places, or something follows', async () => {
    for (const length of [0, 3, places[1] ?? 0, places[2] ?? 0, closed.length - 1])
      expect(await outcomeOf(closed.subarray(0, length), sealer)).toBe('cut-short')
    expect(await outcomeOf(Buffer.concat([piece(0), piece(2)]), sealer)).toBe('damaged')
    expect(await outcomeOf(Buffer.concat([piece(1), piece(0), piece(2)]), sealer)).toMatch(/damaged|wrong-passphrase/)
    expect(await outcomeOf(Buffer.concat([closed, Buffer.from('x')]), sealer)).toBe('damaged')
    expect(await outcomeOf(Buffer.concat([closed, piece(2)]), sealer)).toBe('damaged')
    // A piece in the middle that says it were the last.
    const early = Buffer.concat([piece(0), piece(1)])
    early.writeUInt32BE(early.readUInt32BE(places[1] ?? 0) + 2 ** 31, places[1] ?? 0)
    expect(await outcomeOf(early, sealer)).toBe('damaged')
  })

  test('belong to their first lines', async () => {
    const other = await sealerFor(Buffer.from('other first lines\n'), sealing, 'five old words')
    expect(await outcomeOf(closed, other)).toMatch(/damaged|wrong-passphrase/)
  })
})

test('a file with a price that nobody should pay, or without its passphrase, is not tried', async () => {
  const dear = { ...newSealing(Buffer.alloc(16)), n: 2 ** 20, r: 32 }
  await expect(sealerFor(FIRST, dear, 'five old words')).rejects.toThrow('is damaged')
  await expect(sealerFor(FIRST, dear, null)).rejects.toThrow('is encrypted')
})
