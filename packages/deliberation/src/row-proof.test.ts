import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { rowsOfEvents } from './vote-rows.ts'
import { analyse } from './analyse.ts'
import { proveRow, rowLeaf } from './row-proof.ts'

const node = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.of(1), left, right]))
    .digest()

/** As RFC 9162 (2.1.3.2) says it, over the leaf: another writing of the tree than the one that made the path. */
function rootBy(leaf: Uint8Array, { index, size, path }: { index: number; size: number; path: readonly string[] }): string {
  let [at, last, hash]: [number, number, Buffer] = [index, size - 1, Buffer.from(leaf)]
  for (const one of path) {
    const other = Buffer.from(one, 'hex')
    if (at % 2 === 1 || at === last) {
      hash = node(other, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at >> 1, last >> 1]
    } else hash = node(hash, other)
    ;[at, last] = [at >> 1, last >> 1]
  }
  return last === 0 ? hash.toString('hex') : 'the path is too short'
}

test('each row leads to the root that the certificate covers, whatever their number, and no other row does', () => {
  const list = [2, 5, 9].map((id) => ({ id, state: 'live' as const }))
  for (const people of [1, 2, 3, 4, 5, 8, 11]) {
    const votes = Array.from({ length: people }, (_, person) => [
      { participant: person * 7, statement: 2, value: person % 2 === 0 ? 1 : -1 },
      { participant: person * 7, statement: 9, value: 0 },
    ]).flat()
    const events = {
      at: Float64Array.from(votes, () => 0),
      statements: Int32Array.from(votes, ({ statement }) => statement),
      participants: Float64Array.from(votes, ({ participant }) => participant),
      values: Int8Array.from(votes, ({ value }) => value),
    }
    const rows = rowsOfEvents(
      events,
      list.map(({ id }) => id),
    )
    const { inputRoot } = analyse({ statements: list, votes: rows })
    for (let person = 0; person < people; person += 1) {
      const proof = proveRow(rows, list, person * 7)
      if (proof === null) throw new Error('there is no proof')
      const first = person % 2 === 0 ? 1 : -1
      expect(proof.votes).toEqual([
        [0, first],
        [2, 0],
      ])
      expect(rootBy(rowLeaf(person * 7, proof.votes), proof)).toBe(inputRoot)
      const others = [rowLeaf(person * 7 + 1, proof.votes), rowLeaf(person * 7, [[0, -first]]), rowLeaf(person * 7, [[0, first]])]
      for (const other of others) expect(rootBy(other, proof)).not.toBe(inputRoot)
    }
    expect(proveRow(rows, list, 1000)).toBeNull()
  }
})
