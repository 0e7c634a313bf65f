import { isTheHub, type Actor } from '../../../core/actor.ts'
import type { Asked } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import type { InvitationFacts } from '../policy.ts'
import type { SessionRole } from '../tables.ts'
import { hostsOf, organisesFor } from './parts.ts'
import type { SessionCard } from './sessions.ts'

const PURPOSE = 'session-invitation'
const UUID = /^[0-9a-f-]{36}$/

/** Where whoever was invited opens it. The id alone, which lies in the table, opens nothing. */
export const invitationPath = (keys: Keys, session: Pick<SessionCard, 'path'>, id: string): string =>
  `${session.path}/invitations/${keys.sign(PURPOSE, id)}`

export type Invitation = {
  readonly id: string
  readonly role: SessionRole | null
  readonly speakerId: string | null
  readonly madeBy: string | null
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
}

type Behind = { readonly session: string; readonly token: string }

const invitationRow = (db: Reader, session: string, id: string) =>
  db
    .selectFrom('session_invitation')
    .select(['id', 'role', 'speaker_id', 'made_by', 'expires_at', 'accepted_at'])
    .where('session_id', '=', session)
    .where('id', '=', id)

/** The invitation of that session behind a token; null where the token is not whole, not ours, or of another session. `lock`: of two who press the button at once, one gets in. */
export async function invitationBehind(db: Reader, keys: Keys, { session, token }: Behind, lock = false): Promise<Invitation | null> {
  const id = keys.verify(PURPOSE, token)
  if (id === null || !UUID.test(id)) return null
  const row = await (lock ? invitationRow(db, session, id).forUpdate() : invitationRow(db, session, id)).executeTakeFirst()
  if (row === undefined) return null
  return {
    ...{ id: row.id, role: row.role, speakerId: row.speaker_id, madeBy: row.made_by },
    ...{ expiresAt: row.expires_at, acceptedAt: row.accepted_at },
  }
}

/** What decides whether somebody may accept: asked by the page and by the deed. */
export async function acceptFacts(
  db: Reader,
  session: Pick<SessionCard, 'id' | 'editionId'>,
  invitation: Invitation | null,
  person: string | null,
): Promise<InvitationFacts> {
  const sort = invitation === null || invitation.role !== null ? 'role' : 'speaker'
  if (invitation === null) return { invitation, makerGone: false, held: false, sort }
  return {
    invitation,
    sort,
    held: await isHeld(db, session.id, invitation, person),
    makerGone: invitation.acceptedAt === null && !(await maker(db, session, invitation.madeBy)),
  }
}

async function isHeld(db: Reader, session: string, { role, speakerId }: Invitation, person: string | null): Promise<boolean> {
  if (role === null)
    return (
      (await db
        .selectFrom('speaker')
        .select('id')
        .where('session_id', '=', session)
        .where('id', '=', speakerId)
        .where('person_id', 'is not', null)
        .executeTakeFirst()) !== undefined
    )
  if (person === null) return false
  return (
    (await db
      .selectFrom('session_role')
      .select('role')
      .where('session_id', '=', session)
      .where('person_id', '=', person)
      .where('role', '=', role)
      .executeTakeFirst()) !== undefined
  )
}

/** Whoever was put out of an office must not come back by a link that they made before. Null: the hub itself made it. */
async function maker(db: Reader, { editionId }: Pick<SessionCard, 'editionId'>, madeBy: string | null): Promise<boolean> {
  if (madeBy === null) return true
  const account = await people.accountOf(db, madeBy)
  if (account === null) return false
  const own = (await people.identitiesOf(db, account)).find(({ person }) => person === madeBy)
  if (own === undefined) return false
  return organisesFor(db, await hostsOf(db, editionId), own)
}

/** What was handed out and nobody has taken up yet. Who took one up is not told here. */
export async function openInvitations(
  db: Reader,
  session: Pick<SessionCard, 'id' | 'path'>,
  { now, outside }: Pick<Asked<unknown>, 'now' | 'outside'>,
) {
  const rows = await db
    .selectFrom('session_invitation')
    .leftJoin('speaker', (join) =>
      join.onRef('speaker.session_id', '=', 'session_invitation.session_id').onRef('speaker.id', '=', 'session_invitation.speaker_id'),
    )
    .select(['session_invitation.id', 'role', 'speaker.name', 'expires_at'])
    .where('session_invitation.session_id', '=', session.id)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map(({ id, role, name, expires_at }) => ({
    ...{ id, role, speaker: name, expiresAt: expires_at },
    path: invitationPath(outside.keys, session, id),
  }))
}

/** By whom a link is made: a person, or the hub itself. */
export const madeBy = (actor: Actor): string | null => (isTheHub(actor) ? null : actor.person)
