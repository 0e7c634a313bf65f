import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { dayOf } from '../rules.ts'
import { selectCommitments } from './facts.ts'
import { owedBy, reportVersions, sentReports, type OwedReport } from './reports.ts'
import { quarter, uuid } from './shapes.ts'

/** Every quarter on which a body reports, the newest first: sent, awaited or missing. */
export async function reportsOf(db: Reader, body: string, now: Date): Promise<readonly OwedReport[]> {
  const commitments = await selectCommitments(db).where('lead_body', '=', body).execute()
  return owedBy(commitments, (await sentReports(db, [body])).get(body) ?? [], dayOf(now))
}

const owed = z.object({ quarter: z.string(), due: z.string(), sentOn: z.string().nullable(), state: z.string() })

export const listReports = query({
  name: 'commitments.reports',
  summary: 'On which quarters a body owes an action report, and whether it was sent, is awaited or is missing',
  route: 'GET /bodies/{body}/action-reports',
  input: z.object({ body: uuid }),
  output: z.object({ reports: z.array(owed) }),
  async read(db, { input, actor, now }) {
    const card = (await organisations.bodyCards(db, [input.body], actor.locale)).get(input.body)
    if (card === undefined) return refuse(no('commitment.report-missing'))
    return { reports: [...(await reportsOf(db, input.body, now))] }
  },
})

const line = z.object({
  ...{ commitment: uuid, done: z.string(), evidence: z.string().nullable(), link: z.string().nullable() },
  values: z.array(z.object({ indicator: z.number(), value: z.number() })),
  ...{ dueOn: z.string().nullable(), dueReason: z.string().nullable() },
})

export const readReport = query({
  name: 'commitments.report',
  summary: 'The action report of a body on a quarter, in every version that it sent',
  route: 'GET /bodies/{body}/action-reports/{quarter}',
  input: z.object({ body: uuid, quarter }),
  output: z.object({
    versions: z.array(
      z.object({ version: z.number().int(), language: z.string(), sentOn: z.string(), office: z.string(), lines: z.array(line) }),
    ),
  }),
  async read(db, { input }) {
    const versions = await reportVersions(db, input.body, input.quarter)
    if (versions.length === 0) return refuse(no('commitment.report-missing'))
    const hidden = await hiddenOnes(db, input.body)
    return {
      versions: versions.map(({ sentAt: _at, lines, ...report }) => ({
        ...report,
        // What moderation took from the public is not told here either.
        lines: lines.filter((one) => !hidden.has(one.commitment)).map((one) => ({ ...one, values: [...one.values] })),
      })),
    }
  },
})

export async function hiddenOnes(db: Reader, body: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('commitment').select('id').where('lead_body', '=', body).where('hidden_for', 'is not', null).execute()
  return new Set(rows.map(({ id }) => id))
}
