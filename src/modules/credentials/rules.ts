import { all, isUuid, yes, type Verdict } from '#base'
import { no } from './refusals.ts'
import type { Day, IssuanceState } from './tables.ts'

const DAY_MS = 86_400_000

/** Nothing opens below so many credentials. */
export const LEAST = 50
/** An operator may go down to this, and pages say that it is weaker. */
export const LOWEST = 20
/** Between the last day of asking and the first of voting lie two whole days. */
export const REST_DAYS = 3
/** One class of voters for each dialogue: every further one would split those among whom a voter is hidden. */
export const CLASS = 'all'

export const isHub = (name: string): boolean => /^[a-z0-9.-]{1,253}(:\d{1,5})?$/.test(name)
export const isDialogue = isUuid

export const dayIn = (at: Date): Day => at.toISOString().slice(0, 10)
export const daysAfter = (day: Day, days: number): Day => dayIn(new Date(Date.parse(day) + days * DAY_MS))

/** The first day of votes: that of the dialogue, or later where asking went on. */
export function votesFrom(closesOn: Day, opensAt: Date): Day {
  const [rested, planned] = [daysAfter(closesOn, REST_DAYS), dayIn(opensAt)]
  return rested > planned ? rested : planned
}

/** In tens from ten on; null below: while asking goes on, exact counts would tell of single people. */
export const inTens = (count: number): number | null => (count < 10 ? null : Math.floor(count / 10) * 10)

export type Running = { readonly state: IssuanceState; readonly closesOn: Day; readonly least: number }

/** What becomes of an issuance today, by how many have asked. */
export function courseOf({ closesOn, least }: Running, asked: number, { now, closesAt }: { readonly now: Date; readonly closesAt: Date }) {
  const today = dayIn(now)
  if (now >= closesAt || votesFrom(today, closesAt) > dayIn(closesAt)) return today > closesOn && asked >= least ? 'ends' : 'lapses'
  if (today <= closesOn) return 'runs'
  return asked >= least ? 'ends' : 'goes-on'
}

type Asked = {
  /** Null: this account is not on the roll. */
  readonly slot: { readonly asked: Buffer | null } | null
  readonly digest: Buffer
  /** Another slot of the same dialogue was used with these very bytes. */
  readonly taken: boolean
  readonly issuance: Running
  readonly votingOver: boolean
}

/** One slot, one request. The same bytes are answered again, as long as votes are taken: somebody lost theirs, or has a second device. */
export function mayBeSigned({ slot, digest, taken, issuance, votingOver }: Asked, now: Date): Verdict {
  if (slot === null) return no('credential.not-on-roll')
  if (slot.asked !== null)
    // Then no digest is kept with which it could be compared.
    return all(votingOver ? no('credential.over') : yes, slot.asked.equals(digest) ? yes : no('credential.another-asked'))
  return all(
    issuance.state === 'running' && dayIn(now) <= issuance.closesOn ? yes : no('credential.window-over'),
    // Two accounts with one key would be one voter. Only who holds the root can make these bytes, so nobody else learns anything by the refusal.
    taken ? no('credential.key-taken') : yes,
  )
}
