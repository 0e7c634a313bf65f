import { blindedRequest, voterOf, type Electorate } from '#hidden-ballot'
import type { Answered, Issuance, Issuer } from './hub.ts'
import { isIndependent, keepCredential, keepMoment, keepRootOpen, keptCredential, keptMoment, keptRoot } from './kept.ts'
import { below, type Outside, type Store } from './outside.ts'

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
  let asked = 0
  for (const issuance of told.value.issuances) {
    if (issuance.asked || !isDue(outside, issuance)) continue
    const root = rootHere(outside)
    if (root === null) break
    // A key that is not in the log, or a log that cannot be read now: the next page tries again.
    if (!(await look({ electorate: issuance.electorate, memory: device })).ok) continue
    const answer = await askCredential(issuer, issuance, { root, store: device })
    if (answer.ok) asked += 1
  }
  return asked
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
function rootHere({ device, random }: Outside): Uint8Array | null {
  const kept = keptRoot(device)
  if (kept !== null) return kept.kind === 'open' ? kept.root : null
  const root = random(32)
  return keepRootOpen(device, root) ? root : null
}

/** Whether the account is told the same electorate as everybody else: a key made for one person alone would show them. */
export const isSameElectorate = (one: Electorate, other: Electorate): boolean => {
  const written = ({ hub, dialogue, class: of, issuers }: Electorate) =>
    JSON.stringify([hub, dialogue, of, issuers.map(({ key }) => key).toSorted()])
  return written(one) === written(other)
}
