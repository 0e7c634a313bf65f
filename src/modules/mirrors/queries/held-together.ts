import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { no } from '../refusals.ts'
import { acting, inTurns, restsFrom } from '../rules.ts'
import { bothSides, demandHere, ownSides } from './here.ts'
import { namedBy } from './named.ts'
import { endedFor, facilitatorsOf, mirrorOfSpace, versionsOf, type MirrorRow } from './rows.ts'
import { openSide, type OwnSide } from './seals.ts'
import { held, type Held } from './shapes.ts'

/** Null: the community is not held by two. `brief`: without those who show where they come from, for whom the seals of all are opened. */
export async function heldTogether(
  db: Reader,
  reading: Reading,
  { space, brief = false }: { readonly space: SeenCommunity; readonly brief?: boolean },
): Promise<Held | null> {
  const row = space.jointly ? await mirrorOfSpace(db, space.id) : undefined
  if (row === undefined) return null
  const versions = (await versionsOf(db, [row])).get(row.id) ?? []
  const comesFrom = await ownSides(db, reading, row)
  const uneven = row.state === 'open' ? row.uneven_since : null
  return {
    sides: await sidesFor(db, reading, { row, space, brief }),
    state: row.state === 'open' && (space.state === 'running' || space.resting) ? 'open' : 'ended',
    versions: versions.filter(({ state }) => state === 'agreed'),
    ...{ unevenSince: uneven, restsFrom: restsFrom(uneven), ended: endedFor(row) },
    mine: space.me === null ? null : await ownOf(db, reading, { space: space.id, member: space.me.member }),
    offers: await offersTo(db, row, comesFrom),
    comesFrom: [...comesFrom.keys()],
  }
}

type Whose = { readonly row: MirrorRow; readonly space: SeenCommunity; readonly brief: boolean }

/** In turns; empty where the reader may not know of both. */
async function sidesFor(db: Reader, reading: Reading, { row, space, brief }: Whose): Promise<Held['sides']> {
  const both = bothSides(await communities.seenAmong(db, reading, [row.from_id, row.to_id]), row)
  if (both === null) return []
  const all = await facilitatorsOf(db, space.id)
  const names = await namesOf(db, reading, { space, members: all.map(({ member }) => member) })
  const act = new Set(acting(all))
  const shown = space.me === null || brief ? new Map<string, readonly string[]>() : await shownIn(db, reading, space)
  return inTurns(both, reading.now).map((side) => ({
    community: { id: side.id, path: side.path, name: side.name, language: side.language },
    facilitators: all
      .filter(({ ofFrom }) => ofFrom === (side.id === row.from_id))
      .flatMap(({ member }) => {
        const name = names.get(member)
        return name === undefined ? [] : [{ member, name, acts: act.has(member) }]
      }),
    members: [...(shown.get(side.id) ?? [])],
  }))
}

/** Who acts is named to everybody, as they agreed; who stands by to members, by the rules of names there. */
async function namesOf(
  db: Reader,
  reading: Reading,
  { space, members }: { readonly space: SeenCommunity; readonly members: readonly string[] },
) {
  const leaders = await communities.leadersFor(db, reading, space.id, space.me !== null)
  const others = await communities.authorsFor(db, reading, space.id, members)
  return new Map([
    ...[...others].flatMap(([member, { name }]) => (name === null ? [] : [[member, name] as const])),
    ...leaders.map(({ member, name }) => [member, name] as const),
  ])
}

/** Who chose to show where they come from, by side; for members alone. */
async function shownIn(db: Reader, reading: Reading, space: SeenCommunity): Promise<ReadonlyMap<string, readonly string[]>> {
  const listed = await communities.listedIn(db, reading, space.id)
  const rows = await db
    .selectFrom('mirror_member')
    .select(['member_id as member', 'side_sealed as sealed'])
    .where('community_id', '=', space.id)
    .orderBy('member_id')
    .execute()
  const sides = new Map(rows.map(({ member, sealed }) => [member, openSide(reading.outside.keys, { space: space.id, member }, sealed)]))
  const own = listed.flatMap(({ member, name }) => {
    const side = sides.get(member)
    return side?.shown === true ? [{ side: side.side, name }] : []
  })
  return new Map([...Map.groupBy(own, ({ side }) => side)].map(([side, all]) => [side, all.map(({ name }) => name)]))
}

export async function sideOfMember(
  db: Reader,
  { outside }: Pick<Reading, 'outside'>,
  whose: { readonly space: string; readonly member: string },
): Promise<OwnSide | null> {
  const row = await db
    .selectFrom('mirror_member')
    .select('side_sealed as sealed')
    .where('community_id', '=', whose.space)
    .where('member_id', '=', whose.member)
    .executeTakeFirst()
  return row === undefined ? null : openSide(outside.keys, whose, row.sealed)
}

async function ownOf(db: Reader, reading: Reading, whose: { readonly space: string; readonly member: string }): Promise<Held['mine']> {
  const own = await sideOfMember(db, reading, whose)
  const facilitates = (await facilitatorsOf(db, whose.space)).some(({ member }) => member === whose.member)
  return { side: own?.side ?? null, shown: own?.shown ?? false, facilitates }
}

/** Which sides have named somebody, by the ids of their memberships there. */
export async function offersTo(db: Reader, row: Pick<MirrorRow, 'id'>, own: ReadonlyMap<string, string>): Promise<string[]> {
  const named: string[] = []
  for (const [side, member] of own) if ((await namedBy(db, { side, mirror: row.id })).includes(member)) named.push(side)
  return named
}

export const readHolding = query({
  name: 'mirrors.holding',
  summary: 'Of a space that two communities hold together: which two, their joint rules in all versions, who looks after it for each',
  route: 'GET /communities/{community}/holding',
  input: z.object({ community: z.uuid().describe('The space') }),
  output: held,
  async read(db, { input, ...reading }) {
    const { community } = await demandHere(db, reading, { id: input.community })
    return (await heldTogether(db, reading, { space: community })) ?? refuse(no('mirror.missing'))
  },
})
