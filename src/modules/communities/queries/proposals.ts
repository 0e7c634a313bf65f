import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { asMember } from '../policy.ts'
import { OUTCOMES, PROPOSALS } from '../tables.ts'
import { at } from './shapes.ts'
import { standingRead } from './standing.ts'

export async function holdProposal(tx: Tx, community: string, proposal: string) {
  const row = await tx
    .selectFrom('community_proposal')
    .select(['id', 'threshold', 'answer_by', 'outcome'])
    .where('community_id', '=', community)
    .where('id', '=', proposal)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function supportersOf(db: Reader, community: string, proposal: string): Promise<number> {
  const { count } = await db
    .selectFrom('community_support')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', '=', community)
    .where('proposal_id', '=', proposal)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const listProposals = query({
  name: 'communities.proposals',
  summary: 'What members proposed to change, how many stand behind it, and what the stewards answered. For members',
  route: 'GET /communities/{community}/proposals',
  input: at,
  output: z.array(
    z.object({
      id: z.string(),
      sort: z.enum(PROPOSALS),
      member: z.string().nullable(),
      text: z.string(),
      language: z.string(),
      proposedOn: z.string(),
      threshold: z.number(),
      supporters: z.number(),
      supports: z.boolean(),
      answerBy: z.string().nullable(),
      outcome: z.enum(OUTCOMES).nullable(),
      answer: z.string().nullable(),
      answeredOn: z.string().nullable(),
    }),
  ),
  async read(db, { input, actor, now, outside }) {
    const standing = await standingRead(db, { actor, now, outside }, input.community)
    demand(asMember(actor, standing))
    const rows = await db
      .selectFrom('community_proposal')
      .selectAll()
      .where('community_id', '=', input.community)
      .orderBy('proposed_on', 'desc')
      .orderBy('id')
      .limit(50)
      .execute()
    if (rows.length === 0) return []
    const behind = await db
      .selectFrom('community_support')
      .select('proposal_id')
      .select((eb) => [
        eb.fn.countAll<number>().as('count'),
        eb.fn
          .countAll<number>()
          .filterWhere('member_id', '=', standing.me?.member ?? '')
          .as('own'),
      ])
      .where('community_id', '=', input.community)
      .groupBy('proposal_id')
      .execute()
    const supports = new Map(behind.map((row) => [row.proposal_id, row]))
    return rows.map((row) => ({
      ...{ id: row.id, sort: row.sort, member: row.member_id, text: row.text, language: row.language, proposedOn: row.proposed_on },
      ...{ threshold: row.threshold, supporters: Number(supports.get(row.id)?.count ?? 0) },
      supports: Number(supports.get(row.id)?.own ?? 0) > 0,
      ...{ answerBy: row.answer_by, outcome: row.outcome, answer: row.answer, answeredOn: row.answered_on },
    }))
  },
})

export type Proposal = z.infer<(typeof listProposals)['output']>[number]
