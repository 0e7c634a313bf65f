import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { mayDecideAppeals } from '../policy.ts'
import { openReason } from './requests.ts'
import { accountTags } from './shelf.ts'

/** That this account was taken out of a community, for its own eyes. */
export async function removalOf(
  db: Reader,
  keys: Keys,
  { account, community }: { readonly account: string | null; readonly community: string },
) {
  if (account === null) return null
  const row = await db
    .selectFrom('community_removal')
    .selectAll()
    .where('community_id', '=', community)
    .where('account_tag', 'in', [...accountTags(keys, community, account)])
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    ...{ tag: row.account_tag, banned: row.banned, removedOn: row.removed_on, answeredOn: row.answered_on },
    ...{ reason: openReason(keys, community, row.reason_sealed), appeal: openReason(keys, community, row.appeal_sealed) },
    answer: openReason(keys, community, row.answer_sealed),
  }
}

/** The key of a row, for an address: the tag leads to nobody without the secret. */
export async function appealAt(db: Reader, appeal: string) {
  const [community = '', tag = ''] = appeal.split('.')
  if (!z.uuid().safeParse(community).success || !/^[0-9a-f]{64}$/.test(tag)) return null
  const row = await db
    .selectFrom('community_removal')
    .select(['community_id', 'account_tag', 'answered_on'])
    .where('community_id', '=', community)
    .where('account_tag', '=', Buffer.from(tag, 'hex'))
    .where('appeal_sealed', 'is not', null)
    .executeTakeFirst()
  return row ?? null
}

export const listAppeals = query({
  name: 'communities.appeals',
  summary: 'Removals that whoever was removed asked to look at; neither the community nor anybody is named. For whoever runs the hub',
  route: 'GET /community-appeals',
  input: z.object({}),
  output: z.array(z.object({ appeal: z.string(), reason: z.string(), text: z.string(), removedOn: z.string() })),
  async read(db, { actor, outside }) {
    demand(mayDecideAppeals(actor))
    const rows = await db
      .selectFrom('community_removal')
      .selectAll()
      .where('appeal_sealed', 'is not', null)
      .where('answered_on', 'is', null)
      .orderBy('removed_on')
      .orderBy('account_tag')
      .limit(100)
      .execute()
    return rows.map((row) => ({
      ...{ appeal: `${row.community_id}.${row.account_tag.toString('hex')}`, removedOn: row.removed_on },
      reason: openReason(outside.keys, row.community_id, row.reason_sealed),
      text: openReason(outside.keys, row.community_id, row.appeal_sealed),
    }))
  },
})

export type Appeal = z.infer<(typeof listAppeals)['output']>[number]
