import type { Selectable } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tables, Tx } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { no } from '../refusals.ts'
import { dayIn, daysAfter, UNDO_DAYS } from '../rules.ts'
import { bothSeen, demandHere } from './here.ts'
import { merger, type Merger } from './shapes.ts'

export type MergerRow = Selectable<Tables['merger']>

/** Who may know of one in which state: everybody that it happened, members of the one that would end that they are asked, stewards the rest. */
function isKnown(row: MergerRow, here: SeenCommunity): boolean {
  if (here.me?.role === 'steward' || row.state === 'merged') return true
  return row.ending_id === here.id && here.me !== null && (row.state === 'asking' || row.state === 'objected')
}

export async function mergersOf(db: Reader, reading: Reading, here: SeenCommunity): Promise<readonly Merger[]> {
  const rows = await db
    .selectFrom('merger')
    .selectAll()
    .where((where) => where.or([where('ending_id', '=', here.id), where('into_id', '=', here.id)]))
    .orderBy('proposed_at', 'desc')
    .orderBy('id')
    .execute()
  const known = rows.filter((row) => isKnown(row, here))
  const seen = await communities.seenAmong(
    db,
    reading,
    known.flatMap((row) => [row.ending_id, row.into_id]),
  )
  const mine = await objectionsBy(db, here)
  return known.flatMap((row) => {
    const other = bothSeen(seen, row.ending_id, row.into_id)?.find(({ id }) => id !== here.id)
    return other === undefined ? [] : [drawn(row, here, { other, objected: mine.has(row.id) })]
  })
}

function drawn(
  row: MergerRow,
  here: SeenCommunity,
  { other, objected }: { readonly other: SeenCommunity; readonly objected: boolean },
): Merger {
  const ends = row.ending_id === here.id
  return {
    ...{ id: row.id, ends, state: row.state, on: dayIn(row.proposed_at), answerBy: row.answer_by, objectBy: row.object_by, objected },
    other: { id: other.id, path: other.path, name: other.name, language: other.language },
    said: row.hidden_for === null ? { text: row.text, language: row.language } : null,
    answeredHere: (ends ? row.ending_says : row.into_says) !== null,
    undoUntil: row.state === 'merged' && row.settled_at !== null ? daysAfter(row.settled_at, UNDO_DAYS) : null,
  }
}

async function objectionsBy(db: Reader, here: SeenCommunity): Promise<ReadonlySet<string>> {
  if (here.me === null) return new Set()
  const rows = await db
    .selectFrom('merger_objection')
    .select('merger_id as id')
    .where('ending_id', '=', here.id)
    .where('member_id', '=', here.me.member)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** For a deed of one of its sides: the row is held until it is done. To whoever may not know of it it is not there. */
export async function heldMerger(
  tx: Tx,
  reading: Reading,
  { community, merger: id }: { readonly community: string; readonly merger: string },
) {
  const here = await demandHere(tx, reading, { id: community })
  const row = await tx.selectFrom('merger').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined || (row.ending_id !== community && row.into_id !== community) || !isKnown(row, here.community))
    return refuse(no('merger.missing'))
  return { here, row, ends: row.ending_id === community }
}

export const listMergers = query({
  name: 'ties.mergers',
  summary: 'Whether a community was proposed to be the same as another, and what its members and stewards are asked',
  route: 'GET /communities/{community}/mergers',
  input: z.object({ community: z.uuid() }),
  output: z.array(merger),
  async read(db, { input, ...reading }) {
    const { community } = await demandHere(db, reading, { id: input.community })
    return [...(await mergersOf(db, reading, community))]
  },
})
