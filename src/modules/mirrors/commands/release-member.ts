import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { lockedBySpace } from '../queries/rows.ts'
import type {} from '../tables.ts'
import { balance, quietly } from './balance-facilitators.ts'

// No route: it follows when somebody has left a community or the hub.
export const releaseMember = command({
  name: 'mirrors.release-member',
  summary: 'Let go of what a member was in a space that two hold together, or was asked to be',
  input: z.object({ community: z.uuid(), member: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  async facts(tx, { input }) {
    return { row: (await lockedBySpace(tx, input.community)) ?? null }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { community, member }, now, facts: { row } }) {
    const gone = await Promise.all([
      tx.deleteFrom('mirror_member').where('community_id', '=', community).where('member_id', '=', member).executeTakeFirstOrThrow(),
      tx.deleteFrom('mirror_offer').where('community_id', '=', community).where('member_id', '=', member).executeTakeFirstOrThrow(),
      tx.deleteFrom('mirror_facilitator').where('community_id', '=', community).where('member_id', '=', member).executeTakeFirstOrThrow(),
    ])
    if (row !== null && Number(gone[2].numDeletedRows) > 0) await balance(tx, row, now)
    return { rows: gone.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0) }
  },
  tell: ({ input: { community }, result }) => (result.rows === 0 ? [] : [quietly('mirrors.member.released', community, community)]),
})
