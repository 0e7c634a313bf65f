import { readPublicKey, verify, type PublicKey } from '#blind-signatures'
import { bytesOfB64, utf8 } from './bytes.ts'
import type { Electorate, Registration, StandingQuestion, Statement, Vote } from './forms.ts'
import { issuerDigests, keyDigest, standingText, statementText, voterText, voteText } from './texts.ts'

/** The two checks of a signature, so that whoever has a faster one may bring it. None throws for what it is given. */
export type Checks = {
  /** Whether an issuer's key (SPKI, b64) signed the text. False for a key that must not be used. */
  credential(spki: string, text: string, signature: string): Promise<boolean>
  /** Whether a voter's key signed the text. */
  signature(voter: string, text: string, signature: string): Promise<boolean>
}

export type Fault =
  | 'registration.class'
  | 'registration.issuers'
  | 'registration.credential'
  | 'vote.signature'
  | 'statement.class'
  | 'statement.signature'
  | 'standing.class'
  | 'standing.signature'

/** A dialogue has one key or two; to read one takes longer than to use it. */
const keys = new Map<string, Promise<PublicKey | null>>()
const mostKeys = 64

async function keyOf(spki: string): Promise<PublicKey | null> {
  const known = keys.get(spki)
  if (known !== undefined) return known
  const reading = readPublicKey(bytesOfB64(spki) ?? new Uint8Array()).then((key) => (typeof key === 'string' ? null : key))
  if (keys.size >= mostKeys) keys.clear()
  keys.set(spki, reading)
  return reading
}

export const webChecks: Checks = {
  async credential(spki, text, signature) {
    const [key, bytes] = [await keyOf(spki), bytesOfB64(signature)]
    return key !== null && bytes !== null && verify(key, utf8(text), { signature: bytes })
  },
  async signature(voter, text, signature) {
    const [raw, bytes] = [bytesOfB64(voter), bytesOfB64(signature)]
    if (raw === null || bytes === null) return false
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']).catch(() => null)
    return key !== null && crypto.subtle.verify('Ed25519', key, bytes, utf8(text))
  },
}

/** Credentials of all issuers over this voter, each once, in the order of their digests. */
export async function checkRegistration(
  electorate: Electorate,
  registration: Registration,
  checks: Checks = webChecks,
): Promise<Fault | null> {
  if (registration.class !== electorate.class) return 'registration.class'
  const digests = issuerDigests(electorate)
  const { credentials, voter } = registration
  if (credentials.length !== digests.length || digests.some((digest, at) => credentials[at]?.issuer !== digest)) {
    return 'registration.issuers'
  }
  const spkis = new Map(electorate.issuers.map(({ key }) => [keyDigest(key), key]))
  const text = voterText(electorate, voter)
  const hold = await Promise.all(
    credentials.map(async ({ issuer, signature }) => checks.credential(spkis.get(issuer) ?? '', text, signature)),
  )
  return hold.every(Boolean) ? null : 'registration.credential'
}

export async function checkVote(electorate: Electorate, vote: Vote, checks: Checks = webChecks): Promise<Fault | null> {
  return (await checks.signature(vote.voter, voteText(electorate, vote), vote.signature)) ? null : 'vote.signature'
}

export async function checkStatement(electorate: Electorate, statement: Statement, checks: Checks = webChecks): Promise<Fault | null> {
  if (statement.class !== electorate.class) return 'statement.class'
  const holds = await checks.signature(statement.voter, statementText(electorate, statement), statement.signature)
  return holds ? null : 'statement.signature'
}

export async function checkStanding(electorate: Electorate, question: StandingQuestion, checks: Checks = webChecks): Promise<Fault | null> {
  if (question.class !== electorate.class) return 'standing.class'
  const holds = await checks.signature(question.voter, standingText(electorate, question.voter), question.signature)
  return holds ? null : 'standing.signature'
}
