import { blindedRequest, voterOf, type Electorate } from '#hidden-ballot'
import type { Answered, Issuance, Issuer } from './hub.ts'
import {
  claimedShelf,
  isIndependent,
  keepCredential,
  keepHere,
  keepMoment,
  keepRootOpen,
  keepSince,
  keptCredential,
  keptMoment,
  keptRoot,
  moveShelf,
  oldShelf,
  onShelf,
  unclaim,
  type Shelf,
} from './kept.ts'
import { below, visitStore, type Outside, type Store } from './outside.ts'

/** Asks this hub's issuer, checks the answer and keeps it. */
export async function askCredential(
  issuer: Issuer,
  { id, electorate, key }: Issuance,
  { root, store }: { readonly root: Uint8Array; readonly store: Store },
): Promise<Answered<null>> {
  const voter = await voterOf(root, electorate)
  const place = { dialogue: electorate.dialogue, voter: voter.key }
  if (keptCredential(store, place, key) !== null) return { ok: true, value: null }
  const request = await blindedRequest(root, electorate, key)
  if (typeof request === 'string') return { ok: false, fault: 'credential.refused', detail: null }
  const answer = await issuer.credential(id, request.blinded)
  if (!answer.ok) return answer
  const credential = await request.finish(answer.value.signature)
  if (credential === null) return { ok: false, fault: 'credential.refused', detail: null }
  keepCredential(store, place, credential)
  return { ok: true, value: null }
}

const day = 86_400_000

/** Whether the keys of an electorate stand in the public log (public-log.ts, which the pages of an account load only where there is something to ask for). */
export type Look = (wanted: { readonly electorate: Electorate; readonly memory: Store }) => Promise<Answered<unknown>>

/**
 * Every member's device does this on every page of the account, whether or not its owner will vote: so that to have asked says nothing. Each at a random moment
 * of the window, at the first visit after it; in the last day at once.
 */
export async function askInBackground(outside: Outside, issuer: Issuer, look: Look): Promise<number> {
  const { device } = outside
  if (isIndependent(device)) return 0
  const told = await issuer.issuances()
  if (!told.ok) return 0
  const { marks, issuances } = told.value
  const shelf = claimedShelf(device, marks)
  keepHere(device, shelf)
  const own = { ...outside, device: onShelf(device, shelf) }
  // A key that is not in the log, or a log that cannot be read now: the next page tries again.
  const isLogged = async ({ electorate }: Issuance): Promise<boolean> => (await look({ electorate, memory: device })).ok
  if (mayTakeOld(device, own.device)) {
    const before = issuances.filter(({ asked }) => asked)
    await takeOld(outside, issuer, { shelf, before, isLogged })
  }
  let asked = 0
  for (const issuance of issuances) {
    if (issuance.asked || !isDue(own, issuance)) continue
    if (rootHere(own) === null) break
    if (!(await isLogged(issuance))) continue
    if (await askForAccount(outside, issuer, { shelf, issuance })) asked += 1
  }
  return asked
}

type ForAccount = { readonly shelf: Shelf; readonly issuance: Issuance }

/** A key that another account has used is put aside, and this account gets one of its own. */
async function askForAccount(outside: Outside, issuer: Issuer, { shelf, issuance }: ForAccount): Promise<boolean> {
  const own = { ...outside, device: onShelf(outside.device, shelf) }
  const ask = async () => {
    const root = rootHere(own)
    return root === null ? null : askCredential(issuer, issuance, { root, store: own.device })
  }
  const answer = await ask()
  if (answer?.ok !== false || answer.fault !== keyTaken) return answer?.ok === true
  unclaim(outside, shelf)
  return (await ask())?.ok === true
}

export const keyTaken = 'credential.key-taken'

const mayTakeOld = (device: Store, own: Store): boolean =>
  keptRoot(own) === null && own.get('not-old') === null && keptRoot(onShelf(device, oldShelf))?.kind === 'open'

type Taking = { readonly shelf: Shelf; readonly before: readonly Issuance[]; readonly isLogged: (issuance: Issuance) => Promise<boolean> }

/**
 * What was kept here before there were shelves is this account's where the issuer answers its request again: then the digest of the account's slot is that of this
 * key. Otherwise it stays, and the page of the hidden voice offers it.
 */
async function takeOld({ device }: Outside, issuer: Issuer, { shelf, before, isLogged }: Taking): Promise<void> {
  const old = keptRoot(onShelf(device, oldShelf))
  if (old?.kind !== 'open') return
  for (const issuance of before) {
    if (!(await isLogged(issuance))) return
    const answer = await askCredential(issuer, issuance, { root: old.root, store: visitStore() })
    if (answer.ok) return moveShelf(device, oldShelf, shelf)
    if (answer.fault !== 'credential.another-asked') return
  }
  if (before.length > 0) onShelf(device, shelf).set('not-old', '1')
}

function isDue({ device, now, random }: Outside, { electorate: { dialogue }, opens, closes }: Issuance): boolean {
  const [begin, end] = [Date.parse(opens), Date.parse(closes) + day]
  if (now() < begin || now() >= end) return false
  const left = Math.max(0, end - day - now())
  const moment = keptMoment(device, 'ask', dialogue) ?? now() + below({ random }, left)
  keepMoment(device, 'ask', { dialogue, moment })
  return now() >= moment
}

/** Null where the owner has locked it away, or where this browser keeps nothing: then the plain button is left. */
function rootHere({ device, random, now }: Outside): Uint8Array | null {
  const kept = keptRoot(device)
  if (kept !== null) return kept.kind === 'open' ? kept.root : null
  const root = random(32)
  return keepRootOpen(device, root) && keepSince(device, now()) ? root : null
}

/** Whether the account is told the same electorate as everybody else: a key made for one person alone would show them. */
export const isSameElectorate = (one: Electorate, other: Electorate): boolean => {
  const written = ({ hub, dialogue, class: of, issuers }: Electorate) =>
    JSON.stringify([hub, dialogue, of, issuers.map(({ key }) => key).toSorted()])
  return written(one) === written(other)
}
