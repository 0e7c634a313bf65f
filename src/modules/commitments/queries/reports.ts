import type { Reader } from '../../../platform/db.ts'
import type { Commitment } from '../policy.ts'
import { quartersOf, reportDue, reportStateOf, type Quarter, type ReportState } from '../rules.ts'
import type { Day, Office, ReportedValue } from '../tables.ts'

export type SentReport = { readonly quarter: Quarter; readonly sentOn: Day }
export type OwedReport = { readonly quarter: Quarter; readonly due: Day; readonly sentOn: Day | null; readonly state: ReportState }

type Running = Pick<Commitment, 'startsOn' | 'acceptedOn' | 'endedOn' | 'hiddenFor'>

/** Every quarter that these commitments of one body make it owe, the newest first. What moderation hid owes nothing. */
export function owedBy(commitments: readonly Running[], sent: readonly SentReport[], today: Day): readonly OwedReport[] {
  const quarters = new Set(commitments.filter(({ hiddenFor }) => hiddenFor === null).flatMap((one) => quartersOf(one, today)))
  return [...quarters]
    .toSorted()
    .toReversed()
    .map((quarter) => {
      const sentOn = sent.find((one) => one.quarter === quarter)?.sentOn ?? null
      return { quarter, due: reportDue(quarter), sentOn, state: reportStateOf(quarter, sentOn, today) }
    })
}

/** When each body sent the first version of each report: a correction makes it no later. */
export async function sentReports(db: Reader, bodies: readonly string[]): Promise<ReadonlyMap<string, readonly SentReport[]>> {
  if (bodies.length === 0) return new Map()
  const rows = await db
    .selectFrom('action_report')
    .select(['body_id as body', 'quarter', 'sent_on as sentOn'])
    .where('body_id', 'in', [...new Set(bodies)])
    .where('version', '=', 1)
    .execute()
  return Map.groupBy(rows, ({ body }) => body)
}

export type ReportLine = {
  readonly commitment: string
  readonly done: string
  readonly evidence: string | null
  readonly link: string | null
  readonly values: readonly ReportedValue[]
  readonly dueOn: Day | null
  readonly dueReason: string | null
}
export type Report = {
  readonly version: number
  readonly language: string
  readonly sentAt: Date
  readonly sentOn: Day
  readonly office: Office
  readonly lines: readonly ReportLine[]
}

/** Every version of a report, the first one first. */
export async function reportVersions(db: Reader, body: string, quarter: Quarter): Promise<readonly Report[]> {
  const reports = await db
    .selectFrom('action_report')
    .select(['version', 'language', 'sent_at as sentAt', 'sent_on as sentOn', 'office'])
    .where('body_id', '=', body)
    .where('quarter', '=', quarter)
    .orderBy('version')
    .execute()
  if (reports.length === 0) return []
  const lines = await db
    .selectFrom('action_report_line')
    .select(['version', 'commitment_id as commitment', 'done', 'evidence', 'link', 'values', 'due_on as dueOn', 'due_reason as dueReason'])
    .where('body_id', '=', body)
    .where('quarter', '=', quarter)
    .orderBy('commitment_id')
    .execute()
  return reports.map((report) => ({
    ...report,
    lines: lines
      .filter(({ version }) => version === report.version)
      .map(({ version: _version, values, ...line }) => ({ ...line, values: listed(values) })),
  }))
}

/** The column is jsonb: what was written as a text comes back as a list. */
function listed(values: unknown): readonly ReportedValue[] {
  return Array.isArray(values)
    ? values.flatMap((one: unknown) => {
        if (typeof one !== 'object' || one === null || !('indicator' in one) || !('value' in one)) return []
        return typeof one.indicator === 'number' && typeof one.value === 'number' ? [{ indicator: one.indicator, value: one.value }] : []
      })
    : []
}
