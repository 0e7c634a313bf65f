import { isForTests, isTest } from './tree.ts'

export type Floor =
  | 'packages'
  | 'platform'
  | 'core'
  | 'web'
  | 'modules'
  | 'main'
  | 'browser'
  | 'voter'
  | 'testing'
  | 'migrations'
  | 'bench'
  | 'settings'

export type Sort = 'ground' | 'peer' | 'watcher'

/** The rooms and their sorts. Ground rooms stand on one another in this order of numbers; the others are strangers. */
export const ROOMS: Readonly<Record<string, { readonly sort: Sort; readonly order?: number }>> = {
  people: { sort: 'ground', order: 0 },
  places: { sort: 'ground', order: 0 },
  topics: { sort: 'ground', order: 0 },
  media: { sort: 'ground', order: 1 },
  organisations: { sort: 'ground', order: 1 },
  providers: { sort: 'ground', order: 1 },
  access: { sort: 'ground', order: 1 },
  profiles: { sort: 'ground', order: 2 },
  charters: { sort: 'ground', order: 2 },
  communities: { sort: 'ground', order: 3 },
  gatherings: { sort: 'ground', order: 4 },
  registrations: { sort: 'ground', order: 5 },
  dialogue: { sort: 'peer' },
  credentials: { sort: 'peer' },
  ballots: { sort: 'peer' },
  floor: { sort: 'peer' },
  interventions: { sort: 'peer' },
  ideas: { sort: 'peer' },
  encounters: { sort: 'peer' },
  recommendations: { sort: 'peer' },
  commitments: { sort: 'peer' },
  outcomes: { sort: 'peer' },
  posts: { sort: 'peer' },
  events: { sort: 'peer' },
  abroad: { sort: 'peer' },
  directory: { sort: 'peer' },
  ties: { sort: 'peer' },
  mirrors: { sort: 'peer' },
  voices: { sort: 'peer' },
  contacts: { sort: 'peer' },
  buddies: { sort: 'peer' },
  pulse: { sort: 'peer' },
  purposes: { sort: 'peer' },
  skills: { sort: 'peer' },
  funds: { sort: 'peer' },
  campaigns: { sort: 'peer' },
  claims: { sort: 'peer' },
  library: { sort: 'peer' },
  mailings: { sort: 'peer' },
  partners: { sort: 'peer' },
  listening: { sort: 'peer' },
  safety: { sort: 'peer' },
  moderation: { sort: 'watcher' },
  holdings: { sort: 'watcher' },
  moves: { sort: 'watcher' },
  transparency: { sort: 'watcher' },
  notices: { sort: 'watcher' },
  following: { sort: 'watcher' },
  search: { sort: 'watcher' },
  sharing: { sort: 'watcher' },
  federation: { sort: 'watcher' },
}

/** The floors under each floor: what it may import besides itself. */
export const BELOW: Readonly<Record<Floor, readonly Floor[]>> = {
  packages: [],
  platform: ['packages'],
  core: ['platform', 'packages'],
  web: ['core', 'platform', 'packages'],
  modules: ['web', 'core', 'platform', 'packages'],
  main: ['modules', 'web', 'core', 'platform', 'packages', 'migrations'],
  browser: [],
  // docs/decisions/032: it computes with four packages (PACKAGES_OF_THE_VOTER), and with nothing else.
  voter: ['packages'],
  migrations: ['platform', 'packages'],
  testing: ['main', 'modules', 'web', 'core', 'platform', 'packages', 'migrations', 'browser', 'voter', 'bench', 'settings'],
  bench: ['testing', 'main', 'modules', 'web', 'core', 'platform', 'packages', 'migrations'],
  settings: ['packages', 'platform', 'core', 'web', 'main', 'migrations'],
}

/** npm packages that a package of ours may stand on. Each needs a decision record; none has one yet. */
export const LIBRARIES_OF_PACKAGES: Readonly<Record<string, readonly string[]>> = {}
/** The same for the code that runs in the reader's browser: every byte is paid for by a phone. Workers alone may have them (decision 010). */
export const LIBRARIES_OF_THE_BROWSER: readonly string[] = ['fflate']
/** A worker of the browser computes with our packages; it is loaded by a page only when somebody asks for it. */
export const isBrowserWorker = (path: string): boolean => /^src\/browser\/[^/]+-worker\.ts$/.test(path)

/** Packages that stand on another one besides base (docs/decisions/032). */
export const PACKAGES_ON_PACKAGES: Readonly<Record<string, readonly string[]>> = { 'hidden-ballot': ['blind-signatures'] }
/** What the client of a hidden voter may compute with: it is read byte by byte by those who doubt it. */
export const PACKAGES_OF_THE_VOTER: readonly string[] = ['base', 'blind-signatures', 'hidden-ballot', 'merkle-log']

/** What a file in a room is, with its height: a file imports only what is not above it. */
export const KINDS = {
  tables: { height: 0, files: /^tables\.ts$/ },
  refusals: { height: 0, files: /^refusals\.ts$/ },
  rules: { height: 1, files: /^rules\.ts$/ },
  policy: { height: 2, files: /^policy\.ts$/ },
  thread: { height: 3, files: /^thread\.ts$/ },
  queries: { height: 4, files: /^queries\/[^/]+\.ts$/ },
  commands: { height: 5, files: /^commands\/[^/]+\.ts$/ },
  views: { height: 6, files: /^views\/[^/]+\.tsx?$/ },
  index: { height: 7, files: /^index\.ts$/ },
  pages: { height: 8, files: /^pages(\.tsx|\/[^/]+\.tsx?)$/ },
  jobs: { height: 8, files: /^jobs\.ts$/ },
  mail: { height: 8, files: /^mail\/[^/]+\.tsx?$/ },
  module: { height: 9, files: /^module\.ts$/ },
  messages: { height: 0, files: /^messages\/[a-z]{2,3}(-[A-Za-z]+)?\.json$/ },
  readme: { height: 0, files: /^README\.md$/ },
} as const satisfies Readonly<Record<string, { readonly height: number; readonly files: RegExp }>>

export type Kind = keyof typeof KINDS

export type Place = {
  readonly path: string
  readonly floor: Floor | null
  readonly test: boolean
  /** A test, or made for tests only. */
  readonly forTests: boolean
  readonly package: string | null
  readonly room: string | null
  /** Null for a test, and for a file of no known kind. */
  readonly kind: Kind | null
}

export function placeOf(path: string): Place {
  const [top = '', second = '', third = ''] = path.split('/')
  const plain = { path, test: isTest(path), forTests: isForTests(path), package: null, room: null, kind: null }
  if (top === 'packages') return { ...plain, floor: 'packages', package: second }
  if (top === 'bench' || top === 'migrations') return { ...plain, floor: top }
  if (top !== 'src') return { ...plain, floor: path.includes('/') ? null : 'settings' }
  if (second !== 'modules') return { ...plain, floor: floorOf(second) }
  const inside = path.slice(`src/modules/${third}/`.length)
  return { ...plain, floor: 'modules', room: third, kind: plain.test ? null : kindOf(inside) }
}

function floorOf(folder: string): Floor | null {
  const floors: readonly Floor[] = ['platform', 'core', 'web', 'main', 'browser', 'voter', 'testing']
  return floors.find((floor) => floor === folder) ?? null
}

function kindOf(inside: string): Kind | null {
  const kinds = Object.keys(KINDS) as Kind[]
  return kinds.find((kind) => KINDS[kind].files.test(inside)) ?? null
}
