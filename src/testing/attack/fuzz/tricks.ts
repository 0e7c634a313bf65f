import { gzipSync } from 'node:zlib'
import type { Chance } from '../seed.ts'
import { bodyOf, bytes, encoded, packed, type Draft } from './draft.ts'
import { strangeLetter } from './letters.ts'
import { BROKEN, IDS, PROTOTYPE_NAMES, strangeText, strangeValue } from './strange.ts'

/** What else the hub knows: names that stand in addresses, and names of fields and of queries. */
export type Known = {
  readonly names: ReadonlyMap<string, readonly string[]>
  readonly queries: readonly string[]
  readonly fieldsOf: readonly string[]
}
export type Trick = {
  readonly name: string
  /** How likely it is beside others. */
  readonly weight: number
  fits(draft: Draft): boolean
  on(draft: Draft, chance: Chance, known: Known): Draft
}

const pick = <T>(list: readonly T[], chance: Chance): T | undefined => list[chance.below(Math.max(1, list.length))]
const trick = (name: string, weight: number, fits: Trick['fits'], on: Trick['on']): Trick => ({ name, weight, fits, on })
const withHeader = (draft: Draft, name: string, value: string): Draft => ({ ...draft, headers: { ...draft.headers, [name]: value } })
/** The body in other bytes, under whatever type. */
const asBytes = (draft: Draft, body: Uint8Array<ArrayBuffer>, type: string): Draft => ({
  ...withHeader(draft, 'content-type', type),
  body,
  readable: false,
})

const isForm = ({ fields }: Draft): boolean => fields !== null
const isJson = ({ json }: Draft): boolean => json !== undefined
const isLetter = ({ headers }: Draft): boolean => headers['content-type'] === 'message/rfc822'
const hasBody = (draft: Draft): boolean => isForm(draft) || isJson(draft)
const always = (): boolean => true

/** In the address, its query and the heads of the request. */
const HEADS: readonly Trick[] = [
  trick(
    'another name in the address',
    4,
    ({ names }) => names.size > 0,
    (draft, chance, { names }) => {
      const name = pick([...draft.names.keys()], chance) ?? ''
      const others = names.get(pick([...names.keys()], chance) ?? '') ?? []
      const value = chance.below(3) === 0 ? (others[0] ?? '') : chance.oneOf(IDS)
      return { ...draft, names: new Map([...draft.names, [name, value]]) }
    },
  ),
  trick(
    'a broken name in the address',
    1,
    ({ names }) => names.size > 0,
    (draft, chance) => {
      const name = pick([...draft.names.keys()], chance) ?? ''
      return { ...draft, names: new Map([...draft.names, [name, chance.oneOf(BROKEN)]]), raw: new Set([name]) }
    },
  ),
  trick('something behind the address', 1, always, (draft, chance) => ({
    ...draft,
    tail: chance.oneOf(['/', '//', '/.', '/..', '/%2e%2e', ';a=b', '.json', '.csv', '/x', '%20', '%', '/%00', '.']),
  })),
  trick('a query', 4, always, (draft, chance, { queries }) => {
    const query = new URLSearchParams(draft.query)
    for (const name of [pick([...query.keys(), ...queries], chance) ?? 'q', pick(queries, chance) ?? 'page'])
      query.set(name, strangeText(chance).slice(0, 500))
    return { ...draft, query: query.toString() }
  }),
  trick('a query that is none', 1, always, (draft, chance) => ({
    ...draft,
    query: chance.oneOf([
      '&&&=',
      '%',
      'q=%ff%fe',
      'q=%',
      'q[]=1&q[a]=2',
      'q=1&q=2&q=3',
      `q=${'a'.repeat(7000)}`,
      '__proto__[a]=1',
      'q=%00',
      `${'a=1&'.repeat(150)}`,
    ]),
  })),
  trick('a head', 3, always, (draft, chance) => {
    const [name, value] = chance.oneOf(STRANGE_HEADS)
    return withHeader(draft, name, value)
  }),
  trick('a cookie', 1, always, (draft, chance) => withHeader(draft, 'cookie', chance.oneOf(STRANGE_COOKIES))),
  trick('a method', 2, always, (draft, chance) => ({
    ...draft,
    method: chance.oneOf(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'PROPFIND', 'post', 'X', 'GET', 'POST']),
    readable: false,
  })),
]

