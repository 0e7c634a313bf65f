import { deadLinks } from './links.ts'
import { child, children, isCode, isTest, lineAt, parse, walk, word, type Node, type Tree } from './tree.ts'

export const MOST = { file: 400, function: 70, view: 100, parameters: 5, exports: 20, roomFiles: 80 } as const

/** Rooms that may hold more, each with the decision that says why. */
const LARGER_ROOMS: Readonly<Record<string, number>> = {
  // docs/decisions/013: one noun, from its question to its answer.
  dialogue: 166,
}

/**
 * Old sins, each `<sentence's beginning>` with the day when it is to be gone. A ratchet: it may lose lines and never gains one.
 * It is empty.
 */
export const OLD_SINS: readonly string[] = []

/** Every untidiness, each a sentence that says what to do. */
export function untidinessIn(tree: Tree): readonly string[] {
  const found = [...tree].flatMap(([path, source]) => [
    ...named(path),
    ...placed(path, source),
    ...(isCode(path) ? coded(path, source) : []),
  ])
  return [...found, ...rooms(tree), ...licence(tree), ...deadLinks(tree)].filter(
    (sentence) => !OLD_SINS.some((sin) => sentence.startsWith(sin)),
  )
}

const BANNED = /^(utils?|helpers?|common|misc|shared|stuff)$|-(utils?|helpers?|v\d+|new|old)$/

