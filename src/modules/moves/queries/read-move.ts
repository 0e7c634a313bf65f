import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { countOwnRows } from '../../../core/move-out.ts'
import type { Travelling } from '../../../core/moving.ts'
import type { Reading } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { mayRead } from '../policy.ts'
import { MOVE_STATES } from '../tables.ts'
import { claimOf, claimPath } from './claims.ts'
import { demandHere, type Here } from './here.ts'

const own = z.object({
  stays: z.enum(['keep', 'erase']).nullable().describe('Null: this member comes along'),
  claim: z.string().nullable().describe('Once it has moved: the address at which this member, and nobody else, comes in on the other hub'),
  rows: z
    .array(z.object({ table: z.string(), room: z.string(), rows: z.number() }))
    .describe('What stands there under what they are, by table'),
})
export type OwnPart = z.infer<typeof own>

/** Of the member who asks, for their own eyes. */
export async function ownPart(db: Reader, reading: Reading, here: Here, travelling: readonly Travelling[]): Promise<OwnPart> {
  const { community, move } = here
  const me = await communities.membershipOf(db, reading, community.id)
  const { account } = reading.actor
  if (me === null || move === null || account === null) return { stays: null, claim: null, rows: [] }
  const objection = await db
    .selectFrom('space_objection')
    .select('erases')
    .where('community_id', '=', community.id)
    .where('member_id', '=', me.member)
    .executeTakeFirst()
  const stays = objection === undefined ? null : objection.erases ? ('erase' as const) : ('keep' as const)
  const { keys } = reading.outside
  const leads = move.state === 'settled' && stays === null
  return {
    stays,
    claim: leads ? `${move.destination}${claimPath(claimOf(keys, move.id, me.member))}` : null,
    rows: [...(await countOwnRows({ db, keys, space: community.id }, { member: me.member, account }, travelling))],
  }
}

export const readMove = (travelling: readonly Travelling[]) =>
  query({
    name: 'moves.read',
    summary: 'For members of a community that moves: where to, when, and what travels of them',
    route: 'GET /communities/{community}/move',
    input: z.object({ community: z.uuid() }),
    output: z.object({ destination: z.string(), leavesOn: z.string(), state: z.enum(MOVE_STATES), own }),
    async read(db, { input, ...reading }) {
      const here = await demandHere(db, reading, { id: input.community })
      demand(mayRead(here.asking))
      const { destination, leavesOn, state } = here.move ?? { destination: '', leavesOn: '', state: 'announced' as const }
      return { destination, leavesOn, state, own: await ownPart(db, reading, here, travelling) }
    },
  })
