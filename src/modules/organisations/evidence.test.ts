import { describe, expect, test } from 'vitest'
import { checkIsDue, domainHolds, domainOf, levelsFrom, mayAskAgain, type Evidence } from './rules.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const HOUR = 3_600_000
const hours = (count: number): Date => new Date(NOW.getTime() + count * HOUR)
const later = hours(24)

const proven = (bodyId: string) => ({ bodyId, provenAt: hours(-100), expiresAt: later, failingSince: null, absent: false })
const vouching = (voucherId: string, bodyId: string, personId = `of ${voucherId}`, expiresAt = later) => ({
  bodyId,
  voucherId,
  personId,
  expiresAt,
})
const levels = (evidence: Partial<Evidence>) =>
  Object.fromEntries(levelsFrom({ domains: [], vouchings: [], attestations: [], ...evidence }, NOW))

describe('a domain counts', () => {
  test.each([
    ['while its token is found', {}, true],
    ['not before it is proven', { provenAt: null, expiresAt: null }, false],
    ['not when its year is over', { expiresAt: NOW }, false],
    ['while nobody answered for less than a day', { failingSince: hours(-23.9) }, true],
    ['not when nobody answered for a day', { failingSince: hours(-24) }, false],
    ['not from the moment when the token is gone for certain', { failingSince: NOW, absent: true }, false],
  ])('%s', (_name, more, holds) => {
    expect(domainHolds({ ...proven('a'), ...more }, NOW)).toBe(holds)
  })
})

describe('a check is due', () => {
  const times = { askedAt: null, checkedAt: hours(-1), failingSince: null }
  test.each([
    ['not for a claim that nobody asked about', { checkedAt: null }, false],
    ['at once where a steward asked', { askedAt: NOW }, true],
    ['not within the day', { checkedAt: hours(-23.9) }, false],
    ['daily', { checkedAt: hours(-24) }, true],
    ['hourly on the first day of failing', { failingSince: hours(-5) }, true],
    ['not more often', { checkedAt: hours(-0.9), failingSince: hours(-5) }, false],
    ['daily again after that', { checkedAt: hours(-2), failingSince: hours(-24) }, false],
  ])('%s', (_name, more, due) => {
    expect(checkIsDue({ ...times, ...more }, NOW)).toBe(due)
  })

  test('and asked for once a minute', () => {
    const seconds = (count: number) => new Date(NOW.getTime() - count * 1000)
    expect(mayAskAgain({ ...times, checkedAt: null }, NOW)).toBe(true)
    expect(mayAskAgain({ ...times, checkedAt: seconds(59) }, NOW)).toBe(false)
    expect(mayAskAgain({ ...times, askedAt: seconds(59) }, NOW)).toBe(false)
    expect(mayAskAgain({ ...times, askedAt: seconds(60), checkedAt: seconds(60) }, NOW)).toBe(true)
  })
})

describe('levels', () => {
  test('begin with domains and with whoever runs the hub; a domain is the stronger', () => {
    const attestations = ['a', 'b'].map((bodyId) => ({ bodyId, expiresAt: later }))
    expect(levels({ domains: [proven('a')], attestations })).toEqual({ a: 'domain', b: 'attested' })
    expect(levels({ attestations: [{ bodyId: 'a', expiresAt: NOW }] })).toEqual({})
  })

  test('need two verified bodies and two people to vouch', () => {
    const domains = [proven('a'), proven('b')]
    const both = [vouching('a', 'c'), vouching('b', 'c')]
    expect(levels({ domains, vouchings: both })).toEqual({ a: 'domain', b: 'domain', c: 'vouched' })
    expect(levels({ domains, vouchings: both.slice(1) })['c']).toBeUndefined()
    expect(levels({ domains, vouchings: [vouching('a', 'c', 'p'), vouching('b', 'c', 'p')] })['c']).toBeUndefined()
    expect(levels({ domains, vouchings: [vouching('a', 'c'), vouching('b', 'c', 'q', NOW)] })['c']).toBeUndefined()
    expect(levels({ domains: domains.slice(1), vouchings: both })['c']).toBeUndefined()
  })

  test('travel on, in whatever order the rows lie, and fall with the first of the chain', () => {
    const vouchings = [
      vouching('c', 'e'),
      vouching('d', 'e'),
      vouching('a', 'd'),
      vouching('b', 'd'),
      vouching('a', 'c'),
      vouching('b', 'c'),
    ]
    expect(levels({ domains: [proven('a'), proven('b')], vouchings })).toEqual({
      a: 'domain',
      b: 'domain',
      c: 'vouched',
      d: 'vouched',
      e: 'vouched',
    })
    expect(levels({ domains: [proven('a'), { ...proven('b'), absent: true, failingSince: NOW }], vouchings })).toEqual({ a: 'domain' })
  })

  test('never come out of a circle, of two or of three', () => {
    const circle = (ids: readonly string[]) =>
      ids.flatMap((voucher) => ids.filter((id) => id !== voucher).map((id) => vouching(voucher, id)))
    expect(levels({ vouchings: circle(['a', 'b', 'c']) })).toEqual({})
    expect(levels({ vouchings: circle(['a', 'b', 'c', 'd']) })).toEqual({})
    expect(levels({ domains: [proven('a')], vouchings: circle(['a', 'b', 'c']) })).toEqual({ a: 'domain' })
  })
})

test.each([
  ['exemple.org', 'exemple.org'],
  ['EXEMPLE.org.', 'exemple.org'],
  ['https://www.exemple.org/page?x', 'www.exemple.org'],
  ['éxemple.org', 'xn--xemple-9ua.org'],
  ['а.org', 'xn--80a.org'],
  ['localhost', null],
  ['127.0.0.1', null],
  ['2130706433', null],
  ['0x7f.1', null],
  ['[::1]', null],
  ['a_b.org', null],
  ['-a.org', null],
  ['a..org', null],
  ['', null],
  ['a b.org', null],
])('the domain in %s', (text, domain) => {
  expect(domainOf(text)).toBe(domain)
})
