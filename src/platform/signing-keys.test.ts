import { spawn } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endorsedText, keyIdOf, type PublicKey } from '#deliberation'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSigningKeys, rotateSigningKey, SigningFault, signingHistory } from './signing-keys.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const hub = 'https://hub.example.org'
const making = (hour: number) => ({ now: new Date(Date.UTC(2026, 0, 1, hour)), seed: new Uint8Array(32).fill(hour + 1) })
const open = (hour = 0) => openSigningKeys({ dataFolder: folder, hub }, () => making(hour))
const isSigned = ({ publicKey }: PublicKey, text: string, signature: string) =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  )

test('the first start makes a key that is for its owner alone; the next one finds it', () => {
  const signer = open()
  const [key] = signer.history()
  expect(signer.history()).toEqual([
    { id: keyIdOf(key?.publicKey ?? ''), publicKey: key?.publicKey, since: '2026-01-01T00:00:00.000Z', until: null, endorsement: null },
  ])
  expect(readdirSync(join(folder, 'keys')).toSorted()).toEqual([`signing-${key?.id}.pem`, 'signing.json'])
  expect(statSync(join(folder, 'keys', `signing-${key?.id}.pem`)).mode & 0o777).toBe(0o600)
  expect(open(5).history()).toEqual(signer.history())
  const { key: by, signature } = signer.sign((id) => `signed by ${id}, é`)
  expect([by, isSigned(key as PublicKey, `signed by ${by}, é`, signature), isSigned(key as PublicKey, 'another text', signature)]).toEqual([
    key?.id,
    true,
    false,
  ])
})

test('a running hub takes the new key at its next signature; the old one endorses it and ends', () => {
  const signer = open()
  const [first] = signer.history()
  const before = signer.sign((id) => id)
  const made = rotateSigningKey(folder, making(3))
  const [old, next] = signer.history()
  expect([old?.id, old?.until, next?.id, next?.since, next?.until, signer.history().length]).toEqual([
    first?.id,
    '2026-01-01T03:00:00.000Z',
    made.id,
    '2026-01-01T03:00:00.000Z',
    null,
    2,
  ])
  expect(signer.sign((id) => id).key).toBe(made.id)
  expect(isSigned(old as PublicKey, endorsedText(made), made.endorsement?.signature ?? '')).toBe(true)
  expect(isSigned(old as PublicKey, before.key, before.signature), 'what was signed before stays signed').toBe(true)
  expect(existsSync(join(folder, 'keys', `signing-${first?.id}.pem`))).toBe(true)
  rotateSigningKey(folder, making(4))
  expect(
    open()
      .history()
      .map(({ endorsement }) => endorsement?.by),
  ).toEqual([undefined, first?.id, made.id])
})

test('a rotation needs a clock that goes forward, and nobody else who rotates', () => {
  open(2)
  expect(() => rotateSigningKey(folder, making(1))).toThrow('Is the clock right?')
  writeFileSync(join(folder, 'keys', 'signing.lock'), '')
  expect(() => rotateSigningKey(folder, making(3))).toThrow('Another rotation is under way')
  expect(signingHistory(folder)).toHaveLength(1)
})

test('a folder that cannot be written is a fault that says so', () => {
  writeFileSync(join(folder, 'keys'), 'no folder')
  expect(() => rotateSigningKey(folder, making(3))).toThrow('keys cannot be written (EEXIST)')
  expect(() => open()).toThrow('keys cannot be written (EEXIST)')
})

test('what becomes unreadable while a hub runs does not stop it: it goes on with the key that it has', () => {
  const signer = open()
  const [key] = signer.history()
  const history = join(folder, 'keys', 'signing.json')
  const whole = readFileSync(history, 'utf8')
  for (const broken of ['', '{"keys":[]}', null]) {
    if (broken === null) rmSync(history)
    else writeFileSync(history, broken)
    expect([broken, signer.sign((id) => id).key, signer.history().length]).toEqual([broken, key?.id, 1])
  }
  writeFileSync(history, whole)
  const made = rotateSigningKey(folder, making(4))
  expect(signer.sign((id) => id).key).toBe(made.id)
})

test('two that rotate at the same moment: one does, and the history stays whole', async () => {
  open()
  const rotate = (hour: number) =>
    new Promise<number>((resolve) => {
      const program = `import { rotateSigningKey } from './src/platform/signing-keys.ts'
        rotateSigningKey(process.argv[1], { now: new Date(Date.UTC(2026, 0, 1, ${hour})), seed: new Uint8Array(32).fill(${hour + 1}) })`
      const asked = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, folder], { stdio: 'ignore' })
      asked.on('exit', (code) => resolve(code ?? 1))
    })
  const codes = await Promise.all([3, 4, 5, 6].map(rotate))
  const keys = open().history()
  expect(keys).toHaveLength(1 + codes.filter((code) => code === 0).length)
  expect(codes).toContain(0)
  expect(keys.slice(1).map(({ endorsement }) => endorsement?.by)).toEqual(keys.slice(0, -1).map(({ id }) => id))
  expect(keys.slice(0, -1).map(({ until }) => until)).toEqual(keys.slice(1).map(({ since }) => since))
})

test.skipIf(process.getuid?.() !== 0)('root makes files for whom the data folder belongs to, from the very first key on', () => {
  chownSync(folder, 1234, 1234)
  rotateSigningKey(folder, making(1))
  rotateSigningKey(folder, making(2))
  const files = ['.', ...readdirSync(join(folder, 'keys'))]
  expect(files.map((file) => [file, statSync(join(folder, 'keys', file)).uid])).toEqual(files.map((file) => [file, 1234]))
})

test('a rotation before the first start makes the first key', () => {
  expect(signingHistory(folder)).toEqual([])
  const made = rotateSigningKey(folder, making(1))
  expect(open(2).history()).toEqual([made])
})

test('broken or missing files are a fault that says what to do', () => {
  const [key] = open().history()
  const pem = join(folder, 'keys', `signing-${key?.id}.pem`)
  const secret = readFileSync(pem)
  rmSync(pem)
  expect(() => open()).toThrow(/cannot be read.*Put it back from its copy/)
  writeFileSync(pem, secret)
  expect(open().history()).toHaveLength(1)
  const history = join(folder, 'keys', 'signing.json')
  const whole = readFileSync(history, 'utf8')
  for (const broken of ['', '{"keys":[]}', '[1]', whole.replace(`"${key?.id}"`, '"0123456789abcdef"')]) {
    writeFileSync(history, broken)
    expect(() => open()).toThrow(SigningFault)
  }
  rmSync(join(folder, 'keys'), { recursive: true })
  const other = open(7).history()[0]
  writeFileSync(join(folder, 'keys', `signing-${other?.id}.pem`), secret)
  expect(() => open()).toThrow('does not hold the key')
})
