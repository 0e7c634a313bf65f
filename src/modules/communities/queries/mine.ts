import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { signedIn } from '../policy.ts'
import { ROLES } from '../tables.ts'
import { keptFrom } from './held.ts'
import { accountTags } from './shelf.ts'
import { openReason } from './requests.ts'
import { ownCommunities, textsOf } from './seen-community.ts'

const request = z.object({ community: z.string(), name: z.string(), language: z.string(), slug: z.string().nullable() }).extend({
  state: z.enum(['waiting', 'accepted', 'declined']),
  decideBy: z.string(),
  reason: z.string(),
})
const removal = z.object({ community: z.string(), name: z.string().describe('Empty: it is hidden'), language: z.string() }).extend({
  ...{ reason: z.string(), banned: z.boolean(), removedOn: z.string(), appeal: z.string(), answer: z.string() },
})
export type OwnRequest = z.infer<typeof request>
export type OwnRemoval = z.infer<typeof removal>

/** For the acting identity alone; requests and removals are those of the account, which only its owner reads. */
export const myCommunities = query({
  name: 'communities.mine',
  summary: 'Where you belong by the name under which you act, what you asked for, and where you were taken out',
  route: 'GET /me/communities',
  input: z.object({}),
  output: z.object({
    communities: z.array(
      z
        .object({ id: z.string(), slug: z.string(), name: z.string(), language: z.string(), role: z.enum(ROLES), youth: z.boolean() })
        .extend({
          offered: z.boolean().describe('You are offered to look after it'),
          asked: z.boolean().describe('Somebody asks to come in, and you look after it'),
        }),
    ),
    requests: z.array(request),
    removals: z.array(removal),
  }),
  async read(db, { actor, now, outside }) {
    demand(signedIn(actor))
    const reading = { actor, now, outside }
    const own = (await ownCommunities(db, reading)).flatMap((one) => (one.me === null ? [] : [{ ...one, me: one.me }]))
    const { offered, asked } = await waitsFor(
      db,
      own.map(({ id, me }) => ({ community: id, ...me })),
    )
    const communities = own.map(({ id, slug, name, language, youth, me }) => ({
      ...{ id, slug, name, language, role: me.role, youth },
      ...{ offered: offered.has(me.member), asked: me.role !== 'member' && asked.has(id) },
    }))
    return { communities, requests: await requestsOf(db, reading), removals: await removalsOf(db, reading) }
  },
})

/** A letter says that something waits, and not where: here it stands beside the community. */
async function waitsFor(db: Reader, own: readonly { readonly community: string; readonly member: string }[]) {
  if (own.length === 0) return { offered: new Set<string>(), asked: new Set<string>() }
  const ids = own.map(({ community }) => community)
  const offers = await db.selectFrom('community_offer').select('member_id').where('community_id', 'in', ids).execute()
  const requests = await db
    .selectFrom('community_request')
    .select('community_id')
    .distinct()
    .where('community_id', 'in', ids)
    .where('state', '=', 'waiting')
    .execute()
  return { offered: new Set(offers.map((row) => row.member_id)), asked: new Set(requests.map((row) => row.community_id)) }
}

/** The tags differ from one community to the next, so those are gone through in which somebody asks or was removed. */
async function tagsAmong(
  db: Reader,
  { actor, outside }: Reading,
  table: 'community_request' | 'community_removal',
): Promise<readonly Buffer[]> {
  const { account } = actor
  if (account === null) return []
  const rows = await db.selectFrom(table).select('community_id').distinct().execute()
  return rows.flatMap(({ community_id: community }) => accountTags(outside.keys, community, account))
}

async function requestsOf(db: Reader, reading: Reading): Promise<OwnRequest[]> {
  const tags = await tagsAmong(db, reading, 'community_request')
  if (tags.length === 0) return []
  const rows = await db
    .selectFrom('community_request')
    .innerJoin('community', 'community.id', 'community_request.community_id')
    .select([
      'community_request.id',
      'community.id as community',
      'slug',
      'access',
      'community_request.state',
      'decide_by',
      'reason_sealed',
    ])
    .where('account_tag', 'in', [...tags])
    .orderBy('decide_by')
    .orderBy('community_request.id')
    .execute()
  const names = await textsOf(
    db,
    rows.map(({ community }) => community),
    reading.actor.locale,
  )
  return rows.flatMap((row) => {
    const text = names.get(row.community)
    // One that turned hidden meanwhile is not there any more, unless one came in.
    if (text === undefined || row.access === 'hidden') return []
    return [
      {
        ...{
          community: row.community,
          name: text.name,
          language: text.language,
          slug: row.slug,
          state: row.state,
          decideBy: row.decide_by,
        },
        reason: openReason(reading.outside.keys, row.id, row.reason_sealed),
      },
    ]
  })
}

async function removalsOf(db: Reader, reading: Reading): Promise<OwnRemoval[]> {
  const tags = await tagsAmong(db, reading, 'community_removal')
  if (tags.length === 0) return []
  const rows = await db
    .selectFrom('community_removal')
    .selectAll()
    .where('account_tag', 'in', [...tags])
    .orderBy('removed_on')
    .orderBy('community_id')
    .execute()
  const names = await textsOf(
    db,
    rows.map((row) => row.community_id),
    reading.actor.locale,
  )
  const kept = await keptFrom(
    db,
    rows.map((row) => row.community_id),
  )
  const { keys } = reading.outside
  return rows.map((row) => {
    const text = kept.has(row.community_id) ? undefined : names.get(row.community_id)
    return {
      ...{ community: row.community_id, name: text?.name ?? '', language: text?.language ?? 'und', banned: row.banned },
      ...{ reason: openReason(keys, row.community_id, row.reason_sealed), removedOn: row.removed_on },
      ...{ appeal: openReason(keys, row.community_id, row.appeal_sealed), answer: openReason(keys, row.community_id, row.answer_sealed) },
    }
  })
}
