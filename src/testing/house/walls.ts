import type { Import } from './imports.ts'
import { packageWall, type Step, type Wall } from './libraries.ts'
import { BELOW, isBrowserWorker, KINDS, placeOf, ROOMS, type Floor, type Kind, type Place } from './places.ts'
import type { Tree } from './tree.ts'

const wall = (rule: string, reason: string, remedy: string): Wall => ({ rule, reason, remedy })

/** The wall that stands between a file and what it imports, or null. The first that objects speaks; particular ones come first. */
export function wallOf(tree: Tree, from: Place, found: Import): Wall | null {
  const to = found.target === 'file' ? placeOf(found.to) : null
  const step = { tree, from, to, found }
  if (found.target === 'unknown') return from.test || from.floor === 'testing' || from.floor === 'bench' ? null : UNREADABLE
  if (to === null) return insideTheRoom(step) ?? packageWall(step)
  return packageWall(step) ?? betweenFloors(step) ?? betweenRooms(step) ?? insideTheRoom(step)
}

const UNREADABLE = wall(
  'imports-can-be-read',
  'No fence can see where an import goes whose name is made while running.',
  'Write the name out, or keep a list of literal imports to choose from.',
)

const FLOOR_WALLS: Readonly<Record<Floor, Wall>> = {
  packages: wall(
    'packages-are-pure',
    'Algorithms know no web, no database, no clock and no language.',
    'Pass what is needed in as an argument.',
  ),
  platform: wall(
    'platform-is-lowest',
    'The outside world knows nothing of deeds and pages.',
    'Move what needs both one floor up, or pass a function in.',
  ),
  core: wall(
    'core-knows-no-web',
    'A deed is the same from a page, from the API, from a job and from the command line.',
    'Let src/web translate; core gives plain data.',
  ),
  web: wall('web-knows-no-module', 'The grammar of pages serves every room.', 'Let the room hand it over by props or by its manifest.'),
  modules: wall('rooms-stand-on-floors', 'A room stands on web, core, platform and packages.', 'Look at the table BELOW in places.ts.'),
  main: wall('main-by-manifest', 'main puts together what the manifests hand over.', 'Look at the table BELOW in places.ts.'),
  browser: wall(
    'browser-is-apart',
    'Browser code is built on its own and runs without node, npm and the server.',
    'Copy the few lines, or send data in the page.',
  ),
  voter: wall(
    'voter-is-apart',
    'The client of a hidden voter is small enough to be read whole, and stands on nothing of the hub.',
    'Copy the few lines, or ask the hub by its routes.',
  ),
  migrations: wall(
    'migrations-stand-alone',
    'A migration that imports the product changes its meaning when the product changes.',
    'Write the SQL out in the migration.',
  ),
  testing: wall('testing-stays-outside', 'Tests may look at everything.', 'Look at the table BELOW in places.ts.'),
  bench: wall('bench-stays-outside', 'Measurements are no part of the product.', 'Look at the table BELOW in places.ts.'),
  settings: wall('settings-stand-alone', 'Settings of tools are read by the tools alone.', 'Look at the table BELOW in places.ts.'),
}

const NOBODY_IMPORTS: Partial<Readonly<Record<Floor, Wall>>> = {
  main: wall(
    'nobody-imports-main',
    'main is the only composition root: it knows all, and nobody knows it.',
    'Let main pass it in by the manifest or the kit.',
  ),
  testing: wall('testing-stays-outside', 'The product runs without its tests.', 'Move what the product needs out of src/testing.'),
  browser: FLOOR_WALLS.browser,
  voter: FLOOR_WALLS.voter,
  migrations: wall('migrations-by-main', 'The history of the tables is run by main alone.', 'Let main pass the list in.'),
}

function betweenFloors({ from, to }: Step): Wall | null {
  if (to === null || from.floor === null || to.floor === null || from.floor === to.floor) return null
  if (BELOW[from.floor].includes(to.floor)) return null
  if (isBrowserWorker(from.path) && to.floor === 'packages') return null
  // A test may use the house and its cast, and nothing else that its floor may not.
  if (from.test && to.floor === 'testing') return null
  return NOBODY_IMPORTS[to.floor] ?? FLOOR_WALLS[from.floor]
}

