import { folded } from '#findable'
import { all, yes, type Verdict } from '#base'
import { no } from './refusals.ts'
import type { Access, FacetSort, Readable, Role, Sort } from './tables.ts'

const DAY_MS = 86_400_000

/** Counts of members below this are told to nobody. */
export const LEAST = 10
/** So many members vouch, within so many days. */
export const VOUCHES = 2
export const VOUCH_DAYS = 14
/** A request is decided within so many days; what was written for it is gone so many days after that. */
export const DECIDE_DAYS = 7
export const KEEP_DAYS = 30
export const INVITATION_DAYS = 30
export const MOST_USES = 25
/** After so many days without a look somebody is away. */
export const AWAY_DAYS = 60
export const UNDO_DAYS = 30
/** Once enough members stand behind a proposal, the stewards answer within so many days. */
export const ANSWER_DAYS = 14
export const MOST_QUESTIONS = 5
export const PAGE = 20
export const LONGEST = { name: 80, summary: 500, question: 200, answer: 1000, reason: 600, sentence: 200, proposal: 2000 } as const

/** Published rules for the name and the sentence of a community; by these moderation may take them from the public. */
export const RULES = ['no-attack', 'no-deceit', 'no-advert', 'no-personal-data', 'no-pressure'] as const

export const dayIn = (at: Date): string => at.toISOString().slice(0, 10)
export const daysAfter = (at: Date, days: number): string => dayIn(new Date(at.getTime() + days * DAY_MS))

/** Whether a community that ended can still go on. */
export const mayStillResume = (endedAt: Date | null, now: Date): boolean =>
  endedAt !== null && endedAt.getTime() + UNDO_DAYS * DAY_MS > now.getTime()

/** How many belong to it, as far as it is told: null below ten. */
export const toldCount = (members: number): number | null => (members < LEAST ? null : members)

/** In tens, so that nobody can be subtracted; null below ten. */
export const inTens = (count: number): number | null => (count < LEAST ? null : Math.floor(count / 10) * 10)

/** How a community begins, if whoever founds it says nothing else. */
export const DEFAULTS: Readonly<Record<Sort, { readonly access: Access; readonly readable: Readable }>> = {
  ancestry: { access: 'request', readable: 'members' },
  culture: { access: 'open', readable: 'everybody' },
  gender: { access: 'hidden', readable: 'members' },
  youth: { access: 'request', readable: 'members' },
  interest: { access: 'open', readable: 'everybody' },
  purpose: { access: 'open', readable: 'everybody' },
}

/** Which place is asked of whoever founds one: where its people come from, or where they live. */
export const placeSortOf = (sort: Sort): 'origin' | 'residence' => (sort === 'ancestry' || sort === 'culture' ? 'origin' : 'residence')

export type Shown = { readonly access: Access; readonly readable: Readable; readonly state: 'running' | 'ended' }
export type Known = Pick<Shown, 'access'> & { readonly youth?: boolean; readonly hidden_for?: string | null }
export type Mine = { readonly role: Role } | null

/** Whether somebody may know that it exists. Spaces for the young do not exist for whoever holds an office of a state, by whatever name they come. */
export const mayKnow = ({ access, youth = false, hidden_for: hiddenFor = null }: Known, me: Mine, officer = false): boolean =>
  me !== null || (access !== 'hidden' && hiddenFor === null && !(youth && officer))

/** Whether somebody reads what is written there. */
export const mayRead = ({ readable }: Pick<Shown, 'readable'>, me: Mine): boolean => readable === 'everybody' || me !== null

export const leads = (me: Mine): boolean => me !== null && me.role !== 'member'

export const running = ({ state }: Pick<Shown, 'state'>): Verdict => (state === 'ended' ? no('community.ended') : yes)

/** One that others hold together is read only from that day on, until both sides look after it again. */
export const rests = (restsOn: string | null, now: Date): boolean => restsOn !== null && restsOn <= dayIn(now)

/** Anybody may come into an open one; everything else takes a request or an invitation. */
export const takesAnybody = (shown: Shown): Verdict => all(running(shown), shown.access === 'open' ? yes : no('community.not-open'))

/** A state stands behind nothing that tells of origin, of gender or of youth. */
const NOT_FOR_STATES: readonly Sort[] = ['ancestry', 'gender', 'youth']

export type Behind = {
  readonly government: boolean
  /** Stewards who hold no office of a state. */ readonly freeStewards: number
}

/** Which body may stand behind a community: one of a state not behind every sort, and nowhere with nobody beside it. */
export const mayStandBehind = (sort: Sort, youth: boolean, body: Behind | null): Verdict => {
  if (body === null || !body.government) return yes
  return all(
    NOT_FOR_STATES.includes(sort) || youth ? no('community.government-not-here') : yes,
    body.freeStewards > 0 ? yes : no('community.government-not-alone'),
  )
}

/** Who holds an office of a state looks after no hidden community, and after none of the young. */
export const mayLookAfter = ({ access, youth }: { readonly access: Access; readonly youth: boolean }, officer: boolean): Verdict =>
  officer && (access === 'hidden' || youth) ? no('community.not-for-officers') : yes

/** So many members stand behind a proposal before it has to be answered: one in ten, three at least (or all), fifty at most. */
export const thresholdFor = (members: number): number => Math.max(1, Math.min(members, Math.max(3, Math.min(50, Math.ceil(members / 10)))))

/** An address of Latin letters made of a name; null where it has none of them. */
export function slugFrom(name: string): string | null {
  const slug = folded(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '')
  return slug.length >= 2 && slug !== 'new' ? slug : null
}

/** Of the young no place is told that is finer than a country. */
export const tooFine = (youth: boolean, facet: { readonly sort: FacetSort; readonly value: string }): boolean =>
  youth && facet.sort === 'residence' && facet.value.length > 2

/** How many links a member may still hand out this month; null: as many as they like. */
export const linksLeft = (role: Role, monthly: number, made: number): number | null =>
  role === 'steward' ? null : Math.max(0, monthly - made)

/** What a text is found by: accents and case go. */
export const plainOf = ({ name, summary }: { readonly name: string; readonly summary: string }): string => folded(`${name} ${summary}`)

export const GENERATIONS = ['moved', 'children', 'grandchildren', 'otherwise'] as const
/** In which a list may stand. */
export const ORDERS = ['name', 'newest'] as const

/** One thing that a community is about. */
export type Facet = { readonly sort: FacetSort; readonly value: string }
export const keyOf = ({ sort, value }: Facet): string => `${sort}:${value}`

/** The address of the page of a combination: `origin:LB,residence:FR`. */
export const crossingPath = (facets: readonly Facet[]): string => `/crossings/${facets.map(keyOf).join(',')}`

const MOST_CROSSINGS = 4
/** Which of the things that a community is about are crossed with one another on its page. */
const CROSSED: readonly (readonly [FacetSort, FacetSort])[] = [
  ['origin', 'residence'],
  ['residence', 'topic'],
  ['origin', 'topic'],
  ['residence', 'language'],
  ['origin', 'generation'],
]

/** Pairs under which others stand that have something in common with it. */
export const crossingsFrom = (facets: readonly Facet[]): readonly (readonly Facet[])[] =>
  CROSSED.flatMap(([one, other]) => {
    const [a, b] = [facets.find(({ sort }) => sort === one), facets.find(({ sort }) => sort === other)]
    return a === undefined || b === undefined ? [] : [[a, b]]
  }).slice(0, MOST_CROSSINGS)
