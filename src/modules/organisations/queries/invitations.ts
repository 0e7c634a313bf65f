import { z } from 'zod'
import { query, type Asked } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { maySteward } from '../policy.ts'
import type { Office } from '../tables.ts'
import { bodyFacts, holdsOffice, isMember } from './body-facts.ts'
import { bodyRef, invitationRoleField } from './shapes.ts'
import { standingIn } from './standing.ts'

const PURPOSE = 'invitation'
const UUID = /^[0-9a-f-]{36}$/

/** Where whoever was invited opens it. The id alone, which lies in the table, opens nothing. */
export const invitationPath = (keys: Keys, slug: string, id: string): string =>
  `/bodies/${encodeURIComponent(slug)}/invitations/${keys.sign(PURPOSE, id)}`

/** The invitation of that body behind a token; null where the token is not whole, not ours, or of another body. */
export async function invitationBehind(db: Reader, keys: Keys, slug: string, token: string) {
  const id = keys.verify(PURPOSE, token)
  if (id === null || !UUID.test(id)) return null
  const row = await invitationRow(db, slug, id).executeTakeFirst()
  return row === undefined ? null : plain(row)
}

/** The same under a lock: of two who press the button at once, one gets in. */
export async function invitationForUse(db: Reader, keys: Keys, slug: string, token: string) {
  const id = keys.verify(PURPOSE, token)
  if (id === null || !UUID.test(id)) return null
  const row = await invitationRow(db, slug, id).forUpdate('invitation').executeTakeFirst()
  return row === undefined ? null : plain(row)
}

const invitationRow = (db: Reader, slug: string, id: string) =>
  db
    .selectFrom('invitation')
    .innerJoin('body', 'body.id', 'invitation.body_id')
    .select(['invitation.id', 'invitation.body_id', 'role', 'invitation.created_at', 'expires_at', 'accepted_at'])
    .select(['invited_by', 'term_ends', 'delegated_until', 'hands_over', 'archived_at'])
    .where('invitation.id', '=', id)
    .where('body.slug', '=', slug)

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof invitationRow>['executeTakeFirst']>>>

const plain = (row: Row) => ({
  id: row.id,
  bodyId: row.body_id,
  role: row.role,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  acceptedAt: row.accepted_at,
  invitedBy: row.invited_by,
  termEnds: row.term_ends,
  delegatedUntil: row.delegated_until,
  handsOver: row.hands_over,
  archived: row.archived_at !== null,
})

const openRows = (db: Reader, slug: string, now: Date) =>
  db
    .selectFrom('invitation')
    .innerJoin('body', 'body.id', 'invitation.body_id')
    .select(['invitation.id', 'role', 'invitation.created_at', 'expires_at', 'term_ends', 'delegated_until', 'hands_over'])
    .where('body.slug', '=', slug)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('invitation.created_at', 'desc')

/** What decides whether somebody may accept: asked by the page and by the deed. */
export async function acceptFacts(db: Reader, invitation: ReturnType<typeof plain> | null, person: string | null) {
  if (invitation === null) return { invitation, held: false, archived: false, handoverOver: false, makerGone: false }
  const { bodyId, role, handsOver, archived } = invitation
  const held = async (whose: string) => (role === 'member' ? isMember(db, bodyId, whose) : holdsOffice(db, bodyId, whose, role))
  return {
    invitation,
    held: person !== null && (await held(person)),
    archived,
    handoverOver: handsOver !== null && invitation.acceptedAt === null && !(await held(handsOver)),
    makerGone: role !== 'member' && invitation.acceptedAt === null && !(await mayStillInvite(db, invitation)),
  }
}

type Made = Pick<ReturnType<typeof plain>, 'bodyId' | 'invitedBy' | 'handsOver'>

/**
 * Whoever was put out of an office must not come back by a link that they made before, under whatever name. Null made those that came with
 * the body: the hub itself.
 */
async function mayStillInvite(db: Reader, { bodyId, invitedBy, handsOver }: Made): Promise<boolean> {
  if (invitedBy === null || invitedBy === handsOver) return true
  if ((await standingIn(db, bodyId, invitedBy)).steward) return true
  const account = await people.accountOf(db, invitedBy)
  return account !== null && (await people.identitiesOf(db, account)).some(({ person, operator }) => operator && person === invitedBy)
}

/** The open links by which an office is handed over, for whoever holds it and for stewards. */
export async function openHandovers(
  db: Reader,
  slug: string,
  held: { readonly person: string; readonly role: Office },
  asked: Pick<Asked<unknown>, 'now' | 'outside'>,
) {
  const rows = await openRows(db, slug, asked.now).where('hands_over', '=', held.person).where('role', '=', held.role).execute()
  return rows.map(({ id, expires_at }) => ({ id, expiresAt: expires_at, path: invitationPath(asked.outside.keys, slug, id) }))
}

/** For stewards: what they handed out and nobody has taken up yet. Who took one up is not told. */
export const openInvitations = query({
  name: 'organisations.open-invitations',
  summary: 'The open invitations of a body, with the links to hand over. For its stewards.',
  route: 'GET /bodies/{body}/invitations',
  input: z.object({ body: bodyRef }),
  output: z.array(
    z.object({
      id: z.string(),
      role: invitationRoleField,
      createdAt: z.date(),
      expiresAt: z.date(),
      termEnds: z.date().nullable(),
      delegatedUntil: z.date().nullable(),
      handover: z.boolean().describe('Whoever accepts takes the office over from whoever holds it'),
      path: z.string(),
    }),
  ),
  async read(db, { input, actor, now, outside }) {
    const body = await bodyFacts(db, input.body, actor)
    demand(maySteward(actor, body))
    const rows = await openRows(db, input.body, now).execute()
    return rows.map((row) => ({
      id: row.id,
      role: row.role,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      termEnds: row.term_ends,
      delegatedUntil: row.delegated_until,
      handover: row.hands_over !== null,
      path: invitationPath(outside.keys, input.body, row.id),
    }))
  },
})
