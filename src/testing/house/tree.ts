import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

/** Path from the root (with `/`) to text. A break is planted in such a map, so no copy on disk is needed. */
export type Tree = ReadonlyMap<string, string>

/** Parsed by the parser that vite brings: comments, strings and JSX cannot be mistaken for code. */
export type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown }

type Parsed = { readonly source: string; readonly program: Node; readonly comments: readonly string[] }

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** And whatever lies under `deploy/`, whose files are called as the programs want that read them. */
const TEXT = /^deploy\/|\.(tsx?|m?js|cjs|json|md|css|yml|yaml|txt|html|svg|sh|sql)$|(^|\/)(\.\w+|LICENSE|NOTICE|Dockerfile)$/
const MADE_BY_TOOLS = new Set(['.git', 'build', 'data', 'coverage', 'node_modules', 'packages/deliberation/dist'])
/** Larger files are data (fixtures, vectors), not something that a person wrote line by line. */
const LARGEST = 1_000_000

/** Every text file of the project. */
export function readTree(root: string): Tree {
  const tree = new Map<string, string>()
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.name === 'node_modules' || MADE_BY_TOOLS.has(inner)) continue
      if (entry.isDirectory()) visit(inner)
      else if (entry.isFile() && TEXT.test(inner) && statSync(join(root, inner)).size < LARGEST) {
        tree.set(inner, readFileSync(join(root, inner), 'utf8'))
      }
    }
  }
  visit('')
  return tree
}

export const isCode = (path: string): boolean => /\.tsx?$/.test(path)
export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)
/** Tests, and what only tests use. */
export const isForTests = (path: string): boolean => isTest(path) || /(^|\/)testing\//.test(path)

const parsed = new Map<string, Parsed>()

/** Kept per path and text, so that a planted break parses one file and not the house. */
export function parse(path: string, source: string): Parsed {
  const known = parsed.get(path)
  if (known?.source === source) return known
  const { program, comments, errors } = parseSync(path, source)
  const [fault] = errors
  if (fault !== undefined) throw new SyntaxError(`${path}: ${fault.message}`)
  const made = { source, program: program as unknown as Node, comments: comments.map((comment) => comment.value) }
  parsed.set(path, made)
  return made
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** Depth first; `parents` runs from the program to the node above. */
export function walk(node: Node, visit: (node: Node, parents: readonly Node[]) => void, parents: readonly Node[] = []): void {
  visit(node, parents)
  const below = [...parents, node]
  for (const value of Object.values(node)) {
    if (isNode(value)) walk(value, visit, below)
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) walk(item, visit, below)
  }
}

export function child(node: Node | null, key: string): Node | null {
  const value = node?.[key]
  return isNode(value) ? value : null
}

export function children(node: Node | null, key: string): Node[] {
  const value = node?.[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

export function word(node: Node | null, key: string): string | null {
  const value = node?.[key]
  return typeof value === 'string' ? value : null
}

/** The text of a plain string: 'x', "x", or `x` without blanks. */
export function literal(node: Node | null): string | null {
  if (node?.type === 'Literal') return word(node, 'value')
  if (node?.type !== 'TemplateLiteral' || children(node, 'expressions').length > 0) return null
  return templateParts(node)[0] ?? null
}

/** The fixed parts of a template, in order; there is one blank between two parts. */
export function templateParts(node: Node): string[] {
  return children(node, 'quasis').map((quasi) => {
    const value = quasi['value']
    return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : ''
  })
}

/** The last name of a call: `say` for `say(...)` and for `page.say(...)`. */
export function calledName(call: Node): string | null {
  const callee = child(call, 'callee')
  return callee?.type === 'MemberExpression' ? word(child(callee, 'property'), 'name') : word(callee, 'name')
}

/** `key: value` of an object literal by name; a method counts as its function. */
export function properties(object: Node | null): Map<string, Node> {
  const found = new Map<string, Node>()
  for (const property of children(object, 'properties')) {
    const key = child(property, 'key')
    const name = word(key, 'name') ?? literal(key)
    const value = child(property, 'value')
    if (name !== null && value !== null) found.set(name, value)
  }
  return found
}

/** An object literal, with `as const` and `satisfies` taken off. */
export function bareObject(node: Node | null): Node | null {
  if (node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression') return bareObject(child(node, 'expression'))
  return node?.type === 'ObjectExpression' ? node : null
}

export function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}
