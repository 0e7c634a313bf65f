import { operationsOf } from '../../dialogues.ts'
import type { Hub } from '../../hub.ts'
import { filled } from '../routes.ts'

/** One way into the hub: a page, a form, a file, a feed, or an operation of the API. `key` is what it is called in every line that is printed. */
export type Door = { readonly key: string; readonly method: string; readonly pattern: string; readonly operation: string | null }

/** None of them is written down here: they are what was registered, and what the API describes. */
export function doorsOf(hub: Hub): readonly Door[] {
  const pages = hub.app.routes.filter(({ method }) => method !== 'ALL')
  const all = [
    ...pages.map(({ method, path }) => ({ key: `${method} ${path}`, method, pattern: path, operation: null })),
    ...operationsOf().flatMap(({ name, route }) => {
      const [method = '', path = ''] = route?.split(' ') ?? []
      return route === undefined ? [] : [{ key: `${method} /api${path}`, method, pattern: `/api${path}`, operation: name }]
    }),
  ]
  return [...new Map(all.map((one) => [one.key, one])).values()]
}

/** The page or form that a request of that address gets to; null: none. The API has one handler for all of it. */
export function doorAt(hub: Hub, method: string, path: string): string | null {
  for (const [[, route]] of hub.app.router.match(method, path)[0]) if (route.method !== 'ALL') return `${route.method} ${route.path}`
  return null
}

const SPOKEN = /^\/(en|fr|ar)(?=\/|$)/

/** The address without its language and what stands behind the question mark. */
export const bareOf = (address: string): string => (address.split(/[?#]/)[0] ?? '').replace(SPOKEN, '') || '/'

export const queryOf = (address: string): string => /\?([^#]*)/.exec(address)?.[1] ?? ''

export const isSpoken = (pattern: string): boolean =>
  !/^\/(api|assets|healthz|dev|\.well-known|robots\.txt|mail|metrics)(\/|$)/.test(pattern)

/** Between the slashes, as `path.split('/')` gives them; a slash within braces parts nothing. */
export const partsOf = (pattern: string): readonly string[] => [
  '',
  ...[...pattern.matchAll(/\/((?:\{(?:[^{}]|\{[^}]*\})*\}|[^/{])*)/g)].map(([, part = '']) => part),
]

const NAME = /^[:{](\w+)/

/** What stands in an address where its pattern has a name. */
export function namesIn(pattern: string, path: string): ReadonlyMap<string, string> {
  const parts = path.split('/')
  return new Map(
    partsOf(pattern).flatMap((part, at): [string, string][] => {
      const name = NAME.exec(part)?.[1]
      return name === undefined ? [] : [[name, decoded(parts[at] ?? '')]]
    }),
  )
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The address of a door with those names, each encoded but for those that `raw` lists. */
export const addressOf = (pattern: string, names: ReadonlyMap<string, string>, raw: ReadonlySet<string> = new Set()): string =>
  filled(pattern, (name) => {
    const value = names.get(name) ?? 'x'
    return raw.has(name) ? value : encodeURIComponent(value.toWellFormed())
  }).replaceAll('*', 'x')

export const namesOf = (pattern: string): readonly string[] => partsOf(pattern).flatMap((part) => NAME.exec(part)?.[1] ?? [])
