import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { mayAppeal } from '../policy.ts'
import { no } from '../refusals.ts'
import { answerDue, appealEnds } from '../rules.ts'
import { DECIDER_ROLES, type Outcome } from '../tables.ts'
import { caseBehind } from './case-behind.ts'
import {
  holdsNow,
  readAppeal,
  readCase,
  readDecision,
  readLabel,
  readReport,
  readRequest,
  type AppealRow,
  type DecisionRow,
} from './case-file.ts'
import { readReportLink, type Ref } from './links.ts'
import { requestFor } from './request-shown.ts'
import { link, moment, requestShown } from './shapes.ts'
import { thingOf, type Things } from './things.ts'

const ground = { rule: z.string().nullable(), law: z.string().nullable() }
const role = z.enum(DECIDER_ROLES)

const notice = z.object({
  byAuthor: z.boolean().describe('True: the author reads it; false: somebody who reported'),
  thing: z
    .object({
      ...{ text: z.string().nullable().describe('Null: it is hidden, and the one who reads is not its author'), language: z.string() },
      ...{ path: z.string(), published: z.boolean() },
      place: z.object({ text: z.string(), language: z.string(), path: z.string() }),
      rules: z.array(z.object({ code: z.string(), message: z.string() })),
    })
    .describe('What was reported'),
  report: z
    .object({ ...ground, text: z.string(), language: z.string(), reportedAt: moment, dueAt: moment })
    .nullable()
    .describe('Their own words, for somebody who reported'),
  decision: z
    .object({
      ...{ outcome: z.enum(['kept', 'hidden', 'labelled']), ...ground, facts: z.string(), language: z.string(), role, decidedAt: moment },
      ...{ secondRole: role.nullable(), label: z.string().nullable(), labelSource: z.string().nullable(), appealUntil: moment },
    })
    .nullable(),
  request: requestShown.nullable().describe('For the author: an authority asked for it'),
  appeal: z
    .object({
      ...{ byAuthor: z.boolean(), appealedAt: moment, dueAt: moment, outcome: z.enum(['upheld', 'overturned']).nullable() },
      ...{
        ...ground,
        reasons: z.string().nullable(),
        language: z.string().nullable(),
        role: role.nullable(),
        decidedAt: moment.nullable(),
      },
    })
    .nullable(),
  now: z.enum(['waiting', 'kept', 'hidden', 'labelled']),
  mayAppeal: z.boolean(),
})
export type Notice = z.infer<typeof notice>

export const readNotice = (things: Things) =>
  query({
    name: 'moderation.notice',
    summary: 'What became of a report, for whoever holds the private link: somebody who reported, or the author',
    route: 'GET /reports/{link}',
    input: z.object({ link }),
    output: notice,
    async read(db, { input, actor, now, outside }) {
      const { ref, byAuthor } = (await caseBehind(db, outside.keys, input.link)) ?? refuse(no('report.missing'))
      const row = (await readCase(db, ref)) ?? refuse(no('report.missing'))
      const decision = await readDecision(db, ref)
      const appeal = await readAppeal(db, ref)
      const thing = await thingOf(things, db, row, { actor, outside })
      return notice.parse({
        byAuthor,
        thing: thingFor(thing, byAuthor),
        report: byAuthor ? null : await ownReport(db, outside, input.link),
        decision: decisionShown(decision),
        appeal: appealShown(appeal),
        request: byAuthor ? requestFor(await readRequest(db, ref)) : null,
        now: decision === null ? 'waiting' : await nowOf(db, ref, holdsNow(decision, appeal)),
        mayAppeal: mayAppeal(
          {
            byAuthor,
            decision: decision === null ? null : { outcome: decision.outcome, decidedAt: decision.decided_at },
            appealed: appeal !== null,
          },
          now,
        ).ok,
      })
    },
  })

/** A note may have been taken away since. */
const nowOf = async (db: Reader, ref: Ref, holds: Outcome): Promise<Outcome> =>
  holds === 'labelled' && (await readLabel(db, ref)) === null ? 'kept' : holds

/** What is hidden is not read out again to somebody who reported it. */
const thingFor = (thing: Thing, byAuthor: boolean) => ({ ...thing, text: thing.published || byAuthor ? thing.text : null })

async function ownReport(db: Reader, { keys }: Pick<Outside, 'keys'>, of: string) {
  const ref = readReportLink(keys, of)
  const report = ref === null ? null : await readReport(db, ref)
  if (report === null) return null
  const { rule, law, text, language, reported_at: at } = report
  return { rule, law, text, language, reportedAt: at.toISOString(), dueAt: answerDue(at).toISOString() }
}

function decisionShown(row: DecisionRow | null) {
  if (row === null) return null
  const { outcome, rule, law, facts, language, decider_role: role, second_role: secondRole, decided_at: at, label } = row
  const said = { outcome, rule, law, facts, language, role, secondRole, label, labelSource: row.label_source }
  return { ...said, decidedAt: at.toISOString(), appealUntil: appealEnds(at).toISOString() }
}

function appealShown(row: AppealRow | null) {
  if (row === null) return null
  return {
    ...{ byAuthor: row.by_author, appealedAt: row.appealed_at.toISOString(), dueAt: answerDue(row.appealed_at).toISOString() },
    ...{ outcome: row.outcome, rule: row.rule, law: row.law, reasons: row.reasons, language: row.reasons_language, role: row.decider_role },
    decidedAt: row.decided_at?.toISOString() ?? null,
  }
}
