import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetSecrets, readSecrets, replaceSecret } from './hub-secret.ts'

let dataFolder: string
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'secret-'))
})
afterEach(() => rmSync(dataFolder, { recursive: true }))

const bytes = (value: number): Buffer => Buffer.alloc(32, value)
const never = (): Buffer => {
  throw new Error('no secret is made where there is one')
}
const read = (seed = never) => readSecrets({ secret: null, secretsBefore: [], dataFolder }, seed)
const modeOf = (name: string): number => statSync(join(dataFolder, 'keys', name)).mode & 0o777

test('the secret is made once, for its owner alone', () => {
  expect(read(() => bytes(1))).toEqual({ current: bytes(1), before: [] })
  expect(read()).toEqual({ current: bytes(1), before: [] })
  expect(modeOf('hub.key')).toBe(0o600)
})

test('one that is given is taken, with those before it, and no file is made', () => {
  const given = { secret: '11'.repeat(32), secretsBefore: ['22'.repeat(32)], dataFolder }
  expect(readSecrets(given, never)).toEqual({ current: bytes(0x11), before: [bytes(0x22)] })
  expect(() => statSync(join(dataFolder, 'keys'))).toThrow()
})

test('beside a file, older secrets may be given as well', () => {
  read(() => bytes(1))
  replaceSecret(dataFolder, { now: new Date('2026-03-01'), seed: bytes(2) })
  const given = readSecrets({ secret: null, secretsBefore: ['33'.repeat(32)], dataFolder }, never)
  expect(given).toEqual({ current: bytes(2), before: [bytes(1), bytes(0x33)] })
})

test('a replaced secret is kept until it is forgotten', () => {
  read(() => bytes(1))
  replaceSecret(dataFolder, { now: new Date('2026-03-01'), seed: bytes(2) })
  replaceSecret(dataFolder, { now: new Date('2026-06-01'), seed: bytes(3) })
  expect(read()).toEqual({ current: bytes(3), before: [bytes(2), bytes(1)] })
  expect([modeOf('hub.key'), modeOf('hub-before.key')]).toEqual([0o600, 0o600])
  expect(forgetSecrets(dataFolder, new Date('2026-04-01'))).toBe(1)
  expect(read()).toEqual({ current: bytes(3), before: [bytes(2)] })
  expect(readFileSync(join(dataFolder, 'keys', 'hub-before.key'), 'utf8')).not.toContain('01'.repeat(32))
  expect(forgetSecrets(dataFolder, new Date('2027-01-01'))).toBe(1)
  expect(read()).toEqual({ current: bytes(3), before: [] })
  expect(forgetSecrets(dataFolder, new Date('2027-01-01'))).toBe(0)
})
