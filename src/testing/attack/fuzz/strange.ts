import type { Chance } from '../seed.ts'
import { PAYLOADS } from '../payloads.ts'

// What people, programs and attackers put where something else was meant. Each of these is written as what it is: an editor would turn most of them into something harmless.

/** Texts that are none, that look like others, that run the other way, that have no end. */
export const TEXTS: readonly [string, ...string[]] = [
  '',
  ...[' ', '\t', '\r\n', '\u00a0', '\u200b\u200d\ufeff', '\u2028\u2029', '\u0085'],
  // Signs that no text of the database holds, halves of a sign, and signs that are none.
  ...['\u0000', 'before\u0000after', '\ud800', 'half \udfff sign', '\ufffe\uffff', '\u{10ffff}', '\u0001\u0008\u001b[31m', '\u007f'],
  ...['\u202eesrever\u202c', '\u2066\u2067\u2068', '\u061c\u200f\u200e', '\u0625\u0644\u0649 \u05d0\u05dc\u05d9'],
  // One letter under a flood of accents, and pairs that are the same text to a reader.
  ...[
    `e${'\u0301'.repeat(2000)}`,
    'caf\u00e9',
    'cafe\u0301',
    '\u212b',
    '\ufb01',
    '\u0130\u0131',
    '\u1e9e',
    '\ufdfa'.repeat(50),
    '\uff21\uff22',
  ],
  ...['\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'.repeat(30), '\u{1f1ee}\u{1f1ea}\u{1f1f8}', '\u{e0001}\u{e0065}'],
  ...[
    "'; drop table person; --",
    "' or '1'='1",
    '%',
    '_',
    '\\',
    '\\\\',
    '$1',
    '{}',
    '{n, plural,',
    '%s%n%x',
    '=cmd|calc!A1',
    '../../etc/passwd',
  ],
  ...['null', 'undefined', 'true', 'NaN', 'Infinity', '-0', '0x1f', '1e999', '1_000', '\u0661\u0662\u0663', '[object Object]', '__proto__'],
  // What a reader of addresses, patterns or Markdown could chew on without end.
  ...[
    '('.repeat(3000),
    '*'.repeat(3000),
    '[a]('.repeat(1500),
    '> '.repeat(1500),
    '`'.repeat(3000),
    `${'a'.repeat(3000)}!`,
    '<'.repeat(3000),
  ],
  ...[
    'http://'.repeat(500),
    `${'a.'.repeat(1500)}@example.org`,
    `x${'@'.repeat(2000)}`,
    'x'.repeat(120_000),
    '\r\n'.repeat(5000),
    ' '.repeat(50_000),
  ],
  ...PAYLOADS,
]

export const DATES: readonly [string, ...string[]] = [
  ...(['0000-00-00', '0000-01-01', '0001-01-01', '9999-12-31', '10000-01-01', '+010000-01-01', '+275760-09-13', '-000001-01-01'] as const),
  ...['2026-02-29', '2026-02-30T25:61', '2016-12-31T23:59:60Z', '2026-03-29T01:30', '2026-10-25T01:30', '2026-03-09T09:00+14:00'],
  ...[
    '2026-03-09T09:00:00-24:00',
    '-000001-01-01T00:00:00Z',
    '+294277-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '0001-01-01T00:00:00Z',
  ],
  ...[
    'infinity',
    'now',
    'epoch',
    '2026-W10-1',
    '2026-03-09T09:00:00.123456789Z',
    '20260309',
    '2026-3-9',
    '9999-12-31T23:59',
    '0000-01-01T00:00',
  ],
]

export const NUMBERS: readonly [unknown, ...unknown[]] = [
  ...([0, -1, 0.5, 1e308, -1e-320, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 32_768] as const),
  ...['2147483648', '9223372036854775808', '-1', '0', '1.5', '1e3', '9'.repeat(400), ' 1', '+1', '01'],
]

export const IDS: readonly [string, ...string[]] = [
  ...(['00000000-0000-0000-0000-000000000000', '00000000-0000-4000-8000-0000000000aa', 'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF'] as const),
  ...[
    '{00000000-0000-4000-8000-0000000000aa}',
    '00000000000040008000000000000000',
    '0',
    '-1',
    '1',
    '2147483648',
    '9'.repeat(40),
    '1e3',
    '0x10',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'new', 'edit', 'me', 'null', 'undefined', '.', '..', 'a'.repeat(3000)],
  ...[
    '\u202e',
    '\u{1f600}',
    'caf\u00e9',
    'a b',
    'a;b',
    'a,b',
    "a'b",
    'a"b',
    '<x-probe>',
    '*',
    '%',
    '\n',
    'x.json',
    'x.csv',
    'en',
    'FR',
    'zz',
  ],
]

/** What stands in an address as it is, and is no encoding of anything. */
export const BROKEN: readonly [string, ...string[]] = [
  '%',
  '%zz',
  '%ff',
  '%c0%ae',
  '%ed%a0%80',
  '%00',
  '%u0041',
  '%2f',
  '%5c',
  '%252e%252e',
  '%e2%80%ae',
]

/** Names of fields that reach for what every object has. */
export const PROTOTYPE_NAMES: readonly [string, ...string[]] = [
  ...(['__proto__', 'constructor', 'prototype', '__proto__[a]', 'constructor[prototype][a]', 'toString', 'valueOf', 'length'] as const),
  ...['a[]', 'a[0]', 'a.b', '', ' ', '\u0000', '$ref', 'toJSON', 'then', 'hasOwnProperty'],
]

export function strangeText(chance: Chance): string {
  const kind = chance.below(8)
  if (kind === 0) return chance.oneOf(DATES)
  if (kind === 1) return chance.oneOf(IDS)
  return kind === 2 ? String(chance.oneOf(NUMBERS)) : chance.oneOf(TEXTS)
}

/** Of any type. */
export function strangeValue(chance: Chance): unknown {
  switch (chance.below(9)) {
    case 0:
      return chance.oneOf(NUMBERS)
    case 1:
      return chance.oneOf([null, true, false, [], {}, [[]], [null], {}] as [unknown, ...unknown[]])
    case 2:
      return nested(chance.below(2) === 0 ? 18 : 40)
    case 3:
      return Array.from({ length: 10_000 }, (_one, at) => at)
    case 4:
      return Object.fromEntries(Array.from({ length: 10_000 }, (_one, at) => [`k${at}`, at]))
    case 5:
      return [strangeText(chance), strangeText(chance)]
    case 6:
      return { id: chance.oneOf(IDS), constructor: strangeText(chance) }
    default:
      return strangeText(chance)
  }
}

function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}
