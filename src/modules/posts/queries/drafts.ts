import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { draftEnds } from '../rules.ts'
import { openDraft } from './seals.ts'
import { moment } from './shapes.ts'
import { demandHere, type Here } from './standing.ts'

const draft = z.object({ about: z.string(), fields: z.record(z.string(), z.string()), keptAt: moment })
export type Draft = z.infer<typeof draft>

/** One's own, for one's own eyes. */
export async function draftsOf(db: Reader, { outside }: Reading, { community, asking }: Here): Promise<readonly Draft[]> {
  const { member } = asking
  if (member === null) return []
  const rows = await db
    .selectFrom('post_draft')
    .select(['about', 'body_sealed as sealed', 'kept_at as at'])
    .where('community_id', '=', community.id)
    .where('member_id', '=', member)
    .orderBy('kept_at', 'desc')
    .execute()
  return rows.map(({ about, sealed, at }) => ({
    ...{ about, keptAt: at.toISOString() },
    fields: openDraft(outside.keys, { community: community.id, id: member }, sealed),
  }))
}

export type DraftKept = { readonly community: string; readonly about: string; readonly until: Date }

/** Of one's own communities: about what a draft is kept, and until when. Their words are not read. */
export async function draftsKept(
  db: Reader,
  own: readonly { readonly id: string; readonly me: { readonly member: string } | null }[],
): Promise<readonly DraftKept[]> {
  const members = new Set(own.flatMap(({ me }) => me?.member ?? []))
  if (members.size === 0) return []
  const rows = await db
    .selectFrom('post_draft')
    .select(['community_id as community', 'about', 'kept_at as at'])
    .where(
      'community_id',
      'in',
      own.map(({ id }) => id),
    )
    .where('member_id', 'in', [...members])
    .orderBy('kept_at', 'desc')
    .orderBy('about')
    .execute()
  return rows.map(({ community, about, at }) => ({ community, about, until: draftEnds(at) }))
}

export const myDrafts = query({
  name: 'posts.my-drafts',
  summary: 'What one began to write in a community and has not sent',
  route: 'GET /communities/{community}/drafts',
  input: z.object({ community: z.uuid() }),
  output: z.array(draft),
  async read(db, { input, ...reading }) {
    return [...(await draftsOf(db, reading, await demandHere(db, reading, { id: input.community })))]
  },
})
