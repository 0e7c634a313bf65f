import type { Id } from '#base'

/** Who does the deed. `person` is the identity that acts; the account behind it stays in the room "people". */
export type Actor = {
  readonly account: Id<'account'> | null
  readonly person: Id<'person'> | null
  /** May run the hub as a whole (the owner and whom the owner names). */
  readonly operator: boolean
  /**
   * Their account is to be erased then. Until that hour they read, take their data along, may keep the account, report, appeal and end letters,
   * which needs no account, and do nothing else.
   */
  readonly leavingAt?: Date
  /** Where a program acts by an access token: which one, and all that it may do. Absent where somebody acts themselves. */
  readonly token?: { readonly id: string; readonly scopes: readonly string[] }
  readonly locale: string
  /** The secret with which someone without an account takes part in this dialogue, or null. */
  guestKey(dialogueId: string): string | null
}

export const nobody = (locale: string): Actor => ({ account: null, person: null, operator: false, locale, guestKey: () => null })

/** The hub itself: jobs, imports and seeds. Told as "automated" wherever its deeds are shown. */
export const theHub: Actor = { account: null, person: null, operator: true, locale: 'en', guestKey: () => null }

/** Its own jobs, seeds and command line, and no person: also whoever runs the hub does not do what only these do. */
export const isTheHub = ({ account, operator }: Actor): boolean => operator && account === null
