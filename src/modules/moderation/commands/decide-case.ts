import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { BY_LAW, type Thing } from '../../../core/reportable.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayDecide, maySeeCase } from '../policy.ts'
import { readCase } from '../queries/case-file.ts'
import { deciderTag, deskOf, roleOf } from '../queries/desk.ts'
import { caseRef, law, LONGEST, rule } from '../queries/shapes.ts'
import { reportableOf, thingOf, type Things } from '../queries/things.ts'
import { no } from '../refusals.ts'
import { hourOf, hoursBetween } from '../rules.ts'

/** What is hidden is hidden for a published rule, or for a law that is named. */
export function groundHolds(thing: Thing, ground: { readonly rule: string; readonly law: string }): Verdict {
  if (ground.rule === BY_LAW) return ground.law === '' ? no('report.law-unnamed') : yes
  return thing.rules.some(({ code }) => code === ground.rule) ? yes : no('report.rule-unknown')
}

export const decideCase = (things: Things) =>
  command({
    name: 'moderation.decide-case',
    summary: 'Decide about what was reported: keep it, or hide it for a published rule or a law, with the facts',
    route: 'POST /moderation/cases/{scope}/{case}/decision',
    input: z.object({
      ...caseRef,
      outcome: z.enum(['kept', 'hidden']),
      rule: rule.default('').describe('What it is hidden for: a published rule, or "law"'),
      law,
      facts: z.string().trim().min(1).max(LONGEST.facts).describe('In the language of the author, who reads them'),
      conflict: z.string().trim().max(LONGEST.conflict).default('').describe('What ties the one who decides to this case, if anything'),
    }),
    output: z.object({ case: z.uuid() }),
    facts: (tx, around) => factsOf(things, tx, around),
    may: ({ facts: { effect } }) => effect?.may ?? yes,
    async run(tx, { input, facts, actor, now, outside }) {
      const { row, desk, thing, effect } = facts
      const hidden = input.outcome === 'hidden'
      await tx
        .insertInto('decision')
        .values({
          ...{ scope_id: row.scope_id, case_id: row.id, outcome: input.outcome, facts: input.facts, language: thing.language },
          ...{ rule: hidden ? input.rule : null, law: hidden && input.rule === BY_LAW ? input.law : null },
          conflict: input.conflict === '' ? null : input.conflict,
          decider_tag: deciderTag(outside, { scope: row.scope_id, id: row.id }, actor),
          decider_role: roleOf(desk),
          decided_at: now,
        })
        .execute()
      await tx
        .updateTable('moderation_case')
        .set({ decided_at: now })
        .where('scope_id', '=', row.scope_id)
        .where('id', '=', row.id)
        .execute()
      await effect?.run()
      return { case: row.id }
    },
    tell: ({ input, facts: { row, effect }, now }) => [
      {
        kind: 'moderation.case.decided',
        scope: THE_HUB,
        subject: row.id,
        data: {
          outcome: input.outcome,
          rule: input.outcome === 'hidden' ? input.rule : null,
          hours: hoursBetween(row.opened_at, hourOf(now)),
        },
        visibility: 'internal',
      },
      ...(effect?.tell() ?? []),
    ],
  })

type Asks = {
  readonly scope: string
  readonly case: string
  readonly outcome: 'kept' | 'hidden'
  readonly rule: string
  readonly law: string
}

/** The case is held; so is what it is about, where the decision changes it. */
async function factsOf(things: Things, tx: Tx, around: Asked<Asks>) {
  const { input, actor, outside } = around
  const row = (await readCase(tx, { scope: input.scope, id: input.case }, 'update')) ?? refuse(no('case.missing'))
  const desk = await deskOf(tx, row.body_id, actor)
  demand(maySeeCase(desk))
  const thing = await thingOf(things, tx, row, actor)
  const reportable = reportableOf(things, row.sort)
  const own = await reportable.isBy(tx, thing, { actor, outside })
  const ground = input.outcome === 'hidden' ? groundHolds(thing, input) : yes
  const may = all(mayDecide({ desk, decided: row.decided_at !== null, own }), ground)
  // The effect is the deed of the room it belongs to, within this one: both are done or neither is.
  demand(may)
  const effect =
    input.outcome === 'hidden'
      ? await reportable.hide(tx, thing, input.rule, around)
      : thing.published
        ? null
        : await reportable.show(tx, thing, around)
  return { row, desk, thing, effect }
}