function named(path: string): string[] {
  if (!/^(src|packages|bench|migrations)\//.test(path)) return []
  const words = path.split('/').map((part) => part.replace(/(\.test)?\.\w+$/, ''))
  return words.filter((part) => BANNED.test(part)).map((part) => `${path}: "${part}" names no thing: call it by what it holds`)
}

/** No slash, letter or dot before: `/home/…` on a disk, and not a part of an address. */
const MACHINE_PATH = /(?<![\w.:/*-])\/(?:home|Users|root|work|tmp)\/[\w.-]+|\b[A-Z]:\\Users\\/
const REGISTRY = /https?:\/\/[^\s"'`]*(?:registry|artifactory|verdaccio)[^\s"'`]*|registry\.npmjs\.org/

/** A workspace's own folder ("resolved": "packages/base") is no registry. */
const RESOLVED = /"resolved":/

function placed(path: string, source: string): string[] {
  const machine = MACHINE_PATH.exec(source)
  const registry = REGISTRY.exec(source)
  return [
    ...(machine === null
      ? []
      : [`${path}:${lineAt(source, machine.index)}: ${machine[0]} exists on one machine: use a path from the project`]),
    ...(registry === null
      ? []
      : [`${path}:${lineAt(source, registry.index)}: the address of a registry belongs into the settings of a machine`]),
    ...(path === 'package-lock.json' && RESOLVED.test(source)
      ? [`${path}: "resolved" ties the project to one registry: install with omit-lockfile-registry-resolved`]
      : []),
  ]
}

function licence(tree: Tree): string[] {
  return (tree.get('LICENSE') ?? '').includes('Apache License') ? [] : ['LICENSE: the text of the Apache License 2.0 belongs there']
}

function coded(path: string, source: string): string[] {
  const lines = source.trimEnd().split('\n').length
  const long =
    lines > MOST.file && !path.startsWith('migrations/') ? [`${path}: ${lines} lines, at most ${MOST.file}: it is two files`] : []
  const found: string[] = []
  walk(parse(path, source).program, (node, parents) => {
    const sentence = inNode(path, node, parents) ?? sizeOf(path, source, node)
    if (sentence !== null) found.push(`${path}:${lineAt(source, node.start)}: ${sentence}`)
  })
  return [...long, ...found]
}

const inProduct = (path: string): boolean => /^(src|packages|migrations)\//.test(path)
const CONFIG = 'src/platform/config.ts'

function inNode(path: string, node: Node, parents: readonly Node[]): string | null {
  switch (node.type) {
    case 'TSAnyKeyword':
      return '`any` switches the compiler off: say `unknown` and look'
    case 'TSNonNullExpression':
      return '`!` promises what nobody checks: ask, and throw a sentence'
    case 'VariableDeclarator':
    case 'PropertyDefinition':
      return node['definite'] === true ? '`!` promises what nobody checks: give it a value' : null
    case 'ClassDeclaration':
      return serviceName(node)
    case 'MemberExpression':
      return reached(path, node)
    case 'ImportDeclaration':
      return importsEnvironment(path, node)
    case 'CallExpression':
      return looseMoney(path, node)
    case 'Identifier':
      return isConsole(path, node, parents) ? 'no console: the log is given (src/platform/log.ts)' : null
    default:
      return null
  }
}

function isConsole(path: string, node: Node, parents: readonly Node[]): boolean {
  const above = parents.at(-1)
  return inProduct(path) && word(node, 'name') === 'console' && above?.type === 'MemberExpression' && child(above, 'object') === node
}

function serviceName(node: Node): string | null {
  const name = word(child(node, 'id'), 'name') ?? ''
  return /(Service|Manager|Helper|Repository)$/.test(name) ? `${name} says how it is built and not what it is: name the thing` : null
}

function reached(path: string, node: Node): string | null {
  const isEnvironment = word(child(node, 'object'), 'name') === 'process' && word(child(node, 'property'), 'name') === 'env'
  return isEnvironment && inProduct(path) && path !== CONFIG ? `the environment is read in ${CONFIG} alone: pass the setting in` : null
}

function importsEnvironment(path: string, node: Node): string | null {
  const fromProcess = /^(node:)?process$/.test(word(child(node, 'source'), 'value') ?? '')
  const named = children(node, 'specifiers').some((specifier) => word(child(specifier, 'imported'), 'name') === 'env')
  return fromProcess && named && inProduct(path) && path !== CONFIG
    ? `the environment is read in ${CONFIG} alone: pass the setting in`
    : null
}

/** Rooms and packages that count money. */
const MONEY = /^(src\/modules\/(funds|campaigns|claims)|packages\/ledger)\//

function looseMoney(path: string, node: Node): string | null {
  const callee = child(node, 'callee')
  const name = word(callee, 'name') ?? word(child(callee, 'property'), 'name') ?? ''
  const loose = MONEY.test(path) && /^(parseFloat|toFixed|toPrecision)$/.test(name)
  return loose ? `${name} loses cents: money is a whole number of minor units` : null
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
const isView = (path: string): boolean => /\/(views|mail)\//.test(path) || /^src\/web\/.*\.tsx$/.test(path)

function sizeOf(path: string, source: string, node: Node): string | null {
  if (!FUNCTIONS.has(node.type)) return null
  const parameters = children(node, 'params').length
  if (parameters > MOST.parameters) return `${parameters} positional parameters, at most ${MOST.parameters}: pass one object with names`
  // A test file is one long list of cases inside describe(), a migration one list of tables; their limit is that of the file.
  if (isTest(path) || path.startsWith('migrations/')) return null
  const most = isView(path) ? MOST.view : MOST.function
  const lines = lineAt(source, node.end) - lineAt(source, node.start) + 1
  return lines > most ? `a function of ${lines} lines, at most ${most}: name its parts` : null
}

function rooms(tree: Tree): string[] {
  const files = new Map<string, number>()
  for (const path of tree.keys()) {
    const room = /^src\/modules\/([^/]+)\//.exec(path)?.[1]
    // Tests are not counted: a room that is tested more must not look like two.
    if (room !== undefined && !path.includes('/messages/') && !/\.test\.tsx?$/.test(path)) files.set(room, (files.get(room) ?? 0) + 1)
  }
  const crowded = [...files]
    .map(([room, count]) => ({ room, count, most: LARGER_ROOMS[room] ?? MOST.roomFiles }))
    .filter(({ count, most }) => count > most)
    .map(({ room, count, most }) => `src/modules/${room}: ${count} files, at most ${most}: it is two rooms`)
  return [...crowded, ...doors(tree)]
}

function doors(tree: Tree): string[] {
  return [...tree].flatMap(([path, source]) => {
    if (!/^src\/modules\/[^/]+\/index\.ts$/.test(path)) return []
    const names = exportsOf(parse(path, source).program)
    if (names === null) return [`${path}: "export *" opens the whole room: name what is for others`]
    return names > MOST.exports ? [`${path}: ${names} exports, at most ${MOST.exports}: a door is narrow`] : []
  })
}

/** How many names a file exports, or null where `export *` leaves that open. */
function exportsOf(program: Node): number | null {
  const body = children(program, 'body')
  if (body.some((node) => node.type === 'ExportAllDeclaration')) return null
  return body
    .filter((node) => node.type.startsWith('Export'))
    .map((node) => {
      const declared = child(node, 'declaration')
      return children(node, 'specifiers').length + (declared === null ? 0 : Math.max(1, children(declared, 'declarations').length))
    })
    .reduce((sum, count) => sum + count, 0)
}
