import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayAgree, mayDecide, mayDecideAppeal, mayRecordRequest, maySeeCase, type Desk } from '../policy.ts'
import { no } from '../refusals.ts'
import { answerDue } from '../rules.ts'
import { DECIDER_ROLES } from '../tables.ts'
import {
  readAppeal,
  readCase,
  readDecision,
  readLabel,
  readProposal,
  readReports,
  readRequest,
  type AppealRow,
  type DecisionRow,
  type RequestRow,
} from './case-file.ts'
import { decidedBy, deskOf } from './desk.ts'
import type { Ref } from './links.ts'
import { caseRef, moment, requestShown } from './shapes.ts'
import { reportableOf, thingOf, type Things } from './things.ts'

const ground = { rule: z.string().nullable(), law: z.string().nullable() }
const role = z.enum(DECIDER_ROLES)

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
      ...{ outcome: z.enum(['kept', 'hidden', 'labelled']), ...ground, facts: z.string(), language: z.string() },
      ...{ conflict: z.string().nullable(), role, secondRole: role.nullable(), decidedAt: moment },
      ...{ label: z.string().nullable(), labelSource: z.string().nullable() },
    })
    .nullable(),
  appeal: z
    .object({
      ...{ byAuthor: z.boolean(), text: z.string(), language: z.string(), appealedAt: moment },
      ...{ outcome: z.enum(['upheld', 'overturned']).nullable(), ...ground, reasons: z.string().nullable(), role: role.nullable() },
      ...{ reasonsLanguage: z.string().nullable(), decidedAt: moment.nullable() },
    })
    .nullable(),
  request: requestShown.extend({ authority: z.string(), country: z.string(), legalBasis: z.string(), nameable: z.boolean() }).nullable(),
  proposal: z
    .object({ ...ground, rule: z.string(), facts: z.string(), language: z.string(), conflict: z.string().nullable(), role })
    .nullable()
    .describe('Hiding that an authority asked for and one person proposed: it waits for a second one'),
  labelled: z.boolean().describe('A note stands beside it now'),
  mayDecide: z.boolean(),
  mayAgree: z.boolean(),
  mayRecordRequest: z.boolean(),
  mayRemoveLabel: z.boolean(),
  mayDecideAppeal: z.boolean(),
  forSomebodyElse: z.boolean().describe('The one who asks decided or proposed first, or wrote it'),
})
export type CaseFile = z.infer<typeof file>

export const readCaseFile = (things: Things) =>
  query({
    name: 'moderation.case',
    summary: 'For moderators of the body concerned and operators: what was reported, why, what was decided',
    route: 'GET /moderation/cases/{scope}/{case}',
    input: z.object(caseRef),
    output: file,
    async read(db, { input, actor, now, outside }) {
      const ref = { scope: input.scope, id: input.case }
      const row = (await readCase(db, ref)) ?? refuse(no('case.missing'))
      const desk = await deskOf(db, row.body_id, { actor, now })
      demand(maySeeCase(desk))
      const thing = await thingOf(things, db, row, { actor, outside })
      const own = await reportableOf(things, row.sort).isBy(db, thing, { actor, outside })
      return file.parse({
        ...{ scope: ref.scope, case: ref.id, openedAt: iso(row.opened_at), dueAt: iso(answerDue(row.opened_at)) },
        thing: { ...thing, writtenOn: thing.writtenAt.toISOString().slice(0, 10) },
        reports: (await readReports(db, ref)).map((report) => ({ ...report, reportedAt: iso(report.reportedAt) })),
        ...(await stateOf(db, ref, { desk, own, is: (tag) => decidedBy(outside, ref, { actor, tag }) })),
      })
    },
  })

const iso = (at: Date | null) => at?.toISOString() ?? null

type Asking = {
  readonly desk: Desk
  readonly own: boolean
  /** Whether the one who asks decided under this tag. */ is(tag: Buffer | null): boolean
}

/** What was decided, asked for and proposed, and what the one who asks may do about it. */
async function stateOf(db: Reader, ref: Ref, { desk, own, is }: Asking) {
  const decision = await readDecision(db, ref)
  const appeal = await readAppeal(db, ref)
  const request = await readRequest(db, ref)
  const proposal = await readProposal(db, ref)
  const labelled = (await readLabel(db, ref)) !== null
  const sameAsFirst = decision !== null && (is(decision.decider_tag) || is(decision.second_tag))
  const proposedIt = is(proposal?.proposer_tag ?? null)
  const open = appeal === null ? null : { decided: appeal.outcome !== null }
  const facts = { desk, decided: decision !== null, own }
  return {
    ...{ decision: decisionShown(decision), appeal: appealShown(appeal), labelled },
    request: request === null ? null : requestOf(request),
    proposal: proposal === null ? null : { ...proposal, role: proposal.proposer_role },
    mayDecide: mayDecide(facts).ok,
    mayAgree: mayAgree({ ...facts, proposed: proposal !== null, sameAsFirst: proposedIt }).ok,
    mayRecordRequest: mayRecordRequest({ ...facts, requested: request !== null }).ok,
    mayRemoveLabel: labelled && !own,
    mayDecideAppeal: mayDecideAppeal({ desk, appeal: open, own, sameAsFirst }).ok,
    forSomebodyElse: own || proposedIt || (sameAsFirst && open?.decided === false),
  }
}

const requestOf = ({ legal_basis: legalBasis, received_on: receivedOn, ...row }: RequestRow) => ({ ...row, legalBasis, receivedOn })

function decisionShown(row: DecisionRow | null) {
  if (row === null) return null
  const { decider_role: role, second_role: secondRole, label_source: labelSource, decided_at: at } = row
  return { ...row, role, secondRole, labelSource, decidedAt: iso(at) }
}

function appealShown(row: AppealRow | null) {
  if (row === null) return null
  const { by_author: byAuthor, appealed_at: appealedAt, reasons_language: reasonsLanguage, decider_role: role, decided_at: decidedAt } = row
  return { ...row, byAuthor, reasonsLanguage, role, appealedAt: iso(appealedAt), decidedAt: iso(decidedAt) }
}
