import type { Actor } from '../../../core/actor.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { registrations, type Attendance } from '../../registrations/index.ts'
import { mayMeet, type Here } from '../policy.ts'
import { no } from '../refusals.ts'
import { isOpen } from '../rules.ts'
import { entriesOf, memberOf, type Entry } from './entries.ts'

type Address = Parameters<typeof gatherings.seenSession>[1]
export type Asking = { readonly actor: Actor; readonly now: Date; readonly outside: Pick<Outside, 'keys'> }

export type Standing = {
  readonly session: SessionCard
  readonly attendance: Attendance | null
  readonly member: string | null
  /** Of the identity that acts. */
  readonly entry: Entry | null
  /** Of another identity of the same account, which may only be taken out. */
  readonly other: Entry | null
  readonly here: Here
}

/** As what somebody comes to the networking of a session. */
export async function standingIn(db: Reader, asked: Address, { actor, now, outside: { keys } }: Asking): Promise<Standing> {
  const { session } = (await gatherings.seenSession(db, asked, actor)) ?? refuse(no('encounter.session-missing'))
  const attendance = await registrations.attending(db, session.editionId, actor.person)
  const member = await memberOf(db, keys, session.id, actor.account)
  const [held = null] = member === null ? [] : await entriesOf(db, keys, session.id, [member])
  const entry = held?.person === actor.person ? held : null
  const here = { actor, open: isOpen(session, now), attending: attendance !== null, listed: entry !== null }
  return { session, attendance, member, entry, other: entry === null ? held : null, here }
}

/** Somebody on the list themselves, or the refusal that says why not. */
export async function demandMember(db: Reader, asked: Address, asking: Asking): Promise<Standing & { readonly me: Entry }> {
  const standing = await standingIn(db, asked, asking)
  demand(mayMeet(standing.here))
  return { ...standing, me: standing.entry ?? refuse(no('encounter.not-in')) }
}
