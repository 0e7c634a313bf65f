import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { hashToken, type Keys } from '../../../platform/keys.ts'
import { asMember } from '../policy.ts'
import { at } from './shapes.ts'
import { standingRead } from './standing.ts'

export const SENTENCE = 'community-invitation'

export const sealSentence = (keys: Pick<Keys, 'seal'>, invitation: string, sentence: string): Buffer =>
  keys.seal(SENTENCE, JSON.stringify([invitation, sentence]))
const openSentence = (keys: Pick<Keys, 'open'>, invitation: string, sealed: Buffer): string => {
  const [of, sentence] = z.tuple([z.string(), z.string()]).parse(JSON.parse(keys.open(SENTENCE, sealed)))
  return of === invitation ? sentence : ''
}

/** An invitation that can still be used; null: there is none behind this link, or none any more. */
export async function invitationBy(db: Reader, keys: Pick<Keys, 'open'>, { token, now }: { readonly token: string; readonly now: Date }) {
  const row = await db
    .selectFrom('community_invitation')
    .select(['community_id as community', 'id', 'sentence_sealed', 'member_id as member'])
    .where('token_hash', '=', hashToken(token))
    .where('uses_left', '>', 0)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) return null
  const { community, id, member } = row
  return { community, id, member, sentence: openSentence(keys, id, row.sentence_sealed) }
}

/** The same for the deed that uses it up. */
export async function holdInvitation(tx: Tx, token: string, now: Date) {
  const row = await tx
    .selectFrom('community_invitation')
    .select(['community_id as community', 'id'])
    .where('token_hash', '=', hashToken(token))
    .where('uses_left', '>', 0)
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export const myInvitations = query({
  name: 'communities.my-invitations',
  summary: 'The links that you handed out and that still hold. The links themselves are kept nowhere',
  route: 'GET /communities/{community}/invitations',
  input: at,
  output: z.array(z.object({ id: z.string(), sentence: z.string(), usesLeft: z.number(), expiresAt: z.date() })),
  async read(db, { input, actor, now, outside }) {
    const standing = await standingRead(db, { actor, now, outside }, input.community)
    demand(asMember(actor, standing))
    const rows = await db
      .selectFrom('community_invitation')
      .select(['id', 'sentence_sealed', 'uses_left', 'expires_at'])
      .where('community_id', '=', input.community)
      .where('member_id', '=', standing.me?.member ?? '')
      .where('uses_left', '>', 0)
      .where('expires_at', '>', now)
      .orderBy('expires_at')
      .orderBy('id')
      .limit(100)
      .execute()
    return rows.map(({ id, sentence_sealed: sealed, uses_left: usesLeft, expires_at: expiresAt }) => ({
      ...{ id, usesLeft, expiresAt, sentence: openSentence(outside.keys, id, sealed) },
    }))
  },
})

export type MyInvitation = z.infer<(typeof myInvitations)['output']>[number]

/** For whoever takes their data along: the links that they made as these members. */
export async function myInvitationsOf(db: Reader, keys: Pick<Keys, 'open'>, members: readonly string[]) {
  if (members.length === 0) return []
  const rows = await db
    .selectFrom('community_invitation')
    .select(['id', 'sentence_sealed', 'uses_left as usesLeft', 'made_on as madeOn', 'expires_at as expiresAt'])
    .where('member_id', 'in', [...members])
    .orderBy('made_on')
    .orderBy('id')
    .execute()
  return rows.map(({ id, sentence_sealed: sealed, ...row }) => ({ sentence: openSentence(keys, id, sealed), ...row }))
}
