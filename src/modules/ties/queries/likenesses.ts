import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { mayEnd } from '../policy.ts'
import { dayIn, pairOf } from '../rules.ts'
import { demandHere } from './here.ts'
import { likeness, type Likeness } from './shapes.ts'

/** Nothing of this is said of what not everybody may know, whoever asks. */
const isOpen = ({ access, hiddenFor, youth, state }: SeenCommunity): boolean =>
  access !== 'hidden' && hiddenFor === null && !youth && state === 'running'

/** With which others the hub takes it for the same; there for its stewards alone. */
export async function likenessesOf(db: Reader, reading: Reading, here: SeenCommunity): Promise<readonly Likeness[]> {
  if (here.me?.role !== 'steward' || !isOpen(here)) return []
  const rows = await db
    .selectFrom('likeness')
    .select(['one_id', 'other_id', 'reasons', 'found_at as at'])
    .where('state', '=', 'waiting')
    .where((where) => where.or([where('one_id', '=', here.id), where('other_id', '=', here.id)]))
    .orderBy('found_at', 'desc')
    .orderBy('one_id')
    .orderBy('other_id')
    .execute()
  const otherOf = (row: (typeof rows)[number]): string => (row.one_id === here.id ? row.other_id : row.one_id)
  const seen = await communities.seenAmong(db, reading, rows.map(otherOf))
  return rows.flatMap((row) => {
    const other = seen.get(otherOf(row))
    if (other === undefined || !isOpen(other)) return []
    const { id, path, name, language } = other
    return [{ other: { id, path, name, language }, summary: other.summary, reasons: row.reasons, on: dayIn(row.at) }]
  })
}

/** For a deed of one of the two: the row is held until it is done. Null: the hub never said so of them. */
export async function heldLikeness(tx: Tx, community: string, other: string) {
  const [one, two] = pairOf(community, other)
  const select = tx.selectFrom('likeness').select('state').where('one_id', '=', one).where('other_id', '=', two)
  return (await select.forUpdate().executeTakeFirst()) ?? null
}

export const listLikenesses = query({
  name: 'ties.likenesses',
  summary: 'For stewards: communities that the hub takes for the same as theirs, and why',
  route: 'GET /communities/{community}/likenesses',
  input: z.object({ community: z.uuid() }),
  output: z.array(likeness),
  async read(db, { input, ...reading }) {
    const { community, asking } = await demandHere(db, reading, { id: input.community })
    demand(mayEnd(asking))
    return [...(await likenessesOf(db, reading, community))]
  },
})
