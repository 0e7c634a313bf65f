import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse, canonicalJson, certificateDocument, parametersNamed, sha256, type Canonical, type Conversation } from './index.ts'
import { merkleRoot, hexOf } from './merkle.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

describe('SHA-256', () => {
  it('gives the digests of the standard', () => {
    const abc = sha256()
    abc.update('abc')
    expect(abc.hex()).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256().hex()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('agrees with the platform for every length around its blocks, and in pieces', () => {
    for (let length = 0; length < 300; length += 1) {
      const text = 'x'.repeat(length)
      const ours = sha256()
      ours.update(text.slice(0, length >> 1))
      ours.update(text.slice(length >> 1))
      expect(ours.hex()).toBe(digest(text))
    }
  })

  it('takes bytes and text in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: fc.constantFrom('a', 'Z', '0'), maxLength: 200 }))),
        (pieces) => {
          const ours = sha256()
          for (const piece of pieces) {
            if (typeof piece === 'string') ours.update(piece)
            else ours.bytes(piece)
          }
          expect(ours.hex()).toBe(
            createHash('sha256')
              .update(Buffer.concat(pieces.map((piece) => Buffer.from(piece))))
              .digest('hex'),
          )
        },
      ),
    )
  })

  it('refuses what is not ASCII', () => expect(() => sha256().update('é')).toThrow(RangeError))
})

describe('canonical JSON', () => {
  it('sorts keys, leaves out spaces and undefined, escapes all but ASCII', () => {
    expect(canonicalJson({ b: [1, -0, 0.1, null], a: { z: 'é\n"😀', y: undefined, x: true } })).toBe(
      '{"a":{"x":true,"z":"\\u00e9\\n\\"\\ud83d\\ude00"},"b":[1,0,0.1,null]}',
    )
  })

  it('refuses numbers that JSON cannot carry', () => {
    expect(() => canonicalJson(NaN)).toThrow(RangeError)
    expect(() => canonicalJson([Infinity])).toThrow(RangeError)
  })

  it('reads back as what it was', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(canonicalJson(JSON.parse(text) as Canonical))).toEqual(JSON.parse(JSON.stringify(JSON.parse(text))))
      }),
    )
  })
})

describe('the Merkle root', () => {
  const leaf = (n: number) => createHash('sha256').update(Uint8Array.of(0, n)).digest()
  const node = (a: Buffer, b: Buffer) => createHash('sha256').update(Uint8Array.of(1)).update(a).update(b).digest()
  /** RFC 6962, section 2.1, as it is written. */
  function slow(leaves: readonly Buffer[]): Buffer {
    const [only] = leaves
    if (leaves.length === 1 && only !== undefined) return only
    let split = 1
    while (split * 2 < leaves.length) split *= 2
    return node(slow(leaves.slice(0, split)), slow(leaves.slice(split)))
  }

  it('is the tree of RFC 6962 for any number of leaves', () => {
    for (let count = 1; count <= 70; count += 1) {
      const leaves = Array.from({ length: count }, (_, n) => leaf(n))
      const [first, ...rest] = leaves
      expect(merkleRoot(first ?? leaf(0), Buffer.concat(rest))).toBe(hexOf(slow(leaves)))
    }
  })
})

describe('the certificate', () => {
  const conversation: Conversation = {
    statements: [
      { id: 2, state: 'live' },
      { id: 1, state: 'meta' },
    ],
    votes: { participants: [7, 3, 7], statements: [2, 2, 1], values: [-1, 1, 0] },
  }
  const groups = new Map([
    [7, 'é'],
    [3, 'A'],
  ])

  it('has an input root that can be recomputed with nothing but SHA-256', () => {
    const leaf = (data: Uint8Array) => createHash('sha256').update(Uint8Array.of(0)).update(data).digest()
    const node = (a: Buffer, b: Buffer) => createHash('sha256').update(Uint8Array.of(1)).update(a).update(b).digest()
    const statements = leaf(Buffer.from('[[1,"meta"],[2,"live"]]'))
    const three = leaf(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 3, 0, 1, 1))
    const seven = leaf(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 1, 255))
    expect(analyse(conversation).inputRoot).toBe(node(node(statements, three), seven).toString('hex'))
  })

  it('can be recomputed with nothing but JSON and SHA-256', () => {
    const analysis = analyse(conversation, { groups })
    const { certificate, engine, inputRoot, placements, parameters, path, participants, votes, statements, ...output } = analysis
    const rows = Buffer.alloc(2 * 29)
    for (const [row, id] of [3, 7].entries()) {
      rows.writeBigUInt64BE(BigInt(id), 29 * row)
      rows.writeDoubleBE(placements.coordinates[2 * row] ?? NaN, 29 * row + 8)
      rows.writeDoubleBE(placements.coordinates[2 * row + 1] ?? NaN, 29 * row + 16)
      rows.writeInt8(placements.included[row] ?? NaN, 29 * row + 24)
      rows.writeInt8(placements.labels[row] ?? NaN, 29 * row + 25)
      rows.writeUInt8(placements.agreement[row] ?? NaN, 29 * row + 26)
      rows.writeUInt16BE(placements.margin[row] ?? NaN, 29 * row + 27)
    }
    const document = {
      form: 'passerelle-certificate/1',
      engine,
      parameters: parametersNamed('passerelle-1'),
      given: {
        components: null,
        groups: digest(
          canonicalJson([
            [3, 'A'],
            [7, 'é'],
          ]),
        ),
      },
      path,
      input: { root: inputRoot, participants, votes, statements },
      output: { ...output, placements: createHash('sha256').update(rows).digest('hex') },
    }
    expect(parameters).toBe('passerelle-1')
    expect(certificateDocument(analysis, { groups })).toEqual(document)
    expect(certificate).toBe(digest(canonicalJson(JSON.parse(JSON.stringify(document)) as Canonical)))
    expect(certificate).toMatch(/^[0-9a-f]{64}$/)
  })

  it('changes with a vote, a state, the parameters and the groups given', () => {
    const turned: Conversation = { ...conversation, votes: { participants: [7, 3, 7], statements: [2, 2, 1], values: [-1, 1, 1] } }
    const hidden: Conversation = {
      ...conversation,
      statements: [
        { id: 2, state: 'moderated-out' },
        { id: 1, state: 'meta' },
      ],
    }
    const certificates = [
      analyse(conversation),
      analyse(turned),
      analyse(hidden),
      analyse(conversation, { parameters: 'polis' }),
      analyse(conversation, { groups: new Map([[7, 'A']]) }),
    ].map(({ certificate }) => certificate)
    expect(new Set(certificates).size).toBe(5)
  })
})
