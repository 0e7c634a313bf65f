import type { Actor } from '../../core/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { comeByName } from './commands/come-by-name.ts'
import { makeAccount, openSession } from './commands/open-session.ts'
import { accountsAfter, allAccounts, ownersOf, renewTags } from './queries/accounts.ts'
import { lettersTo } from './queries/accounts.ts'
import { mayChangeWaysIn } from './policy.ts'
import { accountInShort } from './queries/held.ts'
import {
  accountOf,
  accountOfEmail,
  accountsOf,
  actingNow,
  identitiesOf,
  ownNames,
  personAtSignIn,
  personsOf,
} from './queries/identities.ts'
import { awaiting, goneAmong, namesOf } from './queries/names.ts'
import { operatorNames } from './queries/operators.ts'
import { countWaysIn } from './queries/passkeys.ts'
import { sessionHeld } from './queries/sessions.ts'
import { localPath } from './rules.ts'
import { isLocalPath, SESSION_DAYS } from './rules.ts'

export type { OwnName } from './queries/identities.ts'

/** The door of the room: what others may know of people, which is little. */
export const people = {
  /** Names by id. Who has left has no entry: the caller says so in its own words. */
  nameOf: namesOf,
  /** Of those of whom a room holds something, who is gone. */
  goneAmong,
  awaiting,
  /** Who runs the hub, by the names they chose; every reader may know it. */
  operatorNames,
  /** For rooms that must hold by account. What they say of one identity must never hold another of the same account. */
  accountOf,
  accountsOf,
  personsOf,
  accountOfEmail,
  lettersTo,
  ownersOf,
  accountsAfter,
  allAccounts,
  /** Puts tags that lie under an older secret of the hub under the one in use. */
  renewTags,
  /** Days and counts, for whoever helps somebody who cannot get in. */
  accountInShort,
  /** Whether the session with this token began within the last quarter of an hour; else the refusal that says what to do. */
  freshlySignedIn: async (db: Reader, token: string, { actor, now }: { readonly actor: Actor; readonly now: Date }) =>
    mayChangeWaysIn(actor, await sessionHeld(db, token), now),
  /** By how many ways of this room somebody can sign in now: an address, and passkeys. Codes count with the address alone. */
  countWaysIn,
  /** Their name, while this identity is one of that account and the account is not about to leave; else null. */
  actingNow,
  identitiesOf,
  /** By which of these somebody comes into a place, or by one that is made beside what else the form does, in one transaction. */
  ownNames,
  comeByName,
  /** For rooms that sign people in by another way: the caller has proved who it is. */
  makeAccount,
  personAtSignIn,
  openSession,
  /** For how long a browser may keep a session's cookie. */
  sessionDays: SESSION_DAYS,
  /** Where a form may lead after signing in: a path of this hub. */
  isLocalPath,
  /** Where to go next, if it is a path of this hub: whatever else stands in an address is left out without a word. */
  localPath,
}
