import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { eventsOf, THE_HUB, type StoredEvent } from '../../../core/event.ts'
import { median, shownCount } from '../rules.ts'

const statistics = z.object({
  reports: z.number().int().nullable().describe('Null: fewer than ten'),
  waiting: z.number().int().describe('Cases without a first decision'),
  kept: z.number().int(),
  hidden: z.number().int(),
  labelled: z.number().int().describe('A note was put beside it'),
  requests: z.number().int().describe('Removals that states and authorities asked for; exact, zero too'),
  requestsHidden: z.number().int().describe('Those that were hidden, each by two people'),
  byAuthority: z
    .array(z.object({ authority: z.string().nullable(), country: z.string().nullable(), count: z.number().int() }))
    .describe('Who asked; null where the law does not let it be named'),
  byRule: z.array(z.object({ rule: z.string(), count: z.number().int() })).describe('Why things were hidden by a first decision'),
  medianHours: z.number().int().nullable().describe('From the first report to the first decision; null: nothing is decided yet'),
  appeals: z.number().int().nullable().describe('Null: fewer than ten'),
  appealsDecided: z.number().int(),
  overturned: z.number().int(),
  pressure: z.number().int().nullable().describe('Reports of pressure by a state; null: fewer than ten'),
})
export type Statistics = z.infer<typeof statistics>

const KINDS = [
  'moderation.report.filed',
  'moderation.case.decided',
  'moderation.request.recorded',
  'moderation.appeal.filed',
  'moderation.appeal.decided',
  'moderation.pressure.reported',
] as const

/** From the events and nothing else, so the numbers cannot disagree with the record. What those who decide did is exact; what people did, from ten on. */
export function statisticsFrom(events: readonly Pick<StoredEvent, 'kind' | 'subject' | 'data'>[]): Statistics {
  const of = (kind: (typeof KINDS)[number]) => events.filter((event) => event.kind === kind)
  const decided = of('moderation.case.decided')
  const done = new Set(decided.map(({ subject }) => subject))
  const reports = of('moderation.report.filed')
  const hidden = decided.filter(({ data }) => data['outcome'] === 'hidden')
  const labelled = decided.filter(({ data }) => data['outcome'] === 'labelled')
  const requests = of('moderation.request.recorded')
  const rules = Map.groupBy(hidden, ({ data }) => String(data['rule']))
  const appeals = of('moderation.appeal.decided')
  return {
    reports: shownCount(reports.length),
    waiting: new Set(reports.map(({ subject }) => subject).filter((subject) => !done.has(subject))).size,
    kept: decided.length - hidden.length - labelled.length,
    hidden: hidden.length,
    labelled: labelled.length,
    requests: requests.length,
    requestsHidden: hidden.filter(({ data }) => data['requested'] === true).length,
    byAuthority: authoritiesIn(requests),
    byRule: [...rules]
      .map(([rule, list]) => ({ rule, count: list.length }))
      .toSorted((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1)),
    medianHours: median(decided.map(({ data }) => Number(data['hours']))),
    appeals: shownCount(of('moderation.appeal.filed').length),
    appealsDecided: appeals.length,
    overturned: appeals.filter(({ data }) => data['outcome'] === 'overturned').length,
    pressure: shownCount(of('moderation.pressure.reported').length),
  }
}

/** By authority and country, the most first; those that may not be named together. */
function authoritiesIn(requests: readonly Pick<StoredEvent, 'data'>[]): Statistics['byAuthority'] {
  const nameOf = ({ data }: Pick<StoredEvent, 'data'>, key: string) => (typeof data[key] === 'string' ? data[key] : null)
  const grouped = Map.groupBy(requests, (one) => JSON.stringify([nameOf(one, 'country'), nameOf(one, 'authority')]))
  return [...grouped]
    .toSorted(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1))
    .flatMap(([, list]) => {
      const [first] = list
      return first === undefined ? [] : [{ authority: nameOf(first, 'authority'), country: nameOf(first, 'country'), count: list.length }]
    })
}

export const readStatistics = query({
  name: 'moderation.statistics',
  summary: 'Public numbers of reports, decisions and appeals, drawn from the record of events',
  route: 'GET /moderation',
  input: z.object({}),
  output: statistics,
  read: async (db) => statisticsFrom(await eventsOf(db, THE_HUB, KINDS)),
})
