/** What an identity, and what one place in the network, may spend in a minute. One place may hold many people: a consulate's hall, a family. */
export const POINTS_PER_MINUTE = { identity: 1200, visitor: 6000 } as const

type Line = readonly [what: string, method: RegExp, path: RegExp, points: number]

const READING = /^(GET|HEAD)$/
const WRITING = /^(?!GET|HEAD|OPTIONS)/

/**
 * Points of a request, by what it makes the hub do; the first line that fits counts, and what fits none costs nothing.
 * Paths have no language and, for the API, no `/api` before them. The table is told in docs/operating.
 */
export const COSTS: readonly Line[] = [
  ['a whole export, all files for checking, or a picture', READING, /\/export\/[^/]+$|\/result\/bundle$|\/card\.png$/, 30],
  // Five hundred people in one hall, behind one address, open the page within a minute.
  ['the numbers of a running session that stay open', READING, /\/floor\/live$/, 2],
  ['a voice or an answer in a running session', WRITING, /\/questions\/[^/]+\/voice$|\/polls\/[^/]+\/answer$/, 2],
  ['what is shared of something', READING, /^\/share\//, 5],
  ['numbers that stay open', READING, /\/live$/, 10],
  ['a search, or the patterns of a dialogue', READING, /\/statements\?(.*&)?q=|\/moderation\/patterns/, 5],
  ['a search through everything public', READING, /^\/search\?/, 20],
  ['the directory, its map, or a file of it', READING, /^\/directory(\/|\?|$)/, 5],
  ['a page of several facets at once', READING, /^\/crossings\//, 5],
  ['a feed of all rooms', READING, /^\/feeds(\/|\?|$)|^\/me\/feed$/, 5],
  ['the description of the API', READING, /^\/openapi\.json$/, 5],
  ['a picture, a recording or a file of a post', READING, /^\/communities\/[^/]+\/posts\/[^/]+\/media\/[^/]+$/, 2],
  ['a post, which may bring files', WRITING, /^\/communities\/[^/]+\/posts(\/[^/]+\/(replies|edit))?$/, 20],
  ['an answer to a statement', WRITING, /\/vote$/, 2],
  ['beginning a dialogue, a body or a community, inviting', WRITING, /^\/(dialogues|bodies|communities)$|\/invitations$/, 10],
  ['any other deed', WRITING, /^/, 4],
]

export function costOf(method: string, path: string, search: string): number {
  const bare = path.replace(/^\/api(?=\/)/, '')
  const line = COSTS.find(([, methods, paths]) => methods.test(method) && (paths.test(bare) || paths.test(`${bare}${search}`)))
  return line?.[3] ?? 0
}
