import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse, canonicalJson, describeCertificate, sha256, type Canonical, type Conversation } from './index.ts'

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

describe('the certificate', () => {
  const conversation: Conversation = {
    statements: [
      { id: 2, state: 'live' },
      { id: 1, state: 'meta' },
    ],
    votes: { participants: [7, 3, 7], statements: [2, 2, 1], values: [-1, 1, 0] },
  }

  it('can be recomputed with nothing but JSON and SHA-256', () => {
    const groups = new Map([
      [7, 'é'],
      [3, 'A'],
    ])
    const { certificate, engine, inputDigest, ...output } = analyse(conversation, { groups })
    expect(inputDigest).toBe(digest('{"statements":[[1,"meta"],[2,"live"]],"votes":[[3,2,1],[7,1,0],[7,2,-1]]}'))
    const parameters = {
      name: 'passerelle-1',
      hiddenColumns: 'left-out',
      positionBits: 16,
      priorityVoters: 'everybody',
      includedVotes: 7,
      fewestIncluded: 15,
      fewestStatements: 7,
      mostGroups: 5,
      smallestGroup: { people: 5, percent: 5 },
      silhouetteSlack: 0.05,
      clearSilhouette: 0.25,
      silhouettePoints: 4096,
      consensusVotes: { votes: 5, percent: 10 },
      z90: 1.2816,
      listLength: 5,
      metaPriority: 49,
    }
    const given = {
      groups: [
        [3, 'A'],
        [7, 'é'],
      ],
      components: null,
    }
    expect(certificate).toBe(digest(canonicalJson({ engine, given, input: inputDigest, output, parameters } as Canonical)))
    expect(certificate).toMatch(/^[0-9a-f]{64}$/)
  })

  it('changes with a vote, a state, the parameters and the groups given, and names what it covers', () => {
    const plain = analyse(conversation)
    const turned = { ...conversation, votes: { ...conversation.votes, values: [-1, 1, 1] } }
    const hidden: Conversation = {
      ...conversation,
      statements: [
        { id: 2, state: 'moderated-out' },
        { id: 1, state: 'meta' },
      ],
    }
    const certificates = [
      plain,
      analyse(turned),
      analyse(hidden),
      analyse(conversation, { parameters: 'polis' }),
      analyse(conversation, { groups: new Map([[7, 'A']]) }),
    ].map(({ certificate }) => certificate)
    expect(new Set(certificates).size).toBe(5)
    expect(describeCertificate(plain)).toEqual({
      algorithm: 'SHA-256 over canonical JSON',
      engine: 'passerelle-deliberation/1',
      parameters: 'passerelle-1',
      input: plain.inputDigest,
      certificate: plain.certificate,
    })
  })
})
