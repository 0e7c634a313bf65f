import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashToken, keysFrom } from './keys.ts'

const keys = keysFrom(Buffer.alloc(32, 7))
const others = keysFrom(Buffer.alloc(32, 8))

test('what is sealed opens with the same secret and purpose only, and never looks the same twice', () => {
  const sealed = keys.seal('email', 'mai@example.org')
  expect(keys.open('email', sealed)).toBe('mai@example.org')
  expect(keys.seal('email', 'mai@example.org').equals(sealed)).toBe(false)
  expect(() => others.open('email', sealed)).toThrow()
  expect(() => keys.open('other', sealed)).toThrow()
})

test('what is sealed is not opened once a bit of it is another: of the nonce, the tag or the text', () => {
  const sealed = keys.seal('email', 'mai@example.org')
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    expect(() => keys.open('email', changed)).toThrow()
  }
})

test('a tag depends on each word and on where it ends', () => {
  expect(keys.tag('t', 'ab', 'c').equals(keys.tag('t', 'ab', 'c'))).toBe(true)
  expect(keys.tag('t', 'ab', 'c').equals(keys.tag('t', 'a', 'bc'))).toBe(false)
  expect(keys.tag('t', 'ab').equals(others.tag('t', 'ab'))).toBe(false)
})

test('tags and signatures are HMACs, and tokens are SHA-256, of whatever length and writing', () => {
  const hmac = (purpose: string, text: string) =>
    createHmac('sha256', Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 7), '', `passerelle/${purpose}`, 32)))
      .update(text)
      .digest()
  // A long one before a short one: nothing of it is left for the next.
  for (const word of [
    'x'.repeat(5000),
    '',
    'a',
    'مرحبا',
    '𝒳 é\u{1f1eb}\u{1f1f7}'.repeat(20),
    'é'.repeat(339),
    '語'.repeat(340),
    '語'.repeat(341),
    'b',
    '\ud800',
  ]) {
    expect(keys.tag('t', word)).toEqual(hmac('tag/t', `${word.length}:${word}`))
    expect(keys.sign('s', word)).toBe(`${word}.${hmac('sign/s', word).toString('base64url')}`)
    expect(hashToken(word)).toEqual(createHash('sha256').update(word).digest())
  }
})

test('a signed value is believed only whole', () => {
  const signed = keys.sign('guest', 'd1.secret')
  expect(keys.verify('guest', signed)).toBe('d1.secret')
  expect(keys.verify('other', signed)).toBeNull()
  expect(keys.verify('guest', `x${signed}`)).toBeNull()
  expect(keys.verify('guest', 'nothing')).toBeNull()
})

test('a secret that was replaced opens and finds what it made; what is new is made with the other', () => {
  const after = keysFrom(Buffer.alloc(32, 9), [Buffer.alloc(32, 7)])
  const fresh = keysFrom(Buffer.alloc(32, 9))
  expect(after.open('email', keys.seal('email', 'mai@example.org'))).toBe('mai@example.org')
  expect(after.verify('guest', keys.sign('guest', 'd1'))).toBe('d1')
  expect(after.tags('t', 'ab')).toEqual([fresh.tag('t', 'ab'), keys.tag('t', 'ab')])
  expect(fresh.open('email', after.seal('email', 'x'))).toBe('x')
  expect(after.sign('guest', 'd1')).toBe(fresh.sign('guest', 'd1'))
  const renewed = after.reseal('email', keys.seal('email', 'x')) ?? Buffer.alloc(0)
  expect([fresh.open('email', renewed), after.reseal('email', renewed)]).toEqual(['x', null])
  expect(() => after.open('email', others.seal('email', 'x'))).toThrow()
})
