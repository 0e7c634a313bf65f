import {
  calledName,
  child,
  children,
  isCode,
  isForTests,
  lineAt,
  literal,
  parse,
  properties,
  templateParts,
  walk,
  type Node,
  type Tree,
} from './tree.ts'

export type Said = {
  readonly key: string
  readonly where: string
  /** The names of the data that the call gives; null where they are made elsewhere. */
  readonly filled: readonly string[] | null
}

export type Spoken = {
  /** Keys in calls of say(). */
  readonly said: readonly Said[]
  /** Beginnings of keys that say() is given with a blank: `dialogue.choice.` */
  readonly prefixes: readonly Said[]
  /** Every plain text of the code: a key may travel in a table before it is said. */
  readonly literals: ReadonlySet<string>
}

export function spokenIn(tree: Tree): Spoken {
  const said: Said[] = []
  const prefixes: Said[] = []
  const literals = new Set<string>()
  for (const [path, source] of tree) {
    // The voter's client has its own sentences, whose keys the compiler knows.
    if (!path.startsWith('src/') || path.startsWith('src/voter/') || !isCode(path) || isForTests(path)) continue
    walk(parse(path, source).program, (node) => {
      const text = literal(node)
      if (text !== null) literals.add(text)
      if (node.type !== 'CallExpression' || calledName(node) !== 'say') return
      const [first = null, data = null] = children(node, 'arguments')
      const where = `${path}:${lineAt(source, node.start)}`
      for (const key of choicesOf(first)) {
        const plain = literal(key)
        const start = plain === null && key.type === 'TemplateLiteral' ? (templateParts(key)[0] ?? '') : ''
        if (plain !== null) said.push({ key: plain, where, filled: filledBy(data) })
        else if (start.includes('.')) prefixes.push({ key: start, where, filled: null })
      }
    })
  }
  return { said, prefixes, literals }
}

/** `open ? 'a.b' : 'a.c'` says one of two. */
function choicesOf(node: Node | null): Node[] {
  if (node === null) return []
  if (node.type === 'ConditionalExpression') return [...choicesOf(child(node, 'consequent')), ...choicesOf(child(node, 'alternate'))]
  if (node.type === 'LogicalExpression') return [...choicesOf(child(node, 'left')), ...choicesOf(child(node, 'right'))]
  return [node]
}

function filledBy(data: Node | null): readonly string[] | null {
  if (data === null) return []
  const spread = children(data, 'properties').some((property) => property.type === 'SpreadElement')
  return data.type === 'ObjectExpression' && !spread ? [...properties(data).keys()] : null
}
