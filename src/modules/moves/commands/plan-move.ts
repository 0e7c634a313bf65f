import { all, yes } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { idsWithin } from '../../../core/move-out.ts'
import { SPACE_SORTS, type Travelling } from '../../../core/moving.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { spacesNamed } from '../queries/spaces.ts'
import { no } from '../refusals.ts'
import type { Travels } from '../rules.ts'
import { told } from './announce-move.ts'

const counted = z.object({ table: z.string(), room: z.string(), rows: z.number() })

async function countsOf(tx: Tx, space: string, travelling: readonly Travelling[]) {
  const counts: z.infer<typeof counted>[] = []
  for (const one of travelling) {
    const { table, room, travel } = one
    const ids = await idsWithin(tx, travelling, one, space)
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)} where ${sql.ref(travel.by)} = any(${ids})`.execute(tx)
    counts.push({ table, room, rows: rows[0]?.count ?? 0 })
  }
  return counts
}

// No route: it tells of what is hidden too, so it is for the command line of whoever runs the hub.
export const planMove = (travels: Travels) =>
  command({
    name: 'moves.plan',
    summary: 'What of a space would travel to another hub, and what stays and why',
    input: z.object({
      space: z.string().min(1).max(200).describe('Its address, or its number; where both have it: bodies/… or communities/…'),
    }),
    output: z.object({
      space: z.string(),
      sort: z.enum(SPACE_SORTS),
      travels: z.array(counted),
      stays: z.array(z.object({ table: z.string(), room: z.string(), reason: z.string() })),
    }),
    facts: (tx, { input }) => spacesNamed(tx, input.space),
    may: ({ actor, facts }) =>
      all(
        hubAlone(actor),
        facts.length === 0 ? no('move.space-missing') : yes,
        // A community and a body may have one address.
        facts.length > 1 ? no('move.which-one') : yes,
      ),
    async run(tx, { facts: [space] }) {
      if (space === undefined) return refuse(no('move.space-missing'))
      const { travelling, staying } = travels[space.sort]
      return { space: space.id, sort: space.sort, travels: await countsOf(tx, space.id, travelling), stays: [...staying] }
    },
    tell: ({ result }) => [told('moves.space.planned', result.space)],
  })
