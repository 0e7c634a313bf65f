import { expect, test } from 'vitest'
import { newCode, plainCode, spacedCode } from '../../core/paper-code.ts'
import {
  isEmail,
  isFresh,
  isLocalPath,
  linkHolds,
  localPath,
  maskedEmail,
  placeOfKeys,
  plainEmail,
  seenLongAgo,
  sessionExpiry,
  sessionHolds,
} from './rules.ts'

const noon = new Date('2026-03-01T12:00:00Z')
const after = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000)
const DAY = 24 * 60

const links = [
  ['a fresh link holds', true, { usedAt: null, expiresAt: after(1) }, undefined],
  ['a used one does not', true, { usedAt: after(-1), expiresAt: after(1) }, 'sign-in-link.spent'],
  ['nor one in the very moment that it ends', true, { usedAt: null, expiresAt: noon }, 'sign-in-link.spent'],
  ['one that was swept away is spent', true, null, 'sign-in-link.spent'],
  ['what we did not sign is no link', false, null, 'sign-in-link.broken'],
] as const
test.each(links)('%s', (_title, signed, link, code) => {
  const verdict = linkHolds(signed, link, noon)
  expect(verdict.ok ? undefined : verdict.refusal.code).toBe(code)
})

const sessions = [
  ['in use', after(-1), after(DAY), true],
  ['not seen for thirty days', after(-30 * DAY), after(DAY), false],
  ['seen a moment less than thirty days ago', after(-30 * DAY + 1), after(DAY), true],
  ['ninety days old, though seen just now', after(-1), noon, false],
] as const
test.each(sessions)('a session %s', (_title, seenAt, expiresAt, holds) => expect(sessionHolds({ seenAt, expiresAt }, noon)).toBe(holds))

test('a session lasts ninety days, that of whoever runs the hub twelve hours', () => {
  expect([sessionExpiry(noon, false), sessionExpiry(noon, true)]).toEqual([after(90 * DAY), after(12 * 60)])
})

test('a session is fresh for a quarter of an hour', () => {
  expect([0, 14.9, 15].map((minutes) => isFresh(noon, after(minutes)))).toEqual([true, true, false])
})

const places = [
  ['https://hub.example.org', 'hub.example.org', 'https://hub.example.org'],
  ['https://hub.example.org:8443', 'hub.example.org', 'https://hub.example.org:8443'],
  ['http://localhost:3000', 'localhost', 'http://localhost:3000'],
  ['http://hub.localhost:3000', 'hub.localhost', 'http://hub.localhost:3000'],
  ['http://hub.example.org', undefined, undefined],
  ['http://127.0.0.1:3000', undefined, undefined],
  ['https://192.0.2.7', undefined, undefined],
  ['https://[2001:db8::1]', undefined, undefined],
] as const
test.each(places)('passkeys at %s', (hub, name, origin) => {
  expect([placeOfKeys(hub)?.name, placeOfKeys(hub)?.origin]).toEqual([name, origin])
})

test('a code is sixteen letters of thirty-two, each of which can come, and is read however it was typed', () => {
  let next = 0
  const counting = (limit: number): number => (next += 1) % limit
  expect(new Set([...newCode(counting), ...newCode(counting)]).size).toBe(32)
  const limits: number[] = []
  newCode((limit) => {
    limits.push(limit)
    return 0
  })
  expect(limits).toEqual(Array<number>(16).fill(32))
  expect(spacedCode('0123456789ABCDEF')).toBe('0123-4567-89AB-CDEF')
  for (const typed of ['0123-4567-89AB-CDEF', 'oi23 4567 89ab cdef', ' 0L23456789abcdef\n'])
    expect(plainCode(typed)).toBe('0123456789ABCDEF')
  expect(plainCode('oO-iI lL')).toBe('001111')
})

test('a session is touched once an hour at most', () => {
  expect([-59, -60, -61].map((minutes) => seenLongAgo(after(minutes), noon))).toEqual([false, true, true])
})

const paths = [
  ['/dialogues/health', true],
  ['/dialogues?kind=open#top', true],
  ['/', true],
  ['//evil.example', false],
  ['/x//evil.example', false],
  ['/\\evil.example', false],
  ['/\t/evil.example', false],
  ['/\n/evil.example', false],
  ['https://evil.example', false],
  ['javascript:alert(1)', false],
  ['evil', false],
  ['/100%', false],
  ['/bodies/%D9%85', true],
  ['', false],
  [`/${'a'.repeat(300)}`, false],
] as const
test.each(paths)('the path %j', (path, local) => {
  expect(isLocalPath(path)).toBe(local)
  expect(localPath(path)).toBe(local ? path : undefined)
})

const addresses = [
  ['mai@example.org', true],
  ['mai.o+hub@mail.example.co', true],
  ['mai@example', false],
  ['mai@@example.org', false],
  ['mai example@example.org', false],
  ['a@b.org, c@d.org', false],
  ['<mai@example.org>', false],
  ['mai@example.org\nbcc: x@y.org', false],
  [`${'m'.repeat(250)}@example.org`, false],
] as const
test.each(addresses)('the address %j', (text, like) => expect(isEmail(text)).toBe(like))

test('an address is looked up in one form and shown in part', () => {
  expect(plainEmail('  Mai@Example.ORG ')).toBe('mai@example.org')
  expect(maskedEmail('mai@example.org')).toBe('m…@example.org')
  expect(maskedEmail('ünal@example.org')).toBe('ü…@example.org')
})