const STRANGE_HEADS: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ...([
    ['accept-language', 'xx-'.repeat(900)],
    ['accept-language', ';q=,*;q=1e9,en;q=-1,__proto__'],
    ['if-none-match', '"'.repeat(500)],
  ] as const),
  ...(['*', 'W/"x', '""'] as const).map((value) => ['if-none-match', value] as const),
  ...(['yesterday', 'Thu, 99 Foo 99999 99:99:99 GMT'] as const).map((value) => ['if-modified-since', value] as const),
  ...(['bytes=0-', 'bytes=9-1', 'bytes=-1', 'bytes=0-0,2-3', 'bytes=99999999999-', 'bytes=x', 'lines=1-2'] as const).map(
    (value) => ['range', value] as const,
  ),
  ...(['Bearer x', 'Bearer ', `Bearer ${'a'.repeat(150)}`, 'Basic Og==', 'Bearer a b'] as const).map(
    (value) => ['authorization', value] as const,
  ),
  ...(['http://evil.test/', 'https://hub.test/en/\u00ff', 'about:blank', 'x', '//'] as const).map((value) => ['referer', value] as const),
  ...(['null', 'https://evil.test', '', 'x'] as const).map((value) => ['origin', value] as const),
  ...(['cross-site', 'none', 'x'] as const).map((value) => ['sec-fetch-site', value] as const),
  ...(['999.1.1.1', ','.repeat(200), '::1, ::1', 'unknown', 'x'.repeat(2000)] as const).map((value) => ['x-forwarded-for', value] as const),
  ...(['1', '\u00ff', 'x'.repeat(17_000)] as const).map((value) => ['x-part', value] as const),
  ['accept', 'application/xml;q=2,*/*;q=x'],
  ['accept-encoding', 'br;q=x, zstd, gzip;q=0, *;q=0'],
  ['host', 'evil.test'],
  ['content-length', '-1'],
  ['content-length', '99999999999'],
  ['expect', '100-continue'],
  ['last-event-id', '9'.repeat(300)],
  ['x-http-method-override', 'DELETE'],
]

const STRANGE_COOKIES: readonly [string, ...string[]] = [
  '__Host-session=',
  `__Host-session=${'a'.repeat(4000)}`,
  '__Host-session=%00; __Host-session=%ff',
  '__Host-session="x',
  'a=b; '.repeat(300),
  '=; ;;=;',
  '__proto__=1; constructor=2',
  'zone=Mars/Olympus; __Host-zone=%ff; __Host-language=__proto__',
  '__Host-guest-x=1; __Host-guest-00000000-0000-4000-8000-0000000000aa=x.y',
  '__Host-session=\u00e9',
]

/** In what a form or a call of the API holds. */
const BODIES: readonly Trick[] = [
  trick('a field', 8, isForm, (draft, chance) => {
    const fields = draft.fields ?? []
    const at = chance.below(Math.max(1, fields.length))
    return {
      ...draft,
      fields: fields.map(([name, value], place) => [name, place === at && name !== '_form' ? strangeText(chance) : value] as const),
    }
  }),
  trick('every field', 2, isForm, (draft, chance) => ({
    ...draft,
    fields: (draft.fields ?? []).map(([name, value]) => [name, name === '_form' ? value : strangeText(chance)] as const),
  })),
  trick('a field that is missing', 2, isForm, (draft, chance) => ({
    ...draft,
    fields: (draft.fields ?? []).filter((_field, at, all) => at !== chance.below(all.length)),
  })),
  trick('fields that come twice', 1, isForm, (draft) => ({ ...draft, fields: [...(draft.fields ?? []), ...(draft.fields ?? [])] })),
  trick('names that objects have', 1, isForm, (draft, chance) => ({
    ...draft,
    fields: [...(draft.fields ?? []), ...Array.from({ length: 6 }, () => [chance.oneOf(PROTOTYPE_NAMES), strangeText(chance)] as const)],
  })),
  trick('fields that nobody asked for', 1, isForm, (draft, chance, { fieldsOf }) => ({
    ...draft,
    fields: [...(draft.fields ?? []), ...Array.from({ length: 8 }, () => [pick(fieldsOf, chance) ?? 'id', strangeText(chance)] as const)],
  })),
  trick('very many fields', 1, isForm, (draft, chance) => ({
    ...draft,
    fields: [...(draft.fields ?? []), ...Array.from({ length: chance.oneOf([900, 10_000]) }, (_one, at) => [`k${at}`, '1'] as const)],
  })),
  trick('a form in other bytes', 3, isForm, (draft, chance) => inOtherBytes(draft, chance)),
  trick('a form with files', 2, isForm, (draft, chance) => withFiles(draft, chance)),
  trick('a value', 9, isJson, (draft, chance, known) => ({ ...draft, json: changed(draft.json, chance, known) })),
  trick('two values', 3, isJson, (draft, chance, known) => ({
    ...draft,
    json: changed(changed(draft.json, chance, known), chance, known),
  })),
  trick('no object', 1, isJson, (draft, chance) => ({ ...draft, json: strangeValue(chance) ?? null })),
  trick('JSON in other bytes', 3, isJson, (draft, chance) => jsonInOtherBytes(draft, chance)),
  trick('far too large', 1, hasBody, (draft) =>
    asBytes(draft, bytes('x'.repeat(2 ** 21 + 1)), isJson(draft) ? 'application/json' : 'application/x-www-form-urlencoded'),
  ),
  trick('a body under another type', 2, hasBody, (draft, chance) => {
    const { body } = bodyOf({ ...draft, files: [] })
    return asBytes(draft, bytes(typeof body === 'string' ? body : ''), chance.oneOf(TYPES))
  }),
  trick(
    'a body where none belongs',
    1,
    (draft) => !hasBody(draft) && draft.method !== 'GET',
    (draft, chance) =>
      asBytes(draft, bytes(chance.oneOf(['{', '[]', 'null', 'a=1', '\u0000', '"x"', '{"__proto__":{"a":1}}'])), chance.oneOf(TYPES)),
  ),
  trick(
    'twice at once',
    2,
    (draft) => draft.method !== 'GET',
    (draft) => ({ ...draft, times: 2, atOnce: true }),
  ),
  trick(
    'again and again',
    1,
    (draft) => draft.method !== 'GET',
    (draft) => ({ ...draft, times: 3 }),
  ),
]

