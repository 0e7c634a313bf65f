import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { no } from '../refusals.ts'
import { dayIn } from '../rules.ts'
import { bothSides, demandHere } from './here.ts'
import { current, endedFor, textFor, versionsOf, type MirrorRow } from './rows.ts'
import { at, mirror, version, type Mirror, type Version } from './shapes.ts'

type Found = { readonly mirror: Mirror; readonly versions: readonly Version[] }

/** What a community holds with others, as this reader may know of it: what only was proposed is there for stewards of the two alone. */
export async function mirrorsOf(db: Reader, reading: Reading, here: SeenCommunity): Promise<readonly Found[]> {
  const decides = here.me?.role === 'steward'
  let select = db
    .selectFrom('mirror')
    .selectAll()
    .where((where) => where.or([where('from_id', '=', here.id), where('to_id', '=', here.id)]))
  if (!decides) select = select.where('state', 'in', ['open', 'ended'])
  const rows = await select.orderBy('proposed_at', 'desc').orderBy('id').execute()
  const ids = rows.flatMap((row) => [row.from_id, row.to_id, ...(row.space_id === null ? [] : [row.space_id])])
  const seen = await communities.seenAmong(db, reading, ids)
  const versions = await versionsOf(db, rows)
  return rows.flatMap((row) => {
    const other = bothSides(seen, row)?.find(({ id }) => id !== here.id)
    const space = row.space_id === null ? null : (seen.get(row.space_id) ?? null)
    if (other === undefined || (row.space_id !== null && space === null)) return []
    const all = versions.get(row.id) ?? []
    return [{ mirror: drawn(row, { here, other, space, versions: all, locale: reading.actor.locale, decides }), versions: all }]
  })
}

type Around = {
  readonly here: SeenCommunity
  readonly other: SeenCommunity
  readonly space: SeenCommunity | null
  readonly versions: readonly Version[]
  readonly locale: string
  readonly decides: boolean
}

function drawn(row: MirrorRow, { here, other, space, versions, locale, decides }: Around): Mirror {
  const text = textFor(current(versions), locale)
  const waiting = versions.find(({ state }) => state === 'waiting')
  return {
    ...{ id: row.id, state: row.state, ended: endedFor(row), since: row.opened_on ?? dayIn(row.proposed_at) },
    other: { id: other.id, path: other.path, name: other.name, language: other.language },
    name: { text: text?.name ?? '', language: text?.language ?? 'und' },
    space: space === null ? null : { id: space.id, path: space.path },
    waits: !decides || waiting === undefined ? null : waiting.by === here.id ? 'there' : 'here',
  }
}

export const listMirrors = query({
  name: 'mirrors.list',
  summary: 'Spaces that a community holds together with another; for its stewards also what was proposed',
  route: 'GET /communities/{community}/mirrors',
  input: z.object({ community: z.uuid() }),
  output: z.array(mirror),
  async read(db, { input, ...reading }) {
    const { community } = await demandHere(db, reading, { id: input.community })
    return (await mirrorsOf(db, reading, community)).map((one) => one.mirror)
  },
})

/** For stewards of one of the two: all that was written and answered. */
export async function mirrorFor(
  db: Reader,
  reading: Reading,
  { community, id }: { readonly community: SeenCommunity; readonly id: string },
): Promise<Found> {
  const found = community.me?.role === 'steward' ? await mirrorsOf(db, reading, community) : []
  return found.find((one) => one.mirror.id === id) ?? refuse(no('mirror.missing'))
}

export const readMirror = query({
  name: 'mirrors.read',
  summary: 'For stewards of one of the two: what was proposed, in all its versions, and what each side answered',
  route: 'GET /communities/{community}/mirrors/{mirror}',
  input: at,
  output: z.object({ mirror, versions: z.array(version) }),
  async read(db, { input, ...reading }) {
    const { community } = await demandHere(db, reading, { id: input.community })
    const found = await mirrorFor(db, reading, { community, id: input.mirror })
    return { mirror: found.mirror, versions: [...found.versions] }
  },
})
