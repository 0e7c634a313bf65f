import { constants, createPublicKey, generateKeyPairSync, privateDecrypt, type KeyObject } from 'node:crypto'
import {
  batchOf,
  checkRegistration,
  checkStanding,
  checkStatement,
  checkVote,
  electionFile,
  keyDigest,
  readRegistration,
  readStanding,
  readStatement,
  readVotes,
  type Ballot,
  type Electorate,
  type Registration,
  type Statement,
} from '#hidden-ballot'
import type { Outside, Store } from '../outside.ts'

/** A hub as the client meets it: one dialogue, one issuer, one box; and a list of all that it was asked. */
export type StagedHub = {
  readonly fetch: Outside['fetch']
  readonly electorate: Electorate
  readonly asked: { readonly path: string; readonly init: RequestInit }[]
  readonly registrations: Registration[]
  readonly votes: Ballot[]
  readonly statements: Statement[]
  /** What the account is told of its issuance; a test may lie here. */
  readonly issuance: Record<string, unknown>
  /** Of the account that is signed in; a test signs another in. */
  marks: readonly string[]
  open: boolean
  /** Another key signs: what a lying issuer would do. */
  lies: boolean
}

const dialogue = '0f3c8a52-5d0e-4a57-9d0e-1a2b3c4d5e6f'
const anyKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey
const spkiOf = (one: KeyObject): Buffer => createPublicKey(one).export({ format: 'der', type: 'spki' })
// The lying key has the larger modulus: what is blinded for the right one is always a number below it.
const [one, next] = [anyKey(), anyKey()]
const [secret, other] = Buffer.compare(spkiOf(one), spkiOf(next)) < 0 ? [one, next] : [next, one]
const key = spkiOf(secret).toString('base64url')

export function stagedHub(): StagedHub {
  const electorate: Electorate = {
    ...{ form: 'passerelle-electorate/1', hub: 'hub.example.org', dialogue, class: 'all' },
    issuers: [{ name: 'hub.example.org', key }],
  }
  const issuance: Record<string, unknown> = {
    ...{ id: dialogue, electorate, key: keyDigest(key), title: 'Bourses', box: 'https://hub.example.org' },
    ...{ opens: '2026-12-01', closes: '2026-12-08', votingOpens: '2026-12-10', votingCloses: '2026-12-24', asked: false },
  }
  const hub: StagedHub = {
    fetch: answer,
    electorate,
    asked: [],
    registrations: [],
    votes: [],
    statements: [],
    issuance,
    marks: ['account-one-'],
    open: true,
    lies: false,
  }
  /** By the account, of which the hub knows the mark. */
  const slots = new Map<string, string>()

  async function answer(path: string, init: RequestInit): Promise<Response> {
    hub.asked.push({ path, init })
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null
    if (path === '/api/credentials/issuances')
      return Response.json({ marks: hub.marks, issuances: [{ ...issuance, asked: slots.has(hub.marks[0] ?? '') }] })
    if (path.startsWith('/api/credentials/')) return issued(body)
    if (path === `/api/ballots/${dialogue}`) return Response.json(state(hub))
    if (path.endsWith('/election')) return new Response(election(hub))
    if (path.endsWith('/batches/1')) return new Response(batch(hub).bytes)
    return boxed(hub, path.split('/').at(-1) ?? '', body)
  }

  function issued(body: unknown): Response {
    const blinded = typeof body === 'object' && body !== null && 'blinded' in body ? String(body.blinded) : ''
    const [account = ''] = hub.marks
    const before = slots.get(account)
    if (before !== undefined && before !== blinded) return refusal(409, 'credential.another-asked')
    if (before === undefined && [...slots.values()].includes(blinded)) return refusal(409, 'credential.key-taken')
    slots.set(account, blinded)
    const signer = { key: hub.lies ? other : secret, padding: constants.RSA_NO_PADDING }
    return Response.json({ signature: privateDecrypt(signer, Buffer.from(blinded, 'base64url')).toString('base64url') })
  }
  return hub
}

