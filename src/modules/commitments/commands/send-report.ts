import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { mayReport, officeOf, type At, type Standing } from '../policy.ts'
import { reportedFacts, type Reported } from '../queries/report-facts.ts'
import { day, language, link, numbered, quarter, uuid } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { quarterEnds, reportsPathOf } from '../rules.ts'
import { writeEvidence } from './add-evidence.ts'
import { writeDate } from './move-date.ts'
import { recordChange } from './record-change.ts'
import { writeMeasurement } from './record-measurement.ts'

const words = z.string().trim().min(1).max(4000)
const line = z.object({
  commitment: uuid,
  done: words.describe('What was done in the quarter'),
  evidence: words.nullable().default(null),
  link,
  values: z
    .array(z.object({ indicator: numbered, value: z.coerce.number() }))
    .max(50)
    .default([]),
  dueOn: day.nullable().default(null).describe('A new date, where it is delayed'),
  dueReason: words.nullable().default(null),
})
type Line = z.infer<typeof line>

export const sendReport = command({
  name: 'commitments.send-report',
  summary: 'Send the action report of a body on a quarter: what was done for each of its commitments. A further one corrects it',
  route: 'PUT /bodies/{body}/action-reports/{quarter}',
  input: z.object({
    ...{ body: uuid, quarter, language, lines: z.array(line).max(200) },
    version: z.coerce.number().int().min(0).default(0).describe('The version that this one corrects; 0 for the first'),
  }),
  output: z.object({ path: z.string(), version: z.number().int() }),
  async facts(tx, { input, actor, now }) {
    const card = (await organisations.bodyCards(tx, [input.body], 'en')).get(input.body) ?? refuse(no('commitment.report-missing'))
    const standing = await organisations.standingOf(tx, input.body, actor.person)
    return { slug: card.slug, standing, ...(await reportedFacts(tx, input, now)) }
  },
  may: ({ input, actor, facts: { standing, today, reported, version } }) =>
    all(
      mayReport(actor, standing),
      // The same form sent twice finds the first: nothing is written a second time.
      input.version === version ? yes : no('commitment.changed-meanwhile'),
      quarterEnds(input.quarter) < today && reported.length > 0 ? yes : no('commitment.quarter-open'),
      reported.every(({ commitment }) => input.lines.filter((one) => one.commitment === commitment.id).length === 1) &&
        reported.length === input.lines.length
        ? yes
        : no('commitment.report-incomplete'),
      input.lines.every(({ dueOn, dueReason }) => dueOn === null || dueReason !== null) ? yes : no('commitment.reason-missing'),
      input.lines.every(({ commitment, dueOn }) => {
        const one = reported.find((each) => each.commitment.id === commitment)
        return dueOn === null || one === undefined || dueOn >= one.commitment.startsOn
      })
        ? yes
        : no('commitment.days-in-order'),
    ),
  async run(tx, { input, facts, now }) {
    const { body, quarter: of, language: tongue } = input
    const version = facts.version + 1
    const office = officeOf(facts.standing)
    await tx
      .insertInto('action_report')
      .values({ body_id: body, quarter: of, version, language: tongue, sent_at: now, sent_on: facts.today, office })
      .execute()
    for (const one of input.lines) {
      const { commitment, done, evidence, link: page, values, dueOn, dueReason } = one
      await tx
        .insertInto('action_report_line')
        .values({
          ...{ body_id: body, quarter: of, version, commitment_id: commitment, done, evidence, link: page },
          ...{ values: JSON.stringify(values), due_on: dueOn, due_reason: dueReason },
        })
        .execute()
      const reported = facts.reported.find((each) => each.commitment.id === commitment)
      if (reported !== undefined) await carry(tx, one, { reported, tongue, at: now, of, standing: facts.standing, today: facts.today })
    }
    return { path: `${reportsPathOf(facts.slug)}/${of}`, version }
  },
  tell: ({ input, result }) => [
    {
      kind: 'commitments.report.sent',
      scope: input.body,
      subject: input.body,
      data: { quarter: input.quarter, version: result.version },
      visibility: 'public',
    },
  ],
})

type Around = {
  readonly reported: Reported
  readonly tongue: string
  readonly at: Date
  readonly of: string
  readonly standing: Standing
  readonly today: string
}

/** What a line says goes to the commitment itself too, as long as that runs. */
async function carry(tx: Tx, line: Line, { reported, tongue, at, of, standing, today }: Around): Promise<void> {
  const { commitment, indicators } = reported
  const known: At = { commitment, standing, organiser: false, today }
  await recordChange(tx, commitment.id, { kind: 'reported', at, office: officeOf(standing), reason: { text: line.done, language: tongue } })
  if (commitment.state !== 'running') return
  const day = quarterEnds(of)
  if (line.evidence !== null) await writeEvidence(tx, known, { text: line.evidence, language: tongue, link: line.link, datedOn: day, at })
  for (const { indicator, value } of line.values) {
    const one = indicators.find(({ number }) => number === indicator)
    if (one !== undefined) await writeMeasurement(tx, known, one, { value, measuredOn: day, link: line.link, at })
  }
  if (line.dueOn !== null && line.dueOn !== commitment.dueOn)
    await writeDate(tx, known, { dueOn: line.dueOn, reason: { text: line.dueReason ?? '', language: tongue }, at })
}
