import { dayIn } from '#base'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { beginningOf } from '../rules.ts'
import { inLanguage, seenEdition, textsOfEdition } from './editions.ts'
import { cardsOfBodies, hostCards } from './hosts.ts'
import { blocksOf, type Block } from './run-sheet.ts'
import { questionsOf, seenSession, sessionsOfEdition, type SessionCard } from './sessions.ts'
import { blockSort } from './shapes.ts'
import { editionData, editionShape } from './summits.ts'
import { venuesOf, venuesOfSession } from './venues.ts'

/** One day; or, of sessions without hours, all the days for which they are planned. */
export type ProgrammeDay = { readonly startsOn: string; readonly endsOn: string; readonly sessions: readonly SessionCard[] }

type Shown = { readonly language: string | null; readonly drafts: boolean }

/** The sessions of an edition by the days of its place, as somebody may see them; with a language, those that are held in it. */
export function programmeOf(sessions: readonly SessionCard[], { language, drafts }: Shown): readonly ProgrammeDay[] {
  const shown = sessions
    .filter(({ state, languages }) => (drafts || state !== 'draft') && (language === null || languages.includes(language)))
    .toSorted(byHours)
  return [...Map.groupBy(shown, (session) => daysOf(session).join('/')).values()].flatMap((own) => {
    const [startsOn, endsOn = startsOn] = own[0] === undefined ? [] : daysOf(own[0])
    return startsOn === undefined || endsOn === undefined ? [] : [{ startsOn, endsOn, sessions: own }]
  })
}

/** By when they begin; those without hours by their number, behind the others of their last day. */
export function byHours(a: SessionCard, b: SessionCard): number {
  const [one, other] = [beginningOf(a) ?? a.endsAt, beginningOf(b) ?? b.endsAt]
  return one.getTime() - other.getTime() || a.number - b.number
}

function daysOf(session: SessionCard): readonly [string, string] {
  const begins = beginningOf(session)
  return [dayIn(begins ?? session.startsAt, session.zone), dayIn(begins ?? session.endsAt, session.zone)]
}

const hostShape = z.object({ id: z.string(), slug: z.string(), name: z.string(), language: z.string() })
const venueShape = z.object({
  number: z.number(),
  sort: z.enum(['place', 'online']),
  name: z.string(),
  language: z.string(),
  address: z.string(),
  access: z.string(),
})
const sessionShape = z.object({
  id: z.string(),
  number: z.number(),
  path: z.string(),
  phase: z.enum(['draft', 'before', 'running', 'closed', 'called-off']),
  title: z.string(),
  language: z.string(),
  languages: z.array(z.string()),
  hoursKnown: z.boolean().describe('False: the hours follow, and the two moments are the ends of the days for which it is planned'),
  startsAt: z.date(),
  endsAt: z.date(),
  openedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  zone: z.string(),
})

function sessionData({ id, number, path, phase, title, language, languages, zone, ...times }: SessionCard) {
  const { hoursKnown, startsAt, endsAt, openedAt, closedAt } = times
  return { id, number, path, phase, title, language, languages: [...languages], hoursKnown, startsAt, endsAt, openedAt, closedAt, zone }
}

export const readEdition = query({
  name: 'gatherings.read-edition',
  summary: 'An edition of a summit: its words, hosts, venues and sessions. Links of online rooms are not among it',
  route: 'GET /summits/{summit}/editions/{edition}',
  input: z.object({ summit: z.string().max(60), edition: z.string().max(60) }),
  output: editionShape.extend({
    theme: z.string(),
    summary: z.string(),
    practical: z.string().describe('Markdown'),
    hosts: z.array(hostShape),
    venues: z.array(venueShape),
    sessions: z.array(sessionShape),
  }),
  async read(db, { input, actor }) {
    const { edition, organiser } = (await seenEdition(db, input, actor)) ?? refuse(no('edition.missing'))
    const text = inLanguage(await textsOfEdition(db, edition.id), actor.locale)
    const sessions = await sessionsOfEdition(db, edition.id, actor.locale)
    return {
      ...editionData(edition),
      ...{ theme: text?.theme ?? '', summary: text?.summary ?? '', practical: text?.practical ?? '' },
      hosts: [...(await hostCards(db, edition.id, actor.locale))],
      venues: [...(await venuesOf(db, edition.id))],
      sessions: programmeOf(sessions, { language: null, drafts: organiser }).flatMap((day) => day.sessions.map(sessionData)),
    }
  },
})

const blockShape = z.object({
  id: z.string(),
  sort: blockSort,
  startsAt: z.date().describe('As planned'),
  minutes: z.number(),
  beganAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  title: z.string(),
  summary: z.string().describe('Markdown'),
  language: z.string(),
  speakers: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), line: z.string(), language: z.string() },
      bodyId: z.string().nullable(),
      languages: z.array(z.string()),
    }),
  ),
  materials: z.array(z.object({ id: z.string(), title: z.string(), language: z.string(), link: z.string() })),
})

/** Which identity a speaker is here is left to the page, where the card of that identity decides who may know. */
const blockData = ({ position: _position, speakers, materials, ...block }: Block) => ({
  ...block,
  speakers: speakers.map(({ id, name, line, language, bodyId, languages }) => ({
    ...{ id, name, line, language, bodyId, languages: [...languages] },
  })),
  materials: [...materials],
})

export const readSession = query({
  name: 'gatherings.read-session',
  summary: 'A session: when, where, its guiding questions and its run sheet',
  route: 'GET /summits/{summit}/editions/{edition}/sessions/{number}',
  input: z.object({ summit: z.string().max(60), edition: z.string().max(60), number: z.coerce.number().int().min(1).max(999) }),
  output: sessionShape.extend({
    hosts: z.array(hostShape),
    place: venueShape.nullable(),
    online: venueShape.nullable(),
    questions: z.array(z.object({ number: z.number(), language: z.string(), text: z.string() })),
    blocks: z.array(blockShape),
  }),
  async read(db, { input, actor }) {
    const { session } = (await seenSession(db, input, actor)) ?? refuse(no('summit-session.missing'))
    return {
      ...sessionData(session),
      ...(await venuesOfSession(db, session)),
      hosts: [...(await cardsOfBodies(db, session.hosts, actor.locale))],
      questions: [...(await questionsOf(db, session.id, actor.locale))],
      blocks: (await blocksOf(db, session.id, actor.locale)).map(blockData),
    }
  },
})

/** The names of the bodies for which the speakers of a run sheet speak, and of others that the page names, in one reading. */
export async function bodiesOfSpeakers(db: Reader, blocks: readonly Block[], locale: string, others: readonly string[] = []) {
  const ids = blocks.flatMap(({ speakers }) => speakers.flatMap(({ bodyId }) => (bodyId === null ? [] : [bodyId])))
  return new Map((await cardsOfBodies(db, [...new Set([...others, ...ids])], locale)).map((body) => [body.id, body]))
}
