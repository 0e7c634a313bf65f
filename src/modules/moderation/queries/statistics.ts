import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { eventsOf, THE_HUB, type StoredEvent } from '../../../core/event.ts'
import { median, shownCount } from '../rules.ts'

const statistics = z.object({
  reports: z.number().int().nullable().describe('Null: fewer than ten'),
  waiting: z.number().int().describe('Cases without a first decision'),
  kept: z.number().int(),
  hidden: z.number().int(),
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
  const rules = Map.groupBy(hidden, ({ data }) => String(data['rule']))
  const appeals = of('moderation.appeal.decided')
  return {
    reports: shownCount(reports.length),
    waiting: new Set(reports.map(({ subject }) => subject).filter((subject) => !done.has(subject))).size,
    kept: decided.length - hidden.length,
    hidden: hidden.length,
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

export const readStatistics = query({
  name: 'moderation.statistics',
  summary: 'Public numbers of reports, decisions and appeals, drawn from the record of events',
  route: 'GET /moderation',
  input: z.object({}),
  output: statistics,
  read: async (db) => statisticsFrom(await eventsOf(db, THE_HUB, KINDS)),
})
