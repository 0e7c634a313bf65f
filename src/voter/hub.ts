import {
  fieldsOf,
  isElectorate,
  isFlag,
  isText,
  listOf,
  mostSeq,
  numberFrom,
  orNull,
  textLike,
  type Electorate,
  type Guard,
  type Registration,
  type StandingQuestion,
  type Statement,
  type Vote,
} from '#hidden-ballot'
import type { Outside } from './outside.ts'

/** What the hub and the box are asked (packages/hidden-ballot/API.md). `fault`: a code; `detail`: the hub's own sentence, or null. */
export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: string; readonly detail: string | null }

export type Issuance = {
  readonly id: string
  readonly electorate: Electorate
  readonly key: string
  readonly title: string
  readonly box: string
  readonly opens: string
  readonly closes: string
  readonly votingOpens: string
  readonly votingCloses: string
  readonly asked: boolean
}
/** `marks`: of the account, for the names of what is kept on this device; the first is the one in use. Never told to a box. */
export type Issuances = { readonly marks: readonly string[]; readonly issuances: readonly Issuance[] }
export type BoxState = {
  readonly electorates: readonly Electorate[]
  readonly votingOpens: string
  readonly votingCloses: string
  readonly open: boolean
  readonly languages: readonly string[]
  readonly statements: readonly { readonly number: number; readonly text: string; readonly language: string }[]
  readonly batches: number
}
export type Standing = {
  readonly registered: boolean
  readonly seq: number
  readonly muted: boolean
  readonly reasons: string | null
  readonly votes: readonly { readonly statement: number; readonly choice: string; readonly important: boolean }[]
}

const isNumber = numberFrom(0, mostSeq)
const isIssuance = fieldsOf<Issuance>({
  id: isText,
  electorate: isElectorate,
  key: isText,
  title: isText,
  box: isText,
  opens: isText,
  closes: isText,
  votingOpens: isText,
  votingCloses: isText,
  asked: isFlag,
})
const isMark = textLike(/^[\w-]{12}$/)
const isBoxState = fieldsOf<BoxState>({
  electorates: listOf(isElectorate),
  votingOpens: isText,
  votingCloses: isText,
  open: isFlag,
  languages: listOf(isText),
  statements: listOf(fieldsOf<BoxState['statements'][number]>({ number: isNumber, text: isText, language: isText })),
  batches: isNumber,
})
const isStanding = fieldsOf<Standing>({
  registered: isFlag,
  seq: isNumber,
  muted: isFlag,
  reasons: orNull(isText),
  votes: listOf(fieldsOf<Standing['votes'][number]>({ statement: isNumber, choice: isText, important: isFlag })),
})

/** The issuer knows the account: asked by its own pages alone, with its session. */
export function issuerOf({ fetch }: Pick<Outside, 'fetch'>) {
  const init: RequestInit = { credentials: 'same-origin', referrerPolicy: 'no-referrer', cache: 'no-store' }
  const at = '/api/credentials/issuances'
  return {
    issuances: async () =>
      asked(fetch, { address: at, init }, fieldsOf<Issuances>({ marks: listOf(isMark), issuances: listOf(isIssuance) })),
    credential: async (issuance: string, blinded: string) =>
      asked(
        fetch,
        { address: `${at}/${encodeURIComponent(issuance)}/credential`, init: posted(init, JSON.stringify({ blinded })) },
        fieldsOf<{ signature: string }>({ signature: isText }),
      ),
  }
}

/** The box knows no account and is told none: no cookie, no address of a page, and bodies of one length. `base`: its origin, '' for the page's own. */
export function boxOf({ fetch }: Pick<Outside, 'fetch'>, base: string, dialogue: string) {
  const init: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' }
  const at = `${base}/api/ballots/${encodeURIComponent(dialogue)}`
  const post = async <T>(name: string, value: object, guard: Guard<T>) =>
    asked(fetch, { address: `${at}/${name}`, init: posted(init, padded(JSON.stringify(value))) }, guard)
  const file = async (name: string): Promise<Uint8Array | undefined> => {
    const answer = await fetch(`${at}/${name}`, init).catch(() => null)
    return answer?.ok === true ? new Uint8Array(await answer.arrayBuffer()) : undefined
  }
  return {
    state: async () => asked(fetch, { address: at, init }, isBoxState),
    standing: async (question: StandingQuestion) => post('standing', question, isStanding),
    register: async (registration: Registration) => post('registrations', registration, isObject),
    vote: async (of: string, votes: readonly Vote[]) => post('votes', { class: of, votes }, isObject),
    write: async (statement: Statement) => post('statements', statement, isObject),
    election: async () => file('election'),
    batch: async (number: number) => file(`batches/${number}`),
  }
}

export type Issuer = ReturnType<typeof issuerOf>
export type Box = ReturnType<typeof boxOf>

const isObject: Guard<object> = (value): value is object => typeof value === 'object' && value !== null

const posted = (init: RequestInit, body: string): RequestInit => ({
  ...init,
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body,
})

const block = 2048

/** The length of what is sent must not say whether it is a vote, a registration or a statement. White space after JSON is JSON. */
export function padded(json: string): string {
  const bytes = new TextEncoder().encode(json).length
  return json + ' '.repeat((block - (bytes % block)) % block)
}

/** One question; what is not of the form that is asked for counts as no answer. */
export async function asked<T>(
  fetch: Outside['fetch'],
  { address, init }: { readonly address: string; readonly init: RequestInit },
  guard: Guard<T>,
): Promise<Answered<T>> {
  const answer = await fetch(address, init).catch(() => null)
  if (answer === null) return { ok: false, fault: 'network', detail: null }
  const value: unknown = await answer.json().catch(() => null)
  if (!answer.ok) return { ok: false, fault: textIn(value, 'type') ?? String(answer.status), detail: textIn(value, 'title') }
  return guard(value) ? { ok: true, value } : { ok: false, fault: 'unreadable', detail: null }
}

function textIn(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null
  const held: unknown = new Map<string, unknown>(Object.entries(value)).get(name)
  return typeof held === 'string' ? held : null
}
