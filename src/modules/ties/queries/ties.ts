import type { Selectable } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tables, Tx } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { no } from '../refusals.ts'
import { DEEPEST, dayIn, seenFrom } from '../rules.ts'
import type { TieState } from '../tables.ts'
import { askingIn, bothSeen, demandHere } from './here.ts'
import { tie, type Tie } from './shapes.ts'

export type TieRow = Selectable<Tables['tie']>

const drawn = (row: TieRow, here: string, other: SeenCommunity): Tie => ({
  ...{ id: row.id, state: row.state, mine: row.from_id === here, is: seenFrom(row.sort, row.from_id === here) },
  other: { id: other.id, path: other.path, name: other.name, language: other.language },
  said: row.hidden_for === null ? { text: row.text, language: row.language } : null,
  answered: row.answer === null || row.hidden_for !== null ? null : { text: row.answer, language: row.answer_language ?? 'und' },
  ended: row.ended_for === null || row.hidden_for !== null ? null : { text: row.ended_for, language: row.ended_language ?? 'und' },
  on: dayIn(row.answered_at ?? row.proposed_at),
  ...{ answerBy: row.answer_by, endedOn: row.ended_on },
})

/** Those that this reader may know of; what only was proposed is there for the stewards of the two alone. */
export async function tiesOf(db: Reader, reading: Reading, here: SeenCommunity): Promise<readonly Tie[]> {
  const decides = here.me?.role === 'steward'
  const states: readonly TieState[] = decides ? ['proposed', 'standing', 'ended', 'declined', 'lapsed'] : ['standing', 'ended']
  const rows = await db
    .selectFrom('tie')
    .selectAll()
    .where((where) => where.or([where('from_id', '=', here.id), where('to_id', '=', here.id)]))
    .where('state', 'in', [...states])
    .orderBy('proposed_at', 'desc')
    .orderBy('id')
    .execute()
  const seen = await communities.seenAmong(
    db,
    reading,
    rows.flatMap((row) => [row.from_id, row.to_id]),
  )
  return rows.flatMap((row) => {
    const both = bothSeen(seen, row.from_id, row.to_id)
    const other = both?.find(({ id }) => id !== here.id)
    return other === undefined ? [] : [drawn(row, here.id, other)]
  })
}

/** For a deed of one of its sides: the row is held until it is done. To whoever may not know of both it is not there. */
export async function heldTie(tx: Tx, reading: Reading, { community, tie: id }: { readonly community: string; readonly tie: string }) {
  const here = await demandHere(tx, reading, { id: community })
  const row = await tx.selectFrom('tie').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined || (row.from_id !== community && row.to_id !== community)) return refuse(no('tie.missing'))
  const both = bothSeen(await communities.seenAmong(tx, reading, [row.from_id, row.to_id]), row.from_id, row.to_id)
  const other = both?.find((one) => one.id !== community)
  const known = row.state === 'standing' || row.state === 'ended' || here.community.me?.role === 'steward'
  if (other === undefined || !known) return refuse(no('tie.missing'))
  return { here, row, other: askingIn(other, reading.actor) }
}

type Parts = { readonly part: string; readonly whole: string }

/** Whether somebody goes up from the whole and comes to the part: by ties that they may know of, so that a refusal tells of no other. */
export async function isCircle(db: Reader, reading: Reading, { part, whole }: Parts): Promise<boolean> {
  let level: readonly string[] = [whole]
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    if (level.includes(part)) return true
    const rows = await db
      .selectFrom('tie')
      .select(['sort', 'from_id', 'to_id'])
      .where('state', '=', 'standing')
      .where('sort', '!=', 'peer')
      .where((where) => where.or([where('from_id', 'in', [...level]), where('to_id', 'in', [...level])]))
      .execute()
    const seen = await communities.seenAmong(
      db,
      reading,
      rows.flatMap((row) => [row.from_id, row.to_id]),
    )
    const known = rows.filter((row) => bothSeen(seen, row.from_id, row.to_id) !== null)
    const above = known.map((row) => (row.sort === 'part-of' ? [row.from_id, row.to_id] : [row.to_id, row.from_id]))
    level = [...new Set(above.flatMap(([below = '', up = '']) => (level.includes(below) ? [up] : [])))]
  }
  return false
}

export const listTies = query({
  name: 'ties.list',
  summary: 'What a community is to others: those of which it is a part, its parts and its peers, with what both sides said of it',
  route: 'GET /communities/{community}/ties',
  input: z.object({ community: z.uuid() }),
  output: z.array(tie),
  async read(db, { input, ...reading }) {
    const { community } = await demandHere(db, reading, { id: input.community })
    return [...(await tiesOf(db, reading, community))]
  },
})