const DOOR = wall(
  'room-by-its-door',
  'Another room is its index.ts and nothing else: all the rest may change without asking.',
  'Import its index.ts, and let that say what you need.',
)
const MANIFEST = wall(
  'main-by-manifest',
  'main knows each room by its manifest alone, so that a room can be left out by one line.',
  'Hand it over in the room’s module.ts.',
)
const GROUND = wall(
  'ground-order',
  'Ground rooms carry the others: people and places, then organisations, then communities.',
  'Tell an event, or hand it up by the manifest.',
)
const PEERS = wall(
  'peers-are-strangers',
  'Peers that import one another grow together: what crosses goes down by a ground room, later by an event, or by the manifest.',
  'Tell an event that the other hears, or hand data over in module.ts.',
)
const WATCHERS = wall(
  'watchers-know-no-peer',
  'A watcher serves rooms that are not built yet, so it learns of none by name.',
  'Read what the manifests hand over (reportable, searchable, citable), or hear events.',
)

function betweenRooms({ from, to }: Step): Wall | null {
  if (to?.floor !== 'modules' || to.room === from.room) return null
  if (from.floor === 'main') return to.kind === 'module' ? null : MANIFEST
  if (from.floor !== 'modules') return null
  const mine = ROOMS[from.room ?? '']
  const theirs = ROOMS[to.room ?? '']
  if (mine === undefined || theirs === undefined) return null
  const stands = mine.sort !== 'ground' || (mine.order ?? 0) > (theirs.order ?? 0)
  if (theirs.sort !== 'ground' || !stands) return { ground: GROUND, peer: PEERS, watcher: WATCHERS }[mine.sort]
  return to.kind === 'index' ? null : DOOR
}

const PURE = wall(
  'rules-and-policy-are-pure',
  'They get facts and give a verdict: a table of cases tests them, without a database.',
  'Let the query or the command fetch it, and pass the facts in.',
)
const PROPS = wall(
  'views-get-props',
  'A view draws what it is given, so that a test can draw it without a hub.',
  'Let the page ask, and pass the answer as props (types may be imported).',
)
const NO_COMMAND = wall('queries-do-not-command', 'A reading that writes cannot be asked twice.', 'Move the write into a command.')
const NO_WEB = wall(
  'deeds-know-no-web',
  'The same deed is done by pages, API, jobs and seeds.',
  'Return plain data; pages and mail say it.',
)
const SQL = wall(
  'sql-in-its-room',
  'SQL lives in queries, commands and tables, where the test of table names reads it.',
  'Move the statement into a query or a command (types may be imported).',
)
const ORDER = wall(
  'room-order',
  'Inside a room: refusals, tables < rules < policy < thread < queries < commands < views < index < pages, jobs, mail < module.',
  'Move what both need down.',
)

function insideTheRoom(step: Step): Wall | null {
  const { from, to } = step
  if (from.test) return null
  if (from.kind !== null) {
    if (isImpure(step)) return PURE
    if (asksFromAView(step)) return PROPS
    if (from.kind === 'queries' && to?.room === from.room && to.kind === 'commands') return NO_COMMAND
    if (knowsTheWeb(step)) return NO_WEB
  }
  if (isSqlOutside(step)) return SQL
  if (from.kind === null || to === null || to.kind === null || from.room !== to.room) return null
  return KINDS[to.kind].height > KINDS[from.kind].height ? ORDER : null
}

/** Refusals of the hub itself ("sign in first") are as pure as a room's own. */
const PURE_CORE = 'src/core/refused.ts'

function isImpure({ from, to, found }: Step): boolean {
  if (found.typeOnly || (from.kind !== 'rules' && from.kind !== 'policy')) return false
  if (to === null) return true
  if (to.floor === 'core') return to.path !== PURE_CORE
  if (to.floor === 'platform' || to.floor === 'web') return true
  return to.room === from.room && to.kind !== null && KINDS[to.kind].height > KINDS.policy.height
}

function asksFromAView({ from, to, found }: Step): boolean {
  if (found.typeOnly || from.kind !== 'views') return false
  if (to === null) return found.to === 'kysely' || found.target === 'node'
  return to.floor === 'platform' || to.floor === 'core' || (to.room === from.room && (to.kind === 'queries' || to.kind === 'commands'))
}

const isHono = (found: Import): boolean => found.target === 'npm' && (found.to === 'hono' || found.to.startsWith('@hono/'))

const DEEDS: readonly (Kind | null)[] = ['tables', 'refusals', 'rules', 'policy', 'thread', 'queries', 'commands']

function knowsTheWeb({ from, to, found }: Step): boolean {
  return DEEDS.includes(from.kind) && (to?.floor === 'web' || isHono(found))
}

function isSqlOutside({ from, found }: Step): boolean {
  if (found.to !== 'kysely' || found.typeOnly) return false
  if (from.kind === 'queries' || from.kind === 'commands' || from.kind === 'tables') return false
  return from.floor === 'modules' || from.floor === 'web' || from.floor === 'main'
}
