import { blind, finalize, numberOf, readPublicKey, type KeyFault } from '#blind-signatures'
import { b64Of, bytesOfB64, textDigest, utf8 } from './bytes.ts'
import type { Credential, Electorate, Registration, Statement, StandingQuestion, Vote } from './forms.ts'
import { issuerDigests, keyDigest, standingText, statementText, voterText, voteText } from './texts.ts'

/**
 * Everything that a voter holds in a dialogue comes from one root of 32 bytes, so that every device that has the root is the same voter, and a lost
 * credential can be asked for again. What is derived for one electorate says nothing about another.
 */
export type Voter = {
  /** The public key, b64. */
  readonly key: string
  sign(text: string): Promise<string>
}

export const rootBytes = 32
const zeros = new Uint8Array(32)

/** Of 3072 bits or more, 128 bits more than the modulus has: then what is left over by the division says nothing. */
const factorSurplus = 16

type Purpose = 'seed' | 'salt' | 'factor'

async function derived(root: Uint8Array, info: readonly string[], length: number): Promise<Uint8Array<ArrayBuffer>> {
  if (root.length !== rootBytes) throw new RangeError(`a root has ${rootBytes} bytes`)
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(root), 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: zeros, info: utf8(info.join('\n')) }
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 8 * length))
}

/**
 * All keys of the electorate are in it: whoever is shown a key of their own has a voter key of their own too, and a factor is never used for two messages,
 * whose relation would show through.
 */
function info(electorate: Electorate, purpose: Purpose, issuer = '-'): readonly string[] {
  const { hub, dialogue, class: of } = electorate
  return ['passerelle/hidden/v1', purpose, hub, dialogue, of, textDigest(issuerDigests(electorate).join('\n')), issuer]
}

/** Before the 32 bytes of a seed, what makes them a PKCS #8 key of Ed25519 (RFC 8410). */
const pkcs8Head = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20)

/** Throws where the browser has no Ed25519: ask `hasEd25519` first. */
export async function voterOf(root: Uint8Array, electorate: Electorate): Promise<Voter> {
  const seed = await derived(root, info(electorate, 'seed'), 32)
  const pkcs8 = Uint8Array.from([...pkcs8Head, ...seed])
  const open = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const { x } = await crypto.subtle.exportKey('jwk', open)
  const signing = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign'])
  return {
    key: x ?? '',
    sign: async (text) => b64Of(new Uint8Array(await crypto.subtle.sign('Ed25519', signing, utf8(text)))),
  }
}

/** Browsers learnt it late (Chromium 137, Firefox 129, Safari 17), and keep their cryptography from pages without https. */
export async function hasEd25519(): Promise<boolean> {
  try {
    await crypto.subtle.importKey('pkcs8', Uint8Array.from([...pkcs8Head, ...zeros]), 'Ed25519', false, ['sign'])
    return true
  } catch {
    return false
  }
}

export type BlindedRequest = {
  /** For the issuer, b64. The same from every device that holds the root. */
  readonly blinded: string
  /** Null where the issuer's answer is no signature of its key over this voter. */
  finish(signature: string): Promise<Credential | null>
}

export type RequestFault = KeyFault | 'issuer.unknown' | 'issuer.unlucky'

/** What is sent to one issuer of the electorate. */
export async function blindedRequest(root: Uint8Array, electorate: Electorate, issuer: string): Promise<BlindedRequest | RequestFault> {
  const spki = electorate.issuers.map(({ key }) => key).find((key) => keyDigest(key) === issuer)
  if (spki === undefined) return 'issuer.unknown'
  const key = await readPublicKey(bytesOfB64(spki) ?? zeros)
  if (typeof key === 'string') return key
  const message = utf8(voterText(electorate, (await voterOf(root, electorate)).key))
  const salt = await derived(root, info(electorate, 'salt', issuer), 48)
  const wide = await derived(root, info(electorate, 'factor', issuer), key.bytes + factorSurplus)
  const blinded = await blind(key, message, { salt, factor: numberOf(wide) % key.modulus })
  // A number that shares a divisor with the modulus would be one of its primes: nobody meets one.
  if (typeof blinded === 'string') return 'issuer.unlucky'
  return {
    blinded: b64Of(blinded.message),
    async finish(signature) {
      const bytes = bytesOfB64(signature)
      const open = bytes && (await finalize(key, message, { signature: bytes, inverse: blinded.inverse }))
      return open === null ? null : { issuer, signature: b64Of(open) }
    },
  }
}

export const registrationOf = (voter: Voter, { class: of }: Electorate, credentials: readonly Credential[]): Registration => ({
  class: of,
  voter: voter.key,
  credentials: credentials.toSorted((one, other) => (one.issuer < other.issuer ? -1 : 1)),
})

export async function signedVote(voter: Voter, electorate: Electorate, vote: Omit<Vote, 'voter' | 'signature'>): Promise<Vote> {
  const unsigned = { voter: voter.key, ...vote }
  return { ...unsigned, signature: await voter.sign(voteText(electorate, unsigned)) }
}

export async function signedStatement(
  voter: Voter,
  electorate: Electorate,
  statement: Pick<Statement, 'seq' | 'language' | 'text'>,
): Promise<Statement> {
  const unsigned = { class: electorate.class, voter: voter.key, ...statement }
  return { ...unsigned, signature: await voter.sign(statementText(electorate, unsigned)) }
}

export async function standingQuestion(voter: Voter, electorate: Electorate): Promise<StandingQuestion> {
  const signature = await voter.sign(standingText(electorate, voter.key))
  return { class: electorate.class, voter: voter.key, signature }
}
