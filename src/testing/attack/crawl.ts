import type { Visitor } from '../hub.ts'
import { elementsOf, linksAmong, shapeOf, type Element } from './harvest.ts'

/** A page with what is in it: to take it apart costs as much as to draw it, so it is done once. */
export type Seen = { readonly path: string; readonly status: number; readonly elements: readonly Element[] }

const OF_ONE_SHAPE = 2

/** How often pages of a shape were looked at by several visitors, of whom each sees one at least. */
export type Looked = Map<string, number>

const OF_ONE_SHAPE_BY_ALL = 4

export type Way = {
  readonly looked?: Looked
  /** How many pages of one shape a visitor looks at: as long as few others did, and after that. */
  readonly ofOneShape?: readonly [number, number]
  readonly read?: (html: string) => readonly Element[]
}

/** Follows the links from those pages, as that visitor; of pages of one shape only a few. */
export async function crawl(visitor: Visitor, from: readonly string[], most: number, way: Way = {}): Promise<readonly Seen[]> {
  const { looked = new Map(), ofOneShape = [OF_ONE_SHAPE, 1], read = elementsOf } = way
  const waiting = [...from]
  const known = new Set(waiting)
  const shapes = new Map<string, number>()
  const seen: Seen[] = []
  for (let path = waiting.shift(); path !== undefined && seen.length < most; path = waiting.shift()) {
    const answer = await visitor.get(path)
    const type = answer.headers.get('content-type') ?? ''
    if (!type.startsWith('text/html')) {
      await answer.body?.cancel()
      continue
    }
    const elements = read(await answer.text())
    seen.push({ path, status: answer.status, elements })
    for (const link of linksAmong(elements, 'en')) {
      const shape = shapeOf(link)
      const times = shapes.get(shape) ?? 0
      const all = looked.get(shape) ?? 0
      if (known.has(link) || times >= ofOneShape[all < OF_ONE_SHAPE_BY_ALL ? 0 : 1]) continue
      looked.set(shape, all + 1)
      known.add(link)
      shapes.set(shape, times + 1)
      waiting.push(link)
    }
  }
  return seen
}
