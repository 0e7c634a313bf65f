import { b64Of, bytesOfB64, readWrappedRoot, rootBytes, type Credential, type Vote, type WrappedRoot } from '#hidden-ballot'
import type { Store } from './outside.ts'

/** What the client keeps, in its forms. A value that is none of them counts as not there. */

/** `open`: made when a credential was fetched in the background, and nobody has decided yet how it is to be kept. */
export type KeptRoot =
  | { readonly kind: 'open'; readonly root: Uint8Array }
  | { readonly kind: 'passkey'; readonly passkey: string; readonly wrapped: WrappedRoot }

const rootName = 'root'

export function keptRoot(store: Store): KeptRoot | null {
  const held = parsed(store.get(rootName))
  if (typeof held === 'string') {
    const root = bytesOfB64(held)
    return root?.length === rootBytes ? { kind: 'open', root } : null
  }
  if (typeof held !== 'object' || held === null || !('passkey' in held) || !('wrapped' in held)) return null
  const wrapped = readWrappedRoot(held.wrapped)
  return wrapped.ok && typeof held.passkey === 'string' ? { kind: 'passkey', passkey: held.passkey, wrapped: wrapped.value } : null
}

export const keepRootOpen = (store: Store, root: Uint8Array): boolean => store.set(rootName, JSON.stringify(b64Of(root)))
export const keepRootWrapped = (store: Store, passkey: string, wrapped: WrappedRoot): boolean =>
  store.set(rootName, JSON.stringify({ passkey, wrapped }))
export const dropRoot = (store: Store): void => store.remove(rootName)

/** `voter`: whose it is, so that another root on the same device does not take it for its own. */
type Place = { readonly dialogue: string; readonly voter: string }

const credentialName = ({ dialogue, voter }: Place, issuer: string): string => `credential.${dialogue}.${voter}.${issuer}`

export const keepCredential = (store: Store, place: Place, credential: Credential): boolean =>
  store.set(credentialName(place, credential.issuer), JSON.stringify(credential.signature))

export function keptCredential(store: Store, place: Place, issuer: string): Credential | null {
  const signature = parsed(store.get(credentialName(place, issuer)))
  return typeof signature === 'string' ? { issuer, signature } : null
}

/** The signed head of a hub's public log that was seen last here: a log that is shorter later, or another one, is noticed. */
export const keptHead = (store: Store, hub: string): string | null => store.get(`log.${hub}`)
export const keepHead = (store: Store, hub: string, note: string): boolean => store.set(`log.${hub}`, note)

/** Moments, in milliseconds: when the credential is asked for, and when the first message is sent. */
export function keptMoment(store: Store, name: 'ask' | 'send', dialogue: string): number | null {
  const moment = parsed(store.get(`${name}.${dialogue}`))
  return typeof moment === 'number' ? moment : null
}

export const keepMoment = (store: Store, name: 'ask' | 'send', { dialogue, moment }: { dialogue: string; moment: number }): boolean =>
  store.set(`${name}.${dialogue}`, String(moment))

/** Whoever uses the client of another host asks there: a slot has one credential, and the hub's own page must not be first. */
export const isIndependent = (store: Store): boolean => store.get('independent') !== null
export const becomeIndependent = (store: Store): boolean => store.set('independent', '1')

export type Answer = { readonly choice: Vote['choice']; readonly important: boolean }
export type Answers = Readonly<Record<string, Answer>>

/** Answers that wait for their moment. */
export const keepAnswers = (store: Store, place: Place, answers: Answers): boolean =>
  store.set(`answers.${place.dialogue}.${place.voter}`, JSON.stringify(answers))

export function keptAnswers(store: Store, { dialogue, voter }: Place): Answers {
  const held = parsed(store.get(`answers.${dialogue}.${voter}`))
  if (typeof held !== 'object' || held === null) return {}
  return Object.fromEntries(Object.entries(held).filter((entry): entry is [string, Answer] => isAnswer(entry[1])))
}

function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null || !('choice' in value) || !('important' in value)) return false
  return ['agree', 'disagree', 'pass'].some((choice) => choice === value.choice) && typeof value.important === 'boolean'
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
