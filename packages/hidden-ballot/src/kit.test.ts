import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digitGroups, kitOf, markOf, rootOfKit } from './index.ts'
import { rootOf } from './testing/issuer.ts'

const roots = fc.uint8Array({ minLength: 32, maxLength: 32 })
const root = rootOf(2026)
const lists = { english, french, digits: digitGroups }

describe('the kit', () => {
  test('is that of BIP 39, in English and in French', () => {
    fc.assert(
      fc.property(roots, fc.constantFrom(english, french), (each, list) => {
        const words = kitOf(each, list)
        expect(words.join(' ')).toBe(entropyToMnemonic(each, list))
        expect(mnemonicToEntropy(words.join(' '), list)).toEqual(each)
      }),
      { numRuns: 30 },
    )
  })

  test.each(Object.entries(lists))('comes back as it was written down: %s', (_, list) => {
    fc.assert(
      fc.property(roots, (each) => {
        expect(rootOfKit(kitOf(each, list).join(' '), list)).toEqual({ ok: true, root: each })
      }),
      { numRuns: 20 },
    )
  })

  test('numbers, capitals, line breaks, missing accents and other digits do not matter', () => {
    const words = kitOf(root, french)
    const bare = words.map((word) => word.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase())
    expect(rootOfKit(bare.map((word, at) => `${at + 1}. ${word}`).join('\n'), french)).toEqual({ ok: true, root })
    expect(rootOfKit(words.map((word) => word.normalize('NFC')).join(', '), french)).toEqual({ ok: true, root })
    const arabic = kitOf(root, digitGroups)
      .join(' ')
      .replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    expect(rootOfKit(arabic, digitGroups)).toEqual({ ok: true, root })
  })

  test('says which word is wrong, and which was probably meant', () => {
    const words = kitOf(root, english)
    const with_ = (at: number, word: string) => rootOfKit(words.toSpliced(at, 1, word).join(' '), english)
    expect(with_(4, 'abandonned')).toEqual({ ok: false, fault: 'kit.unknown-word', at: 5, word: 'abandonned', near: 'abandon' })
    expect(with_(23, 'zooo')).toMatchObject({ fault: 'kit.unknown-word', at: 24, near: 'zoo' })
    expect(with_(0, 'qqq')).toMatchObject({ fault: 'kit.unknown-word', at: 1, near: null })
    expect(rootOfKit(words.slice(2).join(' '), english)).toEqual({ ok: false, fault: 'kit.missing', missing: 2 })
    expect(rootOfKit([...words, 'zoo'].join(' '), english)).toEqual({ ok: false, fault: 'kit.too-many', extra: 1 })
    expect(rootOfKit('', english)).toMatchObject({ fault: 'kit.missing', missing: 24 })
  })

  test('words that are all known and do not belong together are refused but for one in 256; the mark tells those', () => {
    const words = kitOf(root, english)
    const swapped = words.slice(1).map((_, at) => words.toSpliced(at, 2, words[at + 1] ?? '', words[at] ?? ''))
    const read = swapped.filter((each, at) => words[at] !== words[at + 1]).map((each) => rootOfKit(each.join(' '), english))
    expect(read.filter(({ ok }) => !ok).length).toBeGreaterThan(20)
    for (const one of read) expect(one.ok ? markOf(one.root) : 'kit.not-together').not.toBe(markOf(root))
    expect(markOf(root)).toMatch(/^\d{4}$/)
  })
})
