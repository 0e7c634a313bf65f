import type { Hub } from '../hub.ts'
import { operationsOf } from '../dialogues.ts'

export type Route = { readonly method: string; readonly path: string }

/** Every address that the hub answers, as it was registered: pages, streams, pictures, and what the API offers. None is written down here. */
export function routesOf(hub: Hub, known: Readonly<Record<string, string>>): readonly Route[] {
  const fill = (path: string) => filled(path, (name) => known[name] ?? 'x')
  const pages = hub.app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
  const spoken = (path: string) => (/^\/(api|assets|healthz|dev|\.well-known)(\/|$)/.test(path) ? path : `/en${path === '/' ? '' : path}`)
  const api = operationsOf().flatMap(({ route }) => (route === undefined ? [] : [route.split(' ')]))
  const all = [
    ...pages.map(({ method, path }) => ({ method, path: spoken(fill(path)) })),
    ...api.map(([method = '', path = '']) => ({ method, path: `/api${fill(path)}` })),
  ]
  return [...new Map(all.map((one) => [`${one.method} ${one.path}`, one])).values()]
}

export const isReading = ({ method }: Route): boolean => method === 'GET'

/** The address, with something for each name in it, of pages (`:slug`, `:id{[0-9]+}`) and of the API (`{id}`). */
export const filled = (path: string, fill: (name: string) => string): string =>
  path.replaceAll(/[:{](\w+)\}?(?:\{(?:[^{}]|\{[^}]*\})*\})?/g, (_all, name: string) => fill(name))
