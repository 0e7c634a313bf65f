import type { Graph } from './imports.ts'

function filesBelow(graph: Graph, path: string): readonly string[] {
  return (graph.get(path) ?? []).filter((found) => found.target === 'file' && graph.has(found.to)).map((found) => found.to)
}

/** Every file that can be come to from these. */
export function reachedFrom(graph: Graph, entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = entries.filter((entry) => graph.has(entry))
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    waiting.push(...filesBelow(graph, path))
  }
  return reached
}

/** One circle for each knot of files that all lead back to themselves, as a walk that ends where it began. */
export function circlesIn(graph: Graph): readonly (readonly string[])[] {
  const told = new Set<string>()
  const circles: string[][] = []
  for (const start of [...graph.keys()].toSorted()) {
    if (told.has(start)) continue
    const walked = shortestWayBack(graph, start)
    if (walked === null) continue
    circles.push(walked)
    const ahead = reachedFrom(graph, [start])
    // Those that come back to the start are in the same knot: one report is enough.
    for (const path of ahead) if (reachedFrom(graph, [path]).has(start)) told.add(path)
  }
  return circles
}

function shortestWayBack(graph: Graph, start: string): string[] | null {
  const cameFrom = new Map<string, string>()
  const waiting = [start]
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    for (const next of filesBelow(graph, at)) {
      if (next === start) return wayTo(at, start, cameFrom)
      if (cameFrom.has(next)) continue
      cameFrom.set(next, at)
      waiting.push(next)
    }
  }
  return null
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [start]
  for (let at: string | undefined = end; at !== undefined && at !== start; at = cameFrom.get(at)) way.unshift(at)
  return [start, ...way]
}
