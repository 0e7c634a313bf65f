import type { Actor } from '../../../core/actor.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { profiles } from '../../profiles/index.ts'
import { registrations, type Attendance } from '../../registrations/index.ts'
import { mayMeet, type Here } from '../policy.ts'
import { no } from '../refusals.ts'
import { isOpen } from '../rules.ts'
import { entriesOf, memberOf, type Entry } from './entries.ts'
import type {} from '../tables.ts'

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
  /** Opens rooms and lends tables: an organiser, or the chair. They see of nobody whether they are on the list. */
  readonly leads: boolean
}

/** As what somebody comes to the networking of a session. */
export async function standingIn(db: Reader, asked: Address, { actor, now, outside: { keys } }: Asking): Promise<Standing> {
  const { session, parts } = (await gatherings.seenSession(db, asked, actor)) ?? refuse(no('encounter.session-missing'))
  const attendance = await registrations.attending(db, session.editionId, actor.person)
  const member = await memberOf(db, keys, session.id, actor.account)
  const [held = null] = member === null ? [] : await entriesOf(db, keys, session.id, [member])
  const entry = held?.person === actor.person ? held : null
  const young = await profiles.isYoung(db, keys, actor)
  const here = { actor, open: isOpen(session, now), attending: attendance !== null, young, listed: entry !== null }
  const leads = parts.has('organiser') || parts.has('chair')
  return { session, attendance, member, entry, other: entry === null ? held : null, here, leads }
}

/** Holds a member against another deed of their own. Rows that only name the member are written meanwhile: so two may do the same at once. */
export async function holdMembers(tx: Reader, session: string, members: readonly string[]): Promise<void> {
  await tx
    .selectFrom('encounter_member')
    .select('id')
    .where('session_id', '=', session)
    .where('id', 'in', [...members])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** Somebody on the list themselves, or the refusal that says why not. */
export async function demandMember(db: Reader, asked: Address, asking: Asking): Promise<Standing & { readonly me: Entry }> {
  const standing = await standingIn(db, asked, asking)
  demand(mayMeet(standing.here))
  return { ...standing, me: standing.entry ?? refuse(no('encounter.not-in')) }
}