const LETTERS: readonly Trick[] = [
  trick('a letter', 30, isLetter, (draft, chance) => ({
    ...draft,
    body: bytes(strangeLetter(chance), chance.below(4) === 0 ? 'utf16le' : 'utf8'),
  })),
]

const TYPES: readonly [string, ...string[]] = [
  'application/json',
  ...['application/json; charset=utf-16', 'text/json', 'APPLICATION/JSON', 'application/x-www-form-urlencoded; charset=x', 'text/plain'],
  ...[
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=b',
    'multipart/mixed; boundary=b',
    'message/rfc822',
  ],
  ...['application/xml', 'application/octet-stream', ';', 'application/x-www-form-urlencoded, application/json', 'x'],
]

function inOtherBytes(draft: Draft, chance: Chance): Draft {
  const fields = draft.fields ?? []
  const plain = encoded(fields)
  const form = 'application/x-www-form-urlencoded'
  const multipart = 'multipart/form-data; boundary=b0und'
  const whole = packed(fields, 'b0und')
  const [body, type] = chance.oneOf<readonly [Uint8Array<ArrayBuffer>, string]>([
    [bytes(plain, 'utf16le'), form],
    [bytes(`${plain}&text=%ff%fe%`), form],
    [new Uint8Array([...bytes(`${plain}&text=`), 0xff, 0xc3, 0x28, 0x00, 0xed, 0xa0, 0x80]), form],
    [new Uint8Array(gzipSync(plain)), form],
    [bytes(`\ufeff${plain}`), form],
    [bytes(''), form],
    [bytes(whole.slice(0, Math.max(1, whole.length - 10 - chance.below(whole.length)))), multipart],
    [bytes(whole.replaceAll('b0und', 'other')), multipart],
    [bytes(whole.replaceAll('\r\n', '\n')), multipart],
    [bytes(whole.replace('form-data;', 'form-data; name*=utf-8\'\'%ff; filename="\r\nx: y";')), multipart],
    [bytes(whole.replaceAll('name="', 'name="a\u0000[b]')), multipart],
    [bytes(''), multipart],
  ])
  return asBytes(draft, body, type)
}

