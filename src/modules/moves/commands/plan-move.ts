import { all, yes } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { StayingTable, Travelling } from '../../../core/moving.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { told } from './announce-move.ts'

const counted = z.object({ table: z.string(), room: z.string(), rows: z.number() })

async function countsOf(tx: Tx, community: string, travelling: readonly Travelling[]) {
  const counts: z.infer<typeof counted>[] = []
  for (const { table, room, travel } of travelling) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)} where ${sql.ref(travel.by)} = ${community}`.execute(tx)
    counts.push({ table, room, rows: rows[0]?.count ?? 0 })
  }
  return counts
}

// No route: it tells of what is hidden too, so it is for the command line of whoever runs the hub.
export const planMove = (travelling: readonly Travelling[], staying: readonly StayingTable[]) =>
  command({
    name: 'moves.plan',
    summary: 'What of a space would travel to another hub, and what stays and why',
    input: z.object({ space: z.string().min(1).max(200).describe('Its address, or its number') }),
    output: z.object({
      community: z.string(),
      travels: z.array(counted),
      stays: z.array(z.object({ table: z.string(), room: z.string(), reason: z.string() })),
    }),
    async facts(tx, { input }) {
      const community = await communities.moving.idAt(tx, input.space)
      return { community, body: community === null && (await organisations.bodyBySlug(tx, input.space, 'en')) !== null }
    },
    may: ({ actor, facts }) =>
      all(hubAlone(actor), facts.body ? no('move.bodies-stay') : yes, facts.community === null ? no('move.community-missing') : yes),
    async run(tx, { facts: { community } }) {
      if (community === null) return refuse(no('move.community-missing'))
      return { community, travels: await countsOf(tx, community, travelling), stays: [...staying] }
    },
    tell: ({ result }) => [told('moves.space.planned', result.community)],
  })
