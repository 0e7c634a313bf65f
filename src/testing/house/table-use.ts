import {
  calledName,
  child,
  children,
  isCode,
  isForTests,
  lineAt,
  literal,
  parse,
  templateParts,
  walk,
  word,
  type Node,
  type Tree,
} from './tree.ts'

type Use = { readonly table: string; readonly at: number }

const VERBS = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'replaceInto',
  'mergeInto',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
  'innerJoinLateral',
  'leftJoinLateral',
  'using',
  'from',
])
/** `Buffer.from('...')` is no SQL. */
const NO_BUILDERS = /^(Array|Buffer|Object|Readable|[A-Z]\w*Array|Temporal|Duration)$/

/** Who owns a table: a room's name, or `core`. Owners are read from each tables.ts that widens Tables. */
export function ownersIn(tree: Tree): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const [path, source] of tree) {
    const owner = /^src\/modules\/([^/]+)\/tables\.ts$/.exec(path)?.[1] ?? (path === 'src/core/tables.ts' ? 'core' : null)
    if (owner === null) continue
    walk(parse(path, source).program, (node) => {
      if (node.type !== 'TSInterfaceDeclaration' || word(child(node, 'id'), 'name') !== 'Tables') return
      for (const member of children(child(node, 'body'), 'body')) {
        const key = child(member, 'key')
        const table = word(key, 'name') ?? literal(key)
        if (table !== null) owners.set(table, owner)
      }
    })
  }
  return owners
}

/** Each place where a room's SQL (or core's) names a table of somebody else, as a sentence. */
export function trespassesIn(tree: Tree): readonly string[] {
  const owners = ownersIn(tree)
  return [...tree].flatMap(([path, source]) => {
    const [, floor, room] = /^src\/(core|web|main|modules)\/(?:([^/]+)\/)?/.exec(path) ?? []
    if (floor === undefined || !isCode(path) || isForTests(path)) return []
    const me = floor === 'modules' ? room : floor
    return usesIn(path, source)
      .filter(({ table }) => owners.get(table) !== me)
      .map(({ table, at }) => {
        const owner = owners.get(table)
        const whose = owner === undefined ? 'is in no tables.ts' : `belongs to ${owner}`
        return `${path}:${lineAt(source, at)} names ${table}, which ${whose}: ask its owner by index.ts, or keep what you need in a table of your own`
      })
  })
}

export function usesIn(path: string, source: string): readonly Use[] {
  const uses: Use[] = []
  const madeHere = new Set<string>()
  walk(parse(path, source).program, (node) => {
    if (node.type === 'CallExpression') {
      uses.push(...builderUses(node))
      const name = nameOfWith(node)
      if (name !== null) madeHere.add(name)
    }
    const text = rawSql(node)
    if (text === null) return
    for (const table of tablesIn(text)) uses.push({ table, at: node.start })
    for (const name of namedInWith(text)) madeHere.add(name)
  })
  return uses.filter(({ table }) => !madeHere.has(table)).toSorted((a, b) => a.at - b.at)
}

function builderUses(call: Node): Use[] {
  const callee = child(call, 'callee')
  if (callee?.type !== 'MemberExpression' || !VERBS.has(calledName(call) ?? '')) return []
  if (NO_BUILDERS.test(word(child(callee, 'object'), 'name') ?? '')) return []
  const [first] = children(call, 'arguments')
  const named = first?.type === 'ArrayExpression' ? children(first, 'elements') : first === undefined ? [] : [first]
  return named.flatMap((node) => {
    const text = literal(node)
    return text === null ? [] : [{ table: bare(text), at: node.start }]
  })
}

/** 'vote as v' and 'public.vote' are vote. */
const bare = (text: string): string => (text.split(/\s+as\s+/i)[0] ?? '').trim().replace(/^public\./, '')

/** The name of `.with('recent', ...)`: a table that lives as long as the statement. */
function nameOfWith(call: Node): string | null {
  if (!/^with(Recursive)?$/.test(calledName(call) ?? '')) return null
  return literal(children(call, 'arguments')[0] ?? null)?.replace(/\(.*$/s, '') ?? null
}

/** The text of sql`...` (a blank is written as `?`), of sql.raw('...') and of sql.table('...'). */
function rawSql(node: Node): string | null {
  if (node.type === 'TaggedTemplateExpression' && word(child(node, 'tag'), 'name') === 'sql') {
    const quasi = child(node, 'quasi')
    return quasi === null ? null : templateParts(quasi).join(' ? ')
  }
  const callee = child(node, 'callee')
  if (node.type !== 'CallExpression' || word(child(callee, 'object'), 'name') !== 'sql') return null
  const text = literal(children(node, 'arguments')[0] ?? null)
  if (text === null) return null
  return { table: `from ${text}`, raw: text }[calledName(node) ?? ''] ?? null
}

const NAME = '"?([a-z_][a-z0-9_]*(?:\\.[a-z_][a-z0-9_]*)?)"?'
const READ = new RegExp(`\\b(?:from|join)\\s+(?:only\\s+)?${NAME}(?![\\w.]|\\s*\\()`, 'gi')
const WRITTEN = new RegExp(`\\b(?:into|update)\\s+(?:only\\s+)?${NAME}(?![\\w.])`, 'gi')
const ALSO_NAMED = new RegExp(`\\bfrom\\s+${NAME}(?:\\s+(?:as\\s+)?\\w+)?\\s*,\\s*${NAME}`, 'gi')
/** Words that follow `from` or `update` and are no table. */
const GRAMMAR = new Set(['set', 'select', 'lateral', 'only', 'of', 'skip', 'nowait', 'values'])

function tablesIn(text: string): string[] {
  const plain = text
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    // `extract(epoch from x)`, `a is distinct from b`, `for update`: the same words with another meaning.
    .replaceAll(/\b(extract|substring|trim|overlay|position)\s*\(\s*[^()]*?\bfrom\b/gi, '$1(')
    .replaceAll(/\bdistinct\s+from\b/gi, 'distinct')
    .replaceAll(/\bfor\s+(no\s+key\s+)?update\b/gi, ' ')
    .replaceAll(/\bdo\s+update\s+set\b/gi, ' ')
  const firsts = [...plain.matchAll(READ), ...plain.matchAll(WRITTEN)].map((match) => match[1])
  const seconds = [...plain.matchAll(ALSO_NAMED)].map((match) => match[2])
  return [...firsts, ...seconds].flatMap((name) => (name === undefined || GRAMMAR.has(name.toLowerCase()) ? [] : [bare(name)]))
}

function namedInWith(text: string): string[] {
  return [
    ...text.matchAll(/(?:\bwith(?:\s+recursive)?|,)\s+"?([a-z_]\w*)"?\s*(?:\([^()]*\)\s*)?as\s+(?:not\s+)?(?:materialized\s*)?\(/gi),
  ].flatMap((match) => match[1] ?? [])
}
