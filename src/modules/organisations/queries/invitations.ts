import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { maySteward } from '../policy.ts'
import type {} from '../tables.ts'
import { bodyFacts } from './body-facts.ts'
import { bodyRef, invitationRoleField } from './shapes.ts'

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
})

/** For stewards: what they handed out and nobody has taken up yet. Who took one up is not told. */
export const openInvitations = query({
  name: 'organisations.open-invitations',
  summary: 'The open invitations of a body, with the links to hand over. For its stewards.',
  route: 'GET /bodies/{body}/invitations',
  input: z.object({ body: bodyRef }),
  output: z.array(z.object({ id: z.string(), role: invitationRoleField, createdAt: z.date(), expiresAt: z.date(), path: z.string() })),
  async read(db, { input, actor, now, outside }) {
    const body = await bodyFacts(db, input.body, actor)
    demand(maySteward(actor, body))
    const rows = await db
      .selectFrom('invitation')
      .innerJoin('body', 'body.id', 'invitation.body_id')
      .select(['invitation.id', 'role', 'invitation.created_at', 'expires_at'])
      .where('body.slug', '=', input.body)
      .where('accepted_at', 'is', null)
      .where('expires_at', '>', now)
      .orderBy('invitation.created_at', 'desc')
      .execute()
    return rows.map(({ id, role, created_at, expires_at }) => ({
      id,
      role,
      createdAt: created_at,
      expiresAt: expires_at,
      path: invitationPath(outside.keys, input.body, id),
    }))
  },
})