const refusal = (status: number, code: string): Response => Response.json({ type: code, title: `The hub says ${code}` }, { status })

const state = ({ electorate, open }: StagedHub) => ({
  ...{ electorates: [electorate], votingOpens: '2026-12-10', votingCloses: '2026-12-24', open, languages: ['fr', 'en'], batches: 1 },
  statements: [1, 2, 3].map((number) => ({ number, text: `Statement ${number}`, language: 'en' })),
})

async function boxed(hub: StagedHub, name: string, body: unknown): Promise<Response> {
  const { electorate, registrations, votes, statements } = hub
  if (name === 'registrations') {
    const read = readRegistration(body)
    if (!read.ok || (await checkRegistration(electorate, read.value)) !== null) return refusal(400, 'ballot.malformed')
    if (registrations.every(({ voter }) => voter !== read.value.voter)) registrations.push(read.value)
    return Response.json({ registered: true })
  }
  if (name === 'votes') {
    const read = readVotes(body)
    const faults = read.ok ? await Promise.all(read.value.votes.map(async (vote) => checkVote(electorate, vote))) : ['malformed']
    if (!read.ok || faults.some((fault) => fault !== null)) return refusal(400, 'ballot.malformed')
    votes.push(...read.value.votes.map((vote) => ({ class: 'all', ...vote })))
    return Response.json({ taken: read.value.votes.length })
  }
  if (name === 'statements') {
    const read = readStatement(body)
    if (!read.ok || (await checkStatement(electorate, read.value)) !== null) return refusal(400, 'ballot.malformed')
    statements.push(read.value)
    return Response.json({ taken: true })
  }
  const read = readStanding(body)
  if (!read.ok || (await checkStanding(electorate, read.value)) !== null) return refusal(400, 'ballot.malformed')
  return Response.json(standing(hub, read.value.voter))
}

function standing({ registrations, votes, statements }: StagedHub, voter: string) {
  const own = votes.filter((vote) => vote.voter === voter)
  const last = own.filter((vote) => !own.some((later) => later.statement === vote.statement && later.seq > vote.seq))
  return {
    registered: registrations.some((one) => one.voter === voter),
    seq: Math.max(0, ...own.map(({ seq }) => seq), ...statements.filter((one) => one.voter === voter).map(({ seq }) => seq)),
    ...{ muted: false, reasons: null },
    votes: last.map(({ statement, choice, important }) => ({ statement, choice, important })),
  }
}

const batch = ({ electorate: { hub }, registrations, votes }: StagedHub) =>
  batchOf({ hub, dialogue, number: 1, previous: null, registrations, votes })

function election(hub: StagedHub): Uint8Array<ArrayBuffer> {
  const { registrations, votes, electorate } = hub
  const voted = new Set(votes.map(({ voter }) => voter)).size
  const issuers = electorate.issuers.map((issuer) => ({ ...issuer, roll: 60, issued: null, commitment: null }))
  const batches = [{ number: 1, digest: batch(hub).digest, registrations: registrations.length, votes: votes.length }]
  const counts = { registered: registrations.length, voted, closed: false }
  return electionFile({ hub: electorate.hub, dialogue, least: 50, electorates: [{ class: 'all', issuers }], batches, ...counts }).bytes
}

/** A device on its own, whose clock a test moves. */
export function stagedOutside(hub: Pick<StagedHub, 'fetch'>, device: Store, first = 1): Outside & { at: number } {
  let drawn = first
  const outside = {
    fetch: hub.fetch,
    device,
    at: Date.parse('2026-12-02T10:00:00Z'),
    now: () => outside.at,
    random: (bytes: number) => Uint8Array.from({ length: bytes }, () => (drawn = (drawn * 1103515245 + 12345) % 2 ** 31) >>> 16),
  }
  return outside
}
