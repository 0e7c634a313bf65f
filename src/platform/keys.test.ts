import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keysFrom, readSecret } from './keys.ts'

const keys = keysFrom(Buffer.alloc(32, 7))
const others = keysFrom(Buffer.alloc(32, 8))

test('what is sealed opens with the same secret and purpose only, and never looks the same twice', () => {
  const sealed = keys.seal('email', 'mai@example.org')
  expect(keys.open('email', sealed)).toBe('mai@example.org')
  expect(keys.seal('email', 'mai@example.org').equals(sealed)).toBe(false)
  expect(() => others.open('email', sealed)).toThrow()
  expect(() => keys.open('other', sealed)).toThrow()
})

test('a tag depends on each word and on where it ends', () => {
  expect(keys.tag('t', 'ab', 'c').equals(keys.tag('t', 'ab', 'c'))).toBe(true)
  expect(keys.tag('t', 'ab', 'c').equals(keys.tag('t', 'a', 'bc'))).toBe(false)
  expect(keys.tag('t', 'ab').equals(others.tag('t', 'ab'))).toBe(false)
})

test('a signed value is believed only whole', () => {
  const signed = keys.sign('guest', 'd1.secret')
  expect(keys.verify('guest', signed)).toBe('d1.secret')
  expect(keys.verify('other', signed)).toBeNull()
  expect(keys.verify('guest', `x${signed}`)).toBeNull()
  expect(keys.verify('guest', 'nothing')).toBeNull()
})

test('the secret is made once, for its owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'))
  try {
    const first = readSecret(null, folder)
    expect(first).toHaveLength(32)
    expect(readSecret(null, folder).equals(first)).toBe(true)
    expect(statSync(join(folder, 'keys', 'hub.key')).mode & 0o777).toBe(0o600)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