/** Files that are not what they say, of any name. */
const FILES: readonly [readonly [string, string, string], ...(readonly [string, string, string])[]] = [
  ...([
    ['a.png', 'image/png', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0000\u0001\u0000\u0000\u0000\u0001\u0000\u0000'],
    ['a.jpg', 'image/jpeg', '\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF'],
    ['a.svg', 'image/svg+xml', '<svg onload="globalThis.probed=1"/>'],
  ] as const),
  ['a.pdf', 'application/pdf', '%PDF-1.7\n%%EOF'],
  ['a.zip', 'application/zip', 'PK\u0003\u0004'],
  ['../../a\u0000.csv', 'text/csv', 'title,starts\n"unclosed,\u0000\n=1+1,0000-00-00\n'],
  ['a.csv', 'text/csv', `${'a,'.repeat(20_000)}\n${'"'.repeat(999)}`],
  [
    'a.ics',
    'text/calendar',
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:99999999T999999Z\r\nRRULE:FREQ=SECONDLY;COUNT=999999999\r\nEND:VEVENT\r\n',
  ],
  ['a.ics', 'text/calendar', 'BEGIN:VCALENDAR\r\n'.repeat(3000)],
  ['a.webm', 'audio/webm', '\u001aE\u00df\u00a3\u0001\u0000\u0000'],
  ['a.mp3', 'audio/mpeg', 'ID3\u0004\u0000\u0000\u007f\u007f\u007f\u007f'],
  ['', '', ''],
  ['\u202egnp.exe', 'x/y', 'MZ'],
  ['a.txt', 'text/plain; charset=utf-16', '\u00ff\u00fea\u0000b\u0000'],
]

function withFiles(draft: Draft, chance: Chance): Draft {
  const named = draft.files.map(([name]) => name)
  const names = named.length > 0 ? named : ['file', 'picture-1', 'media', 'csv', 'text']
  return {
    ...draft,
    files: names.map((field) => {
      const [name, type, content] = chance.oneOf(FILES)
      return [field, new File([bytes(content, 'latin1')], name, { type })] as const
    }),
  }
}

function jsonInOtherBytes(draft: Draft, chance: Chance): Draft {
  const plain = JSON.stringify(draft.json)
  const inner = plain.slice(1, -1)
  const json = 'application/json'
  const body = chance.oneOf<Uint8Array<ArrayBuffer>>([
    bytes(plain, 'utf16le'),
    bytes(`\ufeff${plain}`),
    new Uint8Array([...bytes(plain.slice(0, -1)), 0xff, 0xfe, 0x7d]),
    bytes(plain.slice(0, Math.max(1, chance.below(plain.length)))),
    bytes(`${plain}${plain}`),
    bytes(`{${inner}${inner === '' ? '' : ','}${inner}}`),
    bytes(`{${inner}${inner === '' ? '' : ','}"__proto__":{"id":"x","operator":true},"constructor":{"prototype":{"a":1}}}`),
    bytes(plain.replaceAll(/"([^"\\]{3,})"(?=[,}\]])/g, '"\\ud800$1"')),
    bytes(plain.replaceAll(/"([^"\\]{3,})"(?=[,}\]])/g, '"\\u0000"')),
    bytes(plain.replaceAll(/:(\d+)/g, ':1e400')),
    bytes(`${'['.repeat(5000)}${']'.repeat(5000)}`),
    new Uint8Array(gzipSync(plain)),
    bytes(''),
    bytes("{'a':1,}"),
    bytes('NaN'),
  ])
  return asBytes(draft, body, json)
}

/** With another value somewhere, one less, or one that its description knows and that nobody gave. */
function changed(json: unknown, chance: Chance, known: Known): unknown {
  if (Array.isArray(json) && json.length > 0 && chance.below(3) > 0) {
    const at = chance.below(json.length)
    return json.map((one: unknown, place) => (place === at ? changed(one, chance, known) : one))
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return strangeValue(chance)
  const entries: readonly (readonly [string, unknown])[] = Object.entries(json)
  const kind = chance.below(8)
  if (kind === 0 || entries.length === 0) return { ...json, [pick(known.fieldsOf, chance) ?? 'id']: strangeValue(chance) }
  const at = chance.below(entries.length)
  if (kind === 1) return Object.fromEntries(entries.filter((_entry, place) => place !== at))
  return Object.fromEntries(entries.map(([name, value], place) => [name, place === at ? changed(value, chance, known) : value]))
}

const TRICKS = [...HEADS, ...BODIES, ...LETTERS]

/** One or two of them, as the chance says. */
export function tricked(draft: Draft, chance: Chance, known: Known): { readonly draft: Draft; readonly what: string } {
  const one = drawn(draft, chance)
  const first = one.on(draft, chance, known)
  if (chance.below(4) > 0) return { draft: first, what: one.name }
  const other = drawn(first, chance)
  return { draft: other.on(first, chance, known), what: `${one.name}, ${other.name}` }
}

function drawn(draft: Draft, chance: Chance): Trick {
  const fitting = TRICKS.filter((one) => one.fits(draft))
  let left = chance.below(fitting.reduce((all, { weight }) => all + weight, 0))
  for (const one of fitting) if ((left -= one.weight) < 0) return one
  return fitting[0] ?? TRICKS[0] ?? trick('nothing', 1, always, (same) => same)
}
