import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { BY_LAW, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayDecide, maySeeCase } from '../policy.ts'
import { readCase, readProposal, readRequest } from '../queries/case-file.ts'
import { deciderTag, deskOf, inOffice, roleOf } from '../queries/desk.ts'
import { caseRef, labelCode, law, LONGEST, rule, source } from '../queries/shapes.ts'
import { reportableOf, thingOf, type Things } from '../queries/things.ts'
import { no } from '../refusals.ts'
import { labelNeedsSource, type Label } from '../rules.ts'
import type { Outcome } from '../tables.ts'
import { caseDecided, closeCase } from './close-case.ts'

/** What is hidden is hidden for a published rule, or for a law that is named. */
export function groundHolds(thing: Thing, ground: { readonly rule: string; readonly law: string }): Verdict {
  if (ground.rule === BY_LAW) return ground.law === '' ? no('report.law-unnamed') : yes
  return thing.rules.some(({ code }) => code === ground.rule) ? yes : no('report.rule-unknown')
}

const input = z.object({
  ...caseRef,
  outcome: z.enum(['kept', 'hidden', 'labelled']),
  rule: rule.default('').describe('What it is hidden for: a published rule, or "law"'),
  law,
  label: labelCode.or(z.literal('')).default('').describe('Which note stands beside it, where it is labelled'),
  source: source.or(z.literal('')).default('').describe('Where to read more of what the note says'),
  facts: z.string().trim().min(1).max(LONGEST.facts).describe('In the language of the author, who reads them'),
  conflict: z.string().trim().max(LONGEST.conflict).default('').describe('What ties the one who decides to this case, if anything'),
})
type Asks = z.infer<typeof input>

export const decideCase = (things: Things) =>
  command({
    name: 'moderation.decide-case',
    summary:
      'Decide about what was reported: keep it, put a published note beside it, or hide it for a published rule or a law, with the facts. Where an authority asked for it, hiding waits for a second person',
    route: 'POST /moderation/cases/{scope}/{case}/decision',
    input,
    output: z.object({ case: z.uuid(), waits: z.boolean().describe('True: it has no effect until a second person agrees') }),
    facts: (tx, around) => factsOf(things, tx, around),
    may: ({ facts: { effect } }) => effect?.may ?? yes,
    async run(tx, { input: asked, facts, actor, now, outside }) {
      const { row, desk, thing, effect } = facts
      const tag = deciderTag(outside, { scope: row.scope_id, id: row.id }, actor)
      const ground = { rule: asked.rule, law: asked.rule === BY_LAW ? asked.law : null }
      const said = { facts: asked.facts, language: thing.language, conflict: asked.conflict === '' ? null : asked.conflict }
      const ref = { scope_id: row.scope_id, case_id: row.id }
      if (facts.proposes) {
        const by = { proposer_tag: tag, proposer_role: roleOf(desk), proposed_at: now }
        await tx
          .insertInto('hiding_proposal')
          .values({ ...ref, ...ground, ...said, ...by })
          .execute()
        return { case: row.id, waits: true }
      }
      const labelled = asked.outcome === 'labelled'
      await closeCase(tx, row, {
        ...{ ...ref, ...said, outcome: asked.outcome, requested: facts.requested },
        ...(asked.outcome === 'hidden' ? ground : { rule: null, law: null }),
        ...{ label: labelled ? asked.label : null, label_source: labelled && asked.source !== '' ? asked.source : null },
        ...{ decider_tag: tag, decider_role: roleOf(desk), decided_at: now, second_tag: null, second_role: null },
      })
      await effect?.run()
      return { case: row.id, waits: false }
    },
    tell: ({ input: { outcome, rule: code }, facts: { row, desk, effect, proposes, requested }, now }) =>
      proposes
        ? [{ kind: 'moderation.hiding.proposed', scope: THE_HUB, subject: row.id, data: { rule: code }, visibility: 'internal' }]
        : [
            caseDecided(row, { outcome, rule: outcome === 'hidden' ? code : null, requested, by: roleOf(desk), now }),
            ...(effect?.tell() ?? []),
          ],
  })

const labelHolds = (label: Label | '', from: string): Verdict =>
  label === '' ? no('label.unknown') : labelNeedsSource(label) && from === '' ? no('label.source-missing') : yes

/** The case is held; so is what it is about, where the decision changes it. */
async function factsOf(things: Things, tx: Tx, around: Asked<Asks>) {
  const { input: asked, actor, now, outside } = around
  const ref = { scope: asked.scope, id: asked.case }
  const row = (await readCase(tx, ref, 'update')) ?? refuse(no('case.missing'))
  const desk = await deskOf(tx, row.body_id, { actor, now })
  demand(maySeeCase(desk))
  const thing = await thingOf(things, tx, row, { actor, outside })
  const reportable = reportableOf(things, row.sort)
  const own = await reportable.isBy(tx, thing, { actor, outside })
  const requested = (await readRequest(tx, ref)) !== null
  const proposes = requested && asked.outcome === 'hidden'
  const proposed = (await readProposal(tx, ref)) !== null
  const grounds = { kept: yes, hidden: groundHolds(thing, asked), labelled: labelHolds(asked.label, asked.source) }
  const once = proposes && proposed ? no('case.proposed') : yes
  demand(all(mayDecide({ desk, decided: row.decided_at !== null, own }), once, grounds[asked.outcome]))
  const effect = proposes
    ? null
    : await effectOf(tx, { reportable, thing, outcome: asked.outcome, rule: asked.rule, around: inOffice(desk, around) })
  return { row, desk, thing, requested, proposes, effect }
}

type Deciding = {
  readonly reportable: Reportable
  readonly thing: Thing
  readonly outcome: Outcome
  readonly rule: string
  readonly around: Parameters<Reportable['hide']>[3]
}

/** The effect is the deed of the room it belongs to, within this one: both are done or neither is. What stays, with a note or without, is shown. */
async function effectOf(tx: Tx, { reportable, thing, outcome, rule: code, around }: Deciding) {
  if (outcome === 'hidden') return reportable.hide(tx, thing, code, around)
  return thing.published ? null : reportable.show(tx, thing, around)
}
