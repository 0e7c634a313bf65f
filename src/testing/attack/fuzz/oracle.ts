import type { Made } from './cases.ts'
import { LONGEST_MS, type Answer } from './sending.ts'

// What must be true of every answer, whatever was sent.

/** What an answer would show of the inside: a trace, a statement of the database or its complaint, a path of the machine. */
const INSIDE: readonly (readonly [string, RegExp])[] = [
  ['a trace', /\n\s+at (?:async )?\S+ ?\(?(?:file:|node:|\/)/],
  ['a path', /node_modules|\/src\/(?:modules|core|web|platform|main)\/|file:\/\/\//],
  ['a statement', /\b(?:select|insert into|update|delete from) "\w+"/i],
  [
    'a complaint of the database',
    /violates (?:\w+[- ])+constraint|invalid input syntax|duplicate key value|relation "\w+"|column "\w+" of/,
  ],
  ['a complaint of the program', /\b(?:TypeError|RangeError|SyntaxError|ZodError|undefined is not|Cannot read prop|is not a function)\b/],
]

/** Turned away before anybody reads it. */
const UNREAD = new Set([413, 431])

export function faultsOf(made: Made, answer: Answer): readonly string[] {
  const { status, headers, text, tookMs } = answer
  if (status === 0 || tookMs > LONGEST_MS) return [`no answer within ${LONGEST_MS / 1000} s`]
  const found: string[] = []
  if (status >= 500) found.push(`answered with ${status}`)
  found.push(...headFaults(headers, text))
  if (status >= 400) {
    for (const [what, sign] of INSIDE) if (sign.test(text)) found.push(`the answer shows ${what}: ${sign.exec(text)?.[0] ?? ''}`)
    if (answer.method !== 'HEAD') found.push(...refusalFaults(made, answer))
  }
  return found
}

function headFaults(headers: Headers, text: string): readonly string[] {
  const found: string[] = []
  const [type, policy] = [headers.get('content-type'), headers.get('content-security-policy') ?? '']
  if (headers.get('x-content-type-options') !== 'nosniff') found.push('no nosniff')
  if (!policy.startsWith("default-src 'none'") || /unsafe|nonce|\*/.test(policy)) found.push(`the policy is ${policy}`)
  if (type === null && text !== '') found.push('a body without a type')
  if (type !== null && /^text\/|javascript/.test(type) && !/charset=utf-8|event-stream/i.test(type)) found.push(`${type} names no charset`)
  const to = headers.get('location')
  if (to !== null && !/^\/(?![/\\])/.test(to) && !KNOWN_WAYS_OUT.test(to)) found.push(`leads to ${to}`)
  return found
}

/** Where the hub itself leads out: providers of sign-in, and calls whose senders named their page. */
const KNOWN_WAYS_OUT = /^https:\/\/(?:ministry\.example|hub\.test)\//

function refusalFaults(made: Made, { status, headers, text, path }: Answer): readonly string[] {
  const type = headers.get('content-type') ?? ''
  if (path.startsWith('/api/')) return problemFaults(made, status, type, text)
  // A script, a picture or the state of the machine is asked for by no reader.
  if (/^\/(assets|healthz|metrics|\.well-known|dev)\b|\.js$/.test(path)) return []
  if (!type.startsWith('text/html')) return text === '' || status === 416 ? [] : [`a refusal of the type ${type}`]
  const found: string[] = []
  const lang = /<html[^>]* lang="([\w-]+)"/.exec(text)?.[1]
  if (made.draft.spoken && lang !== made.locale) found.push(`a page in ${lang} where ${made.locale} was asked for`)
  if (made.draft.readable && !UNREAD.has(status) && !isForeign(made)) found.push(...lostIn(made, text))
  return found
}

/** What another site sends is shown nothing of. */
const isForeign = ({ draft: { headers } }: Made): boolean => 'origin' in headers || 'sec-fetch-site' in headers

/** Texts that were sent and that the page of the refusal does not hold. */
const lostIn = ({ draft, marks }: Made, text: string): readonly string[] =>
  marks
    .filter((mark) => draft.fields?.some(([, value]) => value.includes(mark)) === true)
    .flatMap((mark) => (text.includes(mark) ? [] : [`what was written in ${nameOf(draft, mark)} is lost`]))

const nameOf = ({ fields }: Made['draft'], mark: string): string => fields?.find(([, value]) => value.includes(mark))?.[0] ?? ''

function problemFaults({ locale, draft }: Made, status: number, type: string, text: string): readonly string[] {
  if (!type.startsWith('application/problem+json')) return [`a refusal of the type ${type}`]
  const said: unknown = JSON.parse(text)
  if (typeof said !== 'object' || said === null || !('status' in said) || !('title' in said) || !('type' in said))
    return ['a problem without a title']
  const found = said.status === status ? [] : [`a problem that says ${String(said.status)} for ${status}`]
  // The sentence is in the language that was asked for, as far as its script shows.
  const asked = !('accept-language' in draft.headers)
  if (asked && typeof said.title === 'string' && /\p{Script=Arabic}/u.test(said.title) !== (locale === 'ar'))
    found.push(`a problem in another language than ${locale}`)
  return found
}
