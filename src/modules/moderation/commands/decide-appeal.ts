import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { BY_LAW } from '../../../core/reportable.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayDecideAppeal, maySeeCase } from '../policy.ts'
import { readAppeal, readCase, readDecision, readRequest } from '../queries/case-file.ts'
import { decidedBy, deciderTag, deskOf, inOffice, roleOf } from '../queries/desk.ts'
import type { Ref } from '../queries/links.ts'
import { caseRef, law, LONGEST, rule } from '../queries/shapes.ts'
import { reportableOf, thingOf, type Things } from '../queries/things.ts'
import { no } from '../refusals.ts'
import { hourOf, hoursBetween } from '../rules.ts'
import { groundHolds } from './decide-case.ts'

export const decideAppeal = (things: Things) =>
  command({
    name: 'moderation.decide-appeal',
    summary: 'Decide an appeal: never the one who decided first. What is overturned is undone at once',
    route: 'POST /moderation/cases/{scope}/{case}/appeal/decision',
    input: z.object({
      ...caseRef,
      outcome: z.enum(['upheld', 'overturned']),
      rule: rule.default('').describe('What it is hidden for, where "kept" is overturned'),
      law,
      reasons: z.string().trim().min(1).max(LONGEST.facts),
    }),
    output: z.object({ case: z.uuid() }),
    async facts(tx, around) {
      const { input, actor, now, outside } = around
      const ref = { scope: input.scope, id: input.case }
      const row = (await readCase(tx, ref, 'update')) ?? refuse(no('case.missing'))
      const desk = await deskOf(tx, row.body_id, { actor, now })
      demand(maySeeCase(desk))
      const decision = await readDecision(tx, ref)
      const appeal = await readAppeal(tx, ref)
      if (decision === null || appeal === null) return refuse(no('appeal.missing'))
      const thing = await thingOf(things, tx, row, { actor, outside })
      const reportable = reportableOf(things, row.sort)
      const tag = deciderTag(outside, ref, actor)
      const hides = input.outcome === 'overturned' && decision.outcome === 'kept'
      const shows = input.outcome === 'overturned' && decision.outcome === 'hidden'
      const known = {
        ...{ desk, appeal: { decided: appeal.outcome !== null }, own: await reportable.isBy(tx, thing, { actor, outside }) },
        sameAsFirst: [decision.decider_tag, decision.second_tag].some((by) => decidedBy(outside, ref, { actor, tag: by })),
        hidesAlone: hides && (await readRequest(tx, ref)) !== null,
      }
      demand(all(mayDecideAppeal(known), hides ? groundHolds(thing, input) : yes))
      const office = inOffice(desk, around)
      const effect = hides ? await reportable.hide(tx, thing, input.rule, office) : shows ? await reportable.show(tx, thing, office) : null
      const unlabels = input.outcome === 'overturned' && decision.outcome === 'labelled'
      return { ref, desk, appeal, tag, hides, unlabels, language: appeal.by_author ? thing.language : appeal.language, effect }
    },
    may: ({ facts: { effect } }) => effect?.may ?? yes,
    async run(tx, { input, facts: { ref, desk, tag, hides, unlabels, language, effect }, now }) {
      await tx
        .updateTable('appeal')
        .set({
          ...{ outcome: input.outcome, reasons: input.reasons, reasons_language: language },
          ...{ rule: hides ? input.rule : null, law: hides && input.rule === BY_LAW ? input.law : null },
          ...{ decider_tag: tag, decider_role: roleOf(desk), decided_at: now },
        })
        .where('scope_id', '=', ref.scope)
        .where('case_id', '=', ref.id)
        .execute()
      await effect?.run()
      if (unlabels) await takeAway(tx, ref, now)
      return { case: ref.id }
    },
    tell: ({ input, facts: { ref, desk, appeal, effect }, now }) => [
      {
        kind: 'moderation.appeal.decided',
        scope: THE_HUB,
        subject: ref.id,
        data: { outcome: input.outcome, hours: hoursBetween(appeal.appealed_at, hourOf(now)), by: roleOf(desk) },
        visibility: 'internal',
      },
      ...(effect?.tell() ?? []),
    ],
  })

const takeAway = async (tx: Tx, { scope, id }: Ref, now: Date): Promise<void> => {
  await tx.updateTable('label').set({ removed_at: now }).where('scope_id', '=', scope).where('case_id', '=', id).execute()
}
