import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { mayDecide, mayDecideAppeal, maySeeCase } from '../policy.ts'
import { no } from '../refusals.ts'
import { answerDue } from '../rules.ts'
import { readAppeal, readCase, readDecision, readReports } from './case-file.ts'
import { deciderTag, deskOf } from './desk.ts'
import { caseRef, moment } from './shapes.ts'
import { reportableOf, thingOf, type Things } from './things.ts'

const ground = { rule: z.string().nullable(), law: z.string().nullable() }
const role = z.enum(['moderator', 'operator'])

/** All that those who decide see: neither who reported nor who wrote it is in it. */
const file = z.object({
  scope: z.uuid(),
  case: z.uuid(),
  thing: z.object({
    text: z.string(),
    language: z.string(),
    path: z.string(),
    published: z.boolean(),
    writtenOn: z.iso.date(),
    place: z.object({ text: z.string(), language: z.string(), path: z.string() }),
    rules: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
  openedAt: moment,
  dueAt: moment,
  reports: z.array(z.object({ ...ground, rule: z.string(), text: z.string(), language: z.string(), reportedAt: moment })),
  decision: z
    .object({
      ...{ outcome: z.enum(['kept', 'hidden']), ...ground, facts: z.string(), language: z.string(), conflict: z.string().nullable() },
      ...{ role, decidedAt: moment },
    })
    .nullable(),
  appeal: z
    .object({
      ...{ byAuthor: z.boolean(), text: z.string(), language: z.string(), appealedAt: moment },
      ...{ outcome: z.enum(['upheld', 'overturned']).nullable(), ...ground, reasons: z.string().nullable(), role: role.nullable() },
      ...{ reasonsLanguage: z.string().nullable(), decidedAt: moment.nullable() },
    })
    .nullable(),
  mayDecide: z.boolean(),
  mayDecideAppeal: z.boolean(),
  forSomebodyElse: z.boolean().describe('The one who asks decided first, or wrote it'),
})
export type CaseFile = z.infer<typeof file>

export const readCaseFile = (things: Things) =>
  query({
    name: 'moderation.case',
    summary: 'For moderators of the body concerned and operators: what was reported, why, what was decided',
    route: 'GET /moderation/cases/{scope}/{case}',
    input: z.object(caseRef),
    output: file,
    async read(db, { input, actor, outside }) {
      const ref = { scope: input.scope, id: input.case }
      const row = (await readCase(db, ref)) ?? refuse(no('case.missing'))
      const desk = await deskOf(db, row.body_id, actor)
      demand(maySeeCase(desk))
      const thing = await thingOf(things, db, row, actor)
      const decision = await readDecision(db, ref)
      const appeal = await readAppeal(db, ref)
      const own = await reportableOf(things, row.sort).isBy(db, thing, { actor, outside })
      const sameAsFirst = decision !== null && deciderTag(outside, ref, actor).equals(decision.decider_tag)
      const open = appeal === null ? null : { decided: appeal.outcome !== null }
      const iso = (at: Date | null) => at?.toISOString() ?? null
      return file.parse({
        ...{ scope: ref.scope, case: ref.id, openedAt: iso(row.opened_at), dueAt: iso(answerDue(row.opened_at)) },
        thing: { ...thing, writtenOn: thing.writtenAt.toISOString().slice(0, 10) },
        reports: (await readReports(db, ref)).map((report) => ({ ...report, reportedAt: iso(report.reportedAt) })),
        decision: decision === null ? null : { ...decision, role: decision.decider_role, decidedAt: iso(decision.decided_at) },
        appeal:
          appeal === null
            ? null
            : {
                ...{ byAuthor: appeal.by_author, text: appeal.text, language: appeal.language, appealedAt: iso(appeal.appealed_at) },
                ...{ outcome: appeal.outcome, rule: appeal.rule, law: appeal.law, reasons: appeal.reasons, role: appeal.decider_role },
                ...{ reasonsLanguage: appeal.reasons_language, decidedAt: iso(appeal.decided_at) },
              },
        mayDecide: mayDecide({ desk, decided: decision !== null, own }).ok,
        mayDecideAppeal: mayDecideAppeal({ desk, appeal: open, own, sameAsFirst }).ok,
        forSomebodyElse: own || (sameAsFirst && open?.decided === false),
      })
    },
  })
