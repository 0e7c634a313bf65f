import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { countOwnRows, ownHoldings, spaceOfThing } from '../../../core/move-out.ts'
import type { SpaceSort } from '../../../core/moving.ts'
import type { Reading } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayRead } from '../policy.ts'
import type { Travels } from '../rules.ts'
import { MOVE_STATES } from '../tables.ts'
import { claimOf, claimOfTag, claimPath } from './claims.ts'
import { demandHere, moveOf, type Here, type Move } from './here.ts'
import { ownBelonging } from './movers.ts'

const own = z.object({
  belongs: z.boolean().describe('Whoever asks belongs to it, or held an office in it'),
  stays: z.enum(['keep', 'erase']).nullable().describe('Null: this member comes along'),
  claim: z.string().nullable().describe('Once it has moved: the address at which this member, and nobody else, comes in on the other hub'),
  rows: z
    .array(z.object({ table: z.string(), room: z.string(), rows: z.number() }))
    .describe('What stands there under what they are, by table'),
  parts: z
    .array(z.object({ table: z.string(), of: z.string(), claim: z.string().nullable() }))
    .describe('In what of a body they took part, and once it has moved the address at which this part is theirs there'),
})
export type OwnPart = z.infer<typeof own>

const NONE: OwnPart = { belongs: false, stays: null, claim: null, rows: [], parts: [] }

/** Where somebody took part in something of a body. */
async function partsOf(db: Reader, { actor, outside }: Reading, move: Move, travels: Travels): Promise<OwnPart['parts']> {
  if (move.sort !== 'body' || actor.account === null) return []
  const { keys } = outside
  const held = await ownHoldings({ db, keys, space: move.space }, actor.account, travels.body.travelling)
  return held.map(({ table, id, tag }) => ({
    ...{ table, of: id },
    claim: move.state === 'settled' ? `${move.destination}${claimPath(claimOfTag(keys, move.id, tag))}` : null,
  }))
}

/** Of whoever asks, for their own eyes. */
export async function ownPart(db: Reader, reading: Reading, { move }: Pick<Here, 'move'>, travels: Travels): Promise<OwnPart> {
  const { actor, outside } = reading
  if (move === null || actor.account === null) return NONE
  const parts = await partsOf(db, reading, move, travels)
  const me = await ownBelonging(db, outside, move, actor)
  if (me === null) return { ...NONE, parts }
  const objection = await db
    .selectFrom('space_objection')
    .select('erases')
    .where('community_id', '=', move.space)
    .where('member_id', '=', me.member)
    .executeTakeFirst()
  const stays = objection === undefined ? null : objection.erases ? ('erase' as const) : ('keep' as const)
  const { keys } = outside
  const leads = move.state === 'settled' && stays === null
  return {
    ...{ belongs: true, stays, parts },
    claim: leads ? `${move.destination}${claimPath(claimOf(keys, move.id, me.member))}` : null,
    rows: [...(await countOwnRows({ db, keys, space: move.space }, me, travels[move.sort].travelling))],
  }
}

/** The move of the body to which something belongs, with the reader's own part in that thing alone. Asked on each page of a dialogue, and mostly nothing moves. */
export async function moveOfThing(db: Reader, reading: Reading, at: { readonly table: string; readonly id: string }, travels: Travels) {
  if (!(await someBodyMoves(db))) return null
  const space = await spaceOfThing(db, travels.body.travelling, at)
  const move = space === null ? null : await moveOf(db, space)
  if (move === null) return null
  const parts = await partsOf(db, reading, move, travels)
  return { move, part: parts.find(({ of }) => of === at.id) ?? null }
}

async function someBodyMoves(db: Reader): Promise<boolean> {
  return (await db.selectFrom('space_move').select('id').where('sort', '=', 'body').limit(1).executeTakeFirst()) !== undefined
}

const readingOf =
  (sort: SpaceSort, name: string, said: { readonly summary: string; readonly route: `GET /${string}` }) => (travels: Travels) =>
    query({
      name,
      ...said,
      input: z.object({ space: z.uuid() }),
      output: z.object({ destination: z.string(), leavesOn: z.string(), state: z.enum(MOVE_STATES), own }),
      async read(db, { input, ...reading }) {
        const here = await demandHere(db, reading, sort, { id: input.space })
        demand(mayRead(here.asking))
        const { destination, leavesOn, state } = here.move ?? { destination: '', leavesOn: '', state: 'announced' as const }
        return { destination, leavesOn, state, own: await ownPart(db, reading, here, travels) }
      },
    })

export const readMove = readingOf('community', 'moves.read', {
  summary: 'For members of a community that moves: where to, when, and what travels of them',
  route: 'GET /communities/{space}/move',
})

export const readBodyMove = readingOf('body', 'moves.read-body', {
  summary: 'That a body moves: where to, when, and what travels of whoever asks',
  route: 'GET /bodies/{space}/move',
})
