import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  nextStatement,
  packedRouting,
  packedSeen,
  replay,
  routingDigest,
  routingFrom,
  routingOf,
  seenFrom,
  tableFor,
  type RoutedStatement,
} from './index.ts'

const statements = Array.from({ length: 300 }, (_, at): RoutedStatement => ({
  ...{ id: 3 * at + 1, state: at % 50 === 0 ? 'meta' : 'live', agrees: at % 17, disagrees: at % 5, passes: at % 3, extremity: at / 300 },
  byGroup: { A: { agrees: at % 9, disagrees: 0, passes: 0 }, B: { agrees: 0, disagrees: at % 6, passes: 0 } },
}))
const routing = routingOf(statements, [
  { id: 'A', size: 40 },
  { id: 'B', size: 20 },
])
const packed = packedRouting(routing)

describe('packed routing', () => {
  it('is what its description says, and comes back', () => {
    const small = packedRouting(routingOf([{ id: 258, state: 'live', agrees: 0, disagrees: 0, passes: 0 }]))
    // Version, tables, statements; 258; 5.0625 * 1024 = 5184.
    expect([...small]).toEqual([1, 1, 0, 0, 0, 1, 0, 0, 1, 2, 0, 0, 20, 64])
    expect(packed.length).toBe(6 + 4 * 300 * 4)
    expect(routingFrom(packed)).toEqual(routing)
    const shifted = new Uint8Array(packed.length + 3)
    shifted.set(packed, 3)
    expect(routingFrom(shifted.subarray(3))).toEqual(routing)
  })

  it('has a name that other programs can make too', () => {
    expect(routingDigest(packed)).toBe(createHash('sha256').update(packed).digest('hex').slice(0, 32))
  })

  it('refuses other bytes', () => {
    for (const bytes of [new Uint8Array(0), packed.subarray(1), packed.subarray(0, -1), Uint8Array.of(2, ...packed.subarray(1))])
      expect(() => routingFrom(bytes)).toThrow(RangeError)
  })
})

describe('packed bits of what was seen', () => {
  it('come back as the ids, in order, without those that are not there', () => {
    expect([...packedSeen(routing, [])]).toEqual([])
    expect([...packedSeen(routing, [28, 1, 4, 2, 1])]).toEqual([0b11, 0b10])
    const seen = statements.map(({ id }) => id).filter((id) => id % 4 === 0)
    expect(seenFrom(routing, packedSeen(routing, seen.toReversed()))).toEqual(seen)
  })

  it('refuse a statement beyond the table', () => {
    expect(() => seenFrom({ ids: Int32Array.of(5) }, Uint8Array.of(2))).toThrow(RangeError)
  })
})

describe('a replay', () => {
  it('gives what was served, bit for bit, for each sort of people, from first to last', () => {
    for (const place of [-1, 0, 1]) {
      const seen: number[] = []
      for (let answered = 0; answered <= 300; answered += 1) {
        const seed = `471113/${answered}`
        const served = nextStatement(tableFor(routing, place), { seen, seed })
        expect(replay(packed, { place, seen: packedSeen(routing, seen), seed })).toEqual(served)
        if (served !== null) seen.push(served.statement)
      }
      expect(seen.length).toBe(300)
    }
  })

  it('tells another seed, another group and other answers apart', () => {
    const decisions = (place: number, seen: number[], name: string) =>
      Array.from({ length: 40 }, (_, at) => replay(packed, { place, seen: packedSeen(routing, seen), seed: `${name}/${at}` }))
    const one = decisions(0, [1, 4], 'p')
    for (const other of [decisions(1, [1, 4], 'p'), decisions(0, [1, 7], 'p'), decisions(0, [1, 4], 'q')]) expect(other).not.toEqual(one)
  })
})
