/** A node of the tree that PostgreSQL's own parser makes of a statement. */
export type Node = { readonly [field: string]: unknown }

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The node below this field; an empty one where there is none. */
export function at(node: Node, ...path: readonly string[]): Node {
  let found: unknown = node
  for (const field of path) found = isNode(found) ? found[field] : undefined
  return isNode(found) ? found : {}
}

export function listAt(node: Node, field: string): readonly Node[] {
  const found = node[field]
  return Array.isArray(found) ? found.filter(isNode) : []
}

export function textAt(node: Node, field: string): string | null {
  const found = node[field]
  return typeof found === 'string' ? found : null
}

/** What a node is: its only field names its sort. */
export function sortOf(node: Node): readonly [sort: string, body: Node] {
  const [sort = ''] = Object.keys(node)
  return [sort, at(node, sort)]
}

const WORDS = ['String', 'sval'] as const

/** `a.b` of a column as its parts; null where it is a star. */
export function columnParts(body: Node): readonly string[] | null {
  const parts = listAt(body, 'fields').map((field) => textAt(at(field, WORDS[0]), WORDS[1]))
  return parts.every((part) => part !== null) ? parts : null
}

/** Every node below this one of these sorts, without going into statements of their own unless asked. */
export function* below(node: unknown, enters: (sort: string) => boolean): Generator<readonly [string, Node]> {
  if (Array.isArray(node)) {
    for (const one of node) yield* below(one, enters)
    return
  }
  if (!isNode(node)) return
  for (const [sort, value] of Object.entries(node)) {
    if (isNode(value)) yield [sort, value]
    if (enters(sort)) yield* below(value, enters)
  }
}
