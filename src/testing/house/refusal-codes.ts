import { WEB_SHELF } from './books.ts'
import { bareObject, child, parse, properties, walk, word, type Tree } from './tree.ts'

export type RefusalCode = { readonly code: string; readonly path: string; readonly shelf: string }

/** The codes of every room's refusals.ts and of core's refused.ts, with the shelf where their sentences belong. */
export function refusalsIn(tree: Tree): readonly RefusalCode[] {
  return [...tree].flatMap(([path, source]) => {
    const room = /^src\/modules\/([^/]+)\/refusals\.ts$/.exec(path)?.[1]
    if (room === undefined && path !== 'src/core/refused.ts') return []
    const shelf = room === undefined ? WEB_SHELF : `src/modules/${room}/messages`
    return codesIn(path, source).map((code) => ({ code, path, shelf }))
  })
}

function codesIn(path: string, source: string): string[] {
  const codes: string[] = []
  walk(parse(path, source).program, (node) => {
    if (node.type !== 'VariableDeclarator' || word(child(node, 'id'), 'name') !== 'refusals') return
    codes.push(...properties(bareObject(child(node, 'init'))).keys())
  })
  return codes
}
