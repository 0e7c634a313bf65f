import type { Import } from './imports.ts'
import {
  isBrowserWorker,
  LIBRARIES_OF_PACKAGES,
  LIBRARIES_OF_THE_BROWSER,
  PACKAGES_OF_THE_VOTER,
  PACKAGES_ON_PACKAGES,
  type Place,
} from './places.ts'
import type { Tree } from './tree.ts'

export type Wall = { readonly rule: string; readonly reason: string; readonly remedy: string }
/** One import on its way. `to` is null where it leaves the project. */
export type Step = { readonly tree: Tree; readonly from: Place; readonly to: Place | null; readonly found: Import }

const PURE: Wall = {
  rule: 'packages-are-pure',
  reason: 'Algorithms know no web, no database, no clock and no language; they stand on #base alone.',
  remedy: 'Pass it in as an argument, or write a decision record and a line in LIBRARIES_OF_PACKAGES.',
}
const THREADS: Wall = {
  rule: 'threads-in-src',
  reason: 'A package computes; where it computes is decided by who calls it.',
  remedy: 'Put the worker thread’s entry (thread.ts) into the room, or into src/platform.',
}
const DOOR: Wall = {
  rule: 'packages-by-the-door',
  reason: 'A package is its index.ts, under its own name.',
  remedy: 'Import #<name>, export what you need there, and name the package under "imports" in package.json.',
}
const UNDECLARED: Wall = {
  rule: 'no-undeclared-package',
  reason: 'What package.json does not name may be gone after the next install; builtins carry node: before their name.',
  remedy: 'Name it in package.json (dependencies for the product, devDependencies for tests, bench and settings).',
}
const HONO: Wall = {
  rule: 'core-knows-no-web',
  reason: 'A deed is the same from a page, from the API, from a job and from the command line.',
  remedy: 'Let src/web translate; core gives plain data.',
}
const BROWSER: Wall = {
  rule: 'browser-is-apart',
  reason: 'Browser code is built on its own and runs without node, npm and the server.',
  remedy: 'Write the few lines, or add the library to LIBRARIES_OF_THE_BROWSER with a decision record.',
}
const VOTER: Wall = {
  rule: 'voter-is-apart',
  reason: 'The client of a hidden voter is small enough to be read whole: its own files and four packages.',
  remedy: 'Write the few lines, or argue with docs/decisions/032.',
}
const FEDIFY: Wall = {
  rule: 'fedify-in-its-room',
  reason: 'One room speaks with other servers.',
  remedy: 'Hand it to the room "federation" by the manifest or by an event.',
}

/** Walls about packages: ours, npm's and node's. */
export function packageWall(step: Step): Wall | null {
  const { from, to } = step
  if (from.floor === 'packages') return fromAPackage(step)
  if (to?.floor === 'packages') return throughTheDoor(step)
  if (to !== null) return null
  return outsideOfItsRoom(step) ?? declaredIn(step)
}

function fromAPackage(step: Step): Wall | null {
  const { from, to, found } = step
  if (found.byUrl && !from.forTests) return THREADS
  if (found.target === 'node') return from.forTests ? null : found.to === 'node:worker_threads' ? THREADS : PURE
  if (to !== null) return insidePackages(step, to)
  if (from.forTests) return declaredIn(step)
  if (!(LIBRARIES_OF_PACKAGES[from.package ?? ''] ?? []).includes(found.to)) return PURE
  return declaredIn(step)
}

function insidePackages({ from, to, found, tree }: Step, target: Place): Wall | null {
  if (to?.floor !== 'packages') return PURE
  if (target.package === from.package) return null
  if (isDeep(found.specifier)) return DOOR
  const beside = PACKAGES_ON_PACKAGES[from.package ?? ''] ?? []
  if (target.package !== 'base' && !beside.includes(target.package ?? '')) return PURE
  return namesIn(tree, 'package.json', ['imports']).includes(`#${target.package ?? ''}`) ? null : DOOR
}

const isDeep = (specifier: string): boolean => !/^#[\w-]+$/.test(specifier)

function throughTheDoor({ found, to, from, tree }: Step): Wall | null {
  // But for its workers, the browser has no packages at all; its own wall says so.
  if (from.floor === 'browser' && !isBrowserWorker(from.path)) return null
  if (from.floor === 'voter' && !from.forTests && !PACKAGES_OF_THE_VOTER.includes(to?.package ?? '')) return VOTER
  if (isDeep(found.specifier)) return DOOR
  return namesIn(tree, 'package.json', ['imports']).includes(`#${to?.package ?? ''}`) ? null : DOOR
}

function outsideOfItsRoom({ from, found }: Step): Wall | null {
  const { target, to } = found
  if (from.floor === 'browser' && !from.test) {
    return isBrowserWorker(from.path) && LIBRARIES_OF_THE_BROWSER.includes(to) ? null : BROWSER
  }
  if (from.floor === 'voter' && !from.forTests) return VOTER
  if (from.floor === 'core' && target === 'npm' && (to === 'hono' || to.startsWith('@hono/'))) return HONO
  if (target === 'npm' && to.startsWith('@fedify/') && from.room !== 'federation' && !from.forTests) return FEDIFY
  return null
}

function declaredIn({ from, found, tree }: Step): Wall | null {
  if (found.target === 'node') return null
  const outsideTheProduct = from.forTests || from.floor === 'bench' || from.floor === 'settings'
  const lists = ['dependencies', 'optionalDependencies', ...(outsideTheProduct ? ['devDependencies'] : [])]
  const declared = namesIn(tree, 'package.json', lists)
  const open = found.specifier.endsWith('*') ? found.specifier.slice(0, -1) : null
  const known = open === null ? declared.includes(found.to) : declared.some((name) => name.startsWith(open))
  return known ? null : UNDECLARED
}

function namesIn(tree: Tree, path: string, lists: readonly string[]): readonly string[] {
  const manifest: Readonly<Record<string, unknown>> = JSON.parse(tree.get(path) ?? '{}')
  return lists.flatMap((list) => Object.keys(manifest[list] ?? {}))
}
