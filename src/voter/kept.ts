import { b64Of, bytesOfB64, readWrappedRoot, rootBytes, type Credential, type Vote, type WrappedRoot } from '#hidden-ballot'
import type { Outside, Store } from './outside.ts'

/** What the client keeps, in its forms. A value that is none of them counts as not there. */

/** `open`: made when a credential was fetched in the background, and nobody has decided yet how it is to be kept. */
export type KeptRoot =
  | { readonly kind: 'open'; readonly root: Uint8Array }
  | { readonly kind: 'passkey'; readonly passkey: string; readonly wrapped: WrappedRoot }

/**
 * Several accounts may use one browser: each has a shelf of its own, named by a mark that the hub tells its pages and that leads to no account without the
 * hub's secret. `~` begins the name of a shelf that no account has claimed. '' is the shelf of what was kept before there were several.
 */
export type Shelf = string
export const oldShelf: Shelf = ''

const shelfHead = (shelf: Shelf): string => (shelf === oldShelf ? '' : `key.${shelf}.`)
/** On no shelf: they are the device's. */
const isCommon = (name: string): boolean => /^(key|log)\.|^(here|independent)$/.test(name)

export function onShelf(device: Store, shelf: Shelf): Store {
  const head = shelfHead(shelf)
  return {
    get: (name) => device.get(head + name),
    set: (name, value) => device.set(head + name, value),
    remove: (name) => device.remove(head + name),
    names: () =>
      head === ''
        ? device.names().filter((name) => !isCommon(name))
        : device.names().flatMap((name) => (name.startsWith(head) ? [name.slice(head.length)] : [])),
  }
}

export const isClaimed = (shelf: Shelf): boolean => shelf !== oldShelf && !shelf.startsWith('~')

export function moveShelf(device: Store, from: Shelf, to: Shelf): void {
  const [old, next] = [onShelf(device, from), onShelf(device, to)]
  // What does not arrive stays where it was.
  for (const name of old.names()) if (next.set(name, old.get(name) ?? '')) old.remove(name)
}

/** The account whose page was open here last. */
export const keepHere = (device: Store, mark: Shelf): boolean => device.set('here', mark)

export type KeyHere = { readonly shelf: Shelf; readonly kept: KeptRoot; readonly since: string | null; readonly isLast: boolean }

/** The keys on this device: first that of the account whose page was open here last, then by the day on which they came. */
export function keysHere(device: Store): readonly KeyHere[] {
  const shelves = new Set(device.names().map((name) => /^key\.([^.]+)\./.exec(name)?.[1] ?? oldShelf))
  const found = [...shelves].flatMap((shelf) => {
    const store = onShelf(device, shelf)
    const kept = keptRoot(store)
    return kept === null ? [] : [{ shelf, kept, since: store.get('since'), isLast: shelf === device.get('here') }]
  })
  return found.toSorted((one, other) => Number(other.isLast) - Number(one.isLast) || (one.since ?? '').localeCompare(other.since ?? ''))
}

/** Where a key that is made or entered here is kept: with the account whose page was open last, and never in the place of another key. */
export function shelfForNew({ device, random }: Pick<Outside, 'device' | 'random'>): Shelf {
  const here = device.get('here')
  return here !== null && keptRoot(onShelf(device, here)) === null ? here : freshShelf(random)
}

const freshShelf = (random: Outside['random']): Shelf => `~${b64Of(random(6))}`

/** Where this very key lies already: open, or known by a credential of its voter. */
export function shelfOfKey(device: Store, root: Uint8Array, { dialogue, voter }: Place): Shelf | null {
  const found = keysHere(device).find(({ shelf, kept }) =>
    kept.kind === 'open'
      ? b64Of(kept.root) === b64Of(root)
      : onShelf(device, shelf)
          .names()
          .some((name) => name.startsWith(`credential.${dialogue}.${voter}.`)),
  )
  return found?.shelf ?? null
}

/** The first of the marks is the one in use; under the others lies what was kept before the hub replaced its secret. */
export function claimedShelf(device: Store, marks: readonly Shelf[]): Shelf {
  const [first = oldShelf, ...before] = marks
  const earlier = before.find((mark) => keptRoot(onShelf(device, mark)) !== null)
  if (earlier !== undefined && keptRoot(onShelf(device, first)) === null) moveShelf(device, earlier, first)
  return first
}

/** The key stays on the device, but is no longer that of an account. */
export const unclaim = ({ device, random }: Pick<Outside, 'device' | 'random'>, shelf: Shelf): void =>
  moveShelf(device, shelf, freshShelf(random))

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
/** The day on which a key came here: by it people tell theirs from another. */
export const keepSince = (store: Store, now: number): boolean =>
  store.get('since') !== null || store.set('since', new Date(now).toISOString().slice(0, 10))
export const dropRoot = (store: Store): void => store.remove(rootName)

/** `voter`: whose it is, so that another root on the same device does not take it for its own. */
export type Place = { readonly dialogue: string; readonly voter: string }

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

/** `answers` wait for their moment; `chosen` were pressed and not decided yet. */
type Sort = 'answers' | 'chosen'

export const keepAnswers = (store: Store, place: Place, answers: Answers, sort: Sort = 'answers'): boolean =>
  store.set(`${sort}.${place.dialogue}.${place.voter}`, JSON.stringify(answers))

export function keptAnswers(store: Store, { dialogue, voter }: Place, sort: Sort = 'answers'): Answers {
  const held = parsed(store.get(`${sort}.${dialogue}.${voter}`))
  if (typeof held !== 'object' || held === null) return {}
  return Object.fromEntries(Object.entries(held).filter((entry): entry is [string, Answer] => isAnswer(entry[1])))
}

/** A statement that is being written, until it is sent. */
export const keptDraft = (store: Store, { dialogue, voter }: Place): string => store.get(`draft.${dialogue}.${voter}`) ?? ''
export function keepDraft(store: Store, { dialogue, voter }: Place, text: string): void {
  const name = `draft.${dialogue}.${voter}`
  if (text === '') store.remove(name)
  else store.set(name, text)
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
