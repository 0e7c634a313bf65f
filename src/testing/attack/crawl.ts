import type { Visitor } from '../hub.ts'
import { linksIn, shapeOf } from './harvest.ts'

export type Seen = { readonly path: string; readonly status: number; readonly html: string }

const OF_ONE_SHAPE = 2

/** Follows the links from those pages, as that visitor; of pages of one shape only a few. */
export async function crawl(visitor: Visitor, from: readonly string[], most: number): Promise<readonly Seen[]> {
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
    const html = await answer.text()
    seen.push({ path, status: answer.status, html })
    for (const link of linksIn(html, 'en')) {
      const shape = shapeOf(link)
      const times = shapes.get(shape) ?? 0
      if (known.has(link) || times >= OF_ONE_SHAPE) continue
      known.add(link)
      shapes.set(shape, times + 1)
      waiting.push(link)
    }
  }
  return seen
}
