import { randomUUID } from 'node:crypto'
import { until } from './findings.ts'
import type { PostOffice } from './post-office.ts'
import { STATEMENTS, type Stage } from './stage.ts'

/** What the hub said that it did, to be looked for afterwards. */
export type Ledger = {
  /** Session to statement to choice. */
  readonly votes: Map<string, Map<number, string>>
  readonly statements: string[]
  readonly posts: string[]
  readonly commitments: string[]
  readonly joined: { dialogue: number; community: number }
  readonly accounts: string[]
  /** Deeds that were answered with "done". */
  acknowledged: number
  /** Deeds that were sent again, because no answer came or the hub said that it could not. */
  again: number
  /** Answers that are a fault of the hub's (500), with their words. */
  readonly faults: string[]
  /** Refusals that nobody expected. */
  readonly refusals: string[]
}

export const openLedger = (): Ledger => ({
  ...{ votes: new Map(), statements: [], posts: [], commitments: [], accounts: [], faults: [], refusals: [] },
  ...{ joined: { dialogue: 0, community: 0 }, acknowledged: 0, again: 0 },
})

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly tries: number }
type Call = { readonly method: string; readonly path: string; readonly session?: string; readonly json?: unknown }

const ANSWER_LIMIT_MS = 15_000
const GIVES_UP_MS = 180_000
const PAUSE_MS = 150

export type Doing = { readonly url: string; readonly ledger: Ledger; readonly goesOn: () => boolean }

/** Sends it until it is answered, as a browser does that keeps what waits: the same again, under the same id. */
export async function insist({ url, ledger }: Doing, { method, path, session, json }: Call): Promise<Answer> {
  const began = performance.now()
  const headers = {
    ...{ accept: 'application/json', 'accept-language': 'en' },
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(session === undefined ? {} : { cookie: `session=${session}` }),
  }
  const sent = { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) }
  for (let tries = 1; performance.now() - began < GIVES_UP_MS; tries += 1) {
    try {
      const answer = await fetch(`${url}/api${path}`, { ...sent, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) })
      const text = await answer.text()
      if (answer.status === 500) ledger.faults.push(`${method} ${path}: ${text.slice(0, 200)}`)
      if (answer.status < 500) return { status: answer.status, body: JSON.parse(text || '{}') as Answer['body'], tries }
    } catch {
      // Nobody answered, or not to the end: whether it was done is not known.
    }
    if (tries === 1) ledger.again += 1
    await new Promise((done) => setTimeout(done, PAUSE_MS))
  }
  return { status: 0, body: {}, tries: 0 }
}

/** True where it was done now. A limit is no fault; any other refusal is noted, but where this says that it was done before. */
function isDone({ ledger }: Doing, call: Call, { status, body, tries }: Answer, before: readonly string[] = []): boolean {
  if (status === 200) {
    ledger.acknowledged += 1
    return true
  }
  if (tries > 1 && before.includes(String(body['type']))) return true
  if (status !== 429) ledger.refusals.push(`${call.method} ${call.path}: ${status} ${String(body['type'])}`)
  return false
}

const CHOICES = ['agree', 'disagree', 'pass'] as const

/** Somebody takes part, comes in, and then votes, adds statements and writes, one after the other. */
export async function takePart(doing: Doing, { dialogue, community }: Stage, session: string): Promise<void> {
  const { ledger } = doing
  const votes = new Map<number, string>()
  ledger.votes.set(session, votes)
  const send = async (call: Call, before?: readonly string[]) => {
    const answer = await insist(doing, { ...call, session })
    return { ...answer, done: isDone(doing, call, answer, before) }
  }
  const begun = await send({ method: 'POST', path: `/dialogues/${dialogue.slug}/participation`, json: {} })
  if (begun.done) ledger.joined.dialogue += 1
  const came = await send({ method: 'POST', path: `/communities/${community}/membership`, json: {} }, ['community.member-already'])
  if (came.done) ledger.joined.community += 1
  for (let turn = 0; doing.goesOn(); turn += 1) {
    if (turn % 5 === 2) {
      const text = `Somebody said ${randomUUID()}`
      const { done } = await send({
        ...{ method: 'POST', path: `/dialogues/${dialogue.slug}/statements` },
        json: { text, language: 'en', sending: randomUUID() },
      })
      if (done) ledger.statements.push(text)
    } else if (turn % 5 === 4) {
      const { done, body } = await send({
        ...{ method: 'POST', path: `/communities/${community}/posts` },
        json: { sending: randomUUID(), title: 'Said', text: 'Somebody said it.', language: 'en' },
      })
      if (done) ledger.posts.push(String(body['id']))
    } else {
      const statement = turn % STATEMENTS
      const choice = CHOICES[turn % 3] ?? 'pass'
      const { done } = await send({ method: 'PUT', path: `/dialogues/${dialogue.slug}/statements/${statement}/vote`, json: { choice } })
      if (done) votes.set(statement, choice)
    }
  }
}

/** A steward makes commitments, one after the other. */
export async function commit(doing: Doing, { body, steward }: Stage): Promise<void> {
  const today = new Date().toISOString().slice(0, 10)
  for (let turn = 0; doing.goesOn(); turn += 1) {
    const plan = {
      title: `Promise ${turn}`,
      text: 'It will be done.',
      language: 'en',
      owner: 'Office',
      startsOn: today,
      dueOn: '2099-01-01',
    }
    const call = { method: 'POST', path: '/commitments', session: steward, json: { sending: randomUUID(), lead: body, sdgs: [4], ...plan } }
    const answer = await insist(doing, call)
    if (isDone(doing, call, answer)) doing.ledger.commitments.push(String(answer.body['id']))
    await new Promise((done) => setTimeout(done, PAUSE_MS))
  }
}

const LETTER_LIMIT_MS = 120_000
let newcomers = 0

/** People come for the first time: they ask for a link, get a letter, and open their account with it. */
export async function comeIn(doing: Doing, office: PostOffice): Promise<void> {
  while (doing.goesOn()) {
    newcomers += 1
    const email = `newcomer${newcomers}-${process.pid}@example.org`
    const asking = { method: 'POST', path: '/sign-in-links', json: { email } }
    if (!isDone(doing, asking, await insist(doing, asking))) continue
    const letter = () => office.letters.find(({ to }) => to === email)
    if (!(await until(() => letter() !== undefined, LETTER_LIMIT_MS))) {
      doing.ledger.refusals.push('A letter with a link never came.')
      continue
    }
    const opening = { method: 'POST', path: '/sessions', json: { token: letter()?.token ?? '', newcomerName: `Newcomer ${newcomers}` } }
    // The link works once: where the answer was lost, the account is there and the link is spent.
    if (isDone(doing, opening, await insist(doing, opening), ['sign-in-link.spent'])) doing.ledger.accounts.push(email)
  }
}
