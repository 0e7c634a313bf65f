import { deed, reading } from '../../core/operation.ts'
import type { SpaceSort, Staying, StayingTable, Travel, Travelling } from '../../core/moving.ts'
import type { Manifest } from '../../web/manifest.ts'
import { announceBodyMove, announceMove } from './commands/announce-move.ts'
import { cancelBodyMove, cancelMove } from './commands/cancel-move.ts'
import { claimPlace } from './commands/claim-place.ts'
import { acceptBodyMove, acceptMove, declineBodyMove, declineMove } from './commands/decline-move.ts'
import { exportSpace } from './commands/export-space.ts'
import { forgetClaims, releaseMember } from './commands/forget-claims.ts'
import { freezeSpace } from './commands/freeze-space.ts'
import { importSpace } from './commands/import-space.ts'
import { planMove } from './commands/plan-move.ts'
import { settleMove } from './commands/settle-move.ts'
import { listeners, sweeps } from './jobs.ts'
import { claimLetter } from './mail/claim.tsx'
import { pagesOf } from './pages.tsx'
import { bodySection, subjectSectionOf } from './pages/section.tsx'
import { heldOfMoves, newsOf } from './queries/held.ts'
import { readBodyMove, readMove } from './queries/read-move.ts'
import { refusals } from './refusals.ts'

type Room = Pick<Manifest, 'name' | 'holds' | 'stays'>
type Said = Travel | Staying | undefined

/** With a body nothing of a community moves, and the other way round; of all else the reason is the same. */
function withBody(ofTable: Said, withCommunity: Said): Said {
  if (ofTable !== undefined) return ofTable
  return typeof withCommunity === 'object' ? 'of-communities' : withCommunity === 'of-bodies' ? undefined : withCommunity
}

/** What the rooms say of their tables: how each travels, or why it stays. A table of which nothing is said stays nowhere, and a test finds it. */
export function travelsOf(
  rooms: readonly Room[],
  sort: SpaceSort,
): {
  readonly travelling: readonly Travelling[]
  readonly staying: readonly StayingTable[]
  readonly unsaid: readonly string[]
} {
  const all = rooms.flatMap(({ name, holds = [], stays }) =>
    holds.map(({ table, travels = stays, withBody: own }) => ({
      ...{ table, room: name },
      travels: sort === 'body' ? withBody(own, travels) : travels,
    })),
  )
  return {
    travelling: all.flatMap(({ table, room, travels }) => (typeof travels === 'object' ? [{ table, room, travel: travels }] : [])),
    staying: all.flatMap(({ table, room, travels }) => (typeof travels === 'string' ? [{ table, room, reason: travels }] : [])),
    unsaid: all.flatMap(({ table, travels }) => (travels === undefined ? [table] : [])),
  }
}

/** A watcher: it learns what travels of what main hands over, and of no room by its name. */
export function movesOf(rooms: readonly Room[]): Manifest {
  const travels = { community: travelsOf(rooms, 'community'), body: travelsOf(rooms, 'body') }
  return {
    name: 'moves',
    messages: new URL('./messages/', import.meta.url),
    refusals,
    operations: [
      ...[reading(readMove(travels)), deed(announceMove), deed(cancelMove), deed(declineMove), deed(acceptMove)],
      ...[reading(readBodyMove(travels)), deed(announceBodyMove), deed(cancelBodyMove), deed(declineBodyMove), deed(acceptBodyMove)],
      ...[deed(freezeSpace(travels)), deed(exportSpace(travels)), deed(settleMove), deed(importSpace(travels))],
      ...[deed(planMove(travels)), deed(claimPlace(travels)), deed(forgetClaims), deed(releaseMember)],
    ],
    pages: pagesOf(travels),
    jobs: (kit) => ({ listeners: listeners(kit), sweeps }),
    subjectSection: subjectSectionOf(travels),
    bodySection,
    news: newsOf(travels),
    stays: 'of-the-hub',
    holds: [
      { table: 'space_move', about: 'nobody', sealed: ['receipt_hash'] },
      { table: 'space_objection', about: 'tag' },
      { table: 'space_arrival', about: 'nobody' },
      { table: 'space_claim', about: 'nobody', sealed: ['token_hash'] },
    ],
    heldOf: ({ runner: { db, outside } }, own) => heldOfMoves(db, outside, own, outside.now()),
    letters: [
      {
        name: 'claim',
        draw: (page) =>
          claimLetter(page, { link: `https://elsewhere.example/arrivals/${'A'.repeat(43)}`, destination: 'https://elsewhere.example' }),
      },
    ],
  }
}
