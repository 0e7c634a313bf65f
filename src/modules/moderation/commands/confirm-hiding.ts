import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { mayAgree, maySeeCase } from '../policy.ts'
import { readCase, readProposal } from '../queries/case-file.ts'
import { decidedBy, deciderTag, deskOf, inOffice, roleOf } from '../queries/desk.ts'
import { caseRef } from '../queries/shapes.ts'
import { reportableOf, thingOf, type Things } from '../queries/things.ts'
import { no } from '../refusals.ts'
import { caseDecided, closeCase } from './close-case.ts'

export const confirmHiding = (things: Things) =>
  command({
    name: 'moderation.confirm-hiding',
    summary: 'As a second person, agree to hide what an authority asked for: only then it is hidden. Never the one who proposed it',
    route: 'POST /moderation/cases/{scope}/{case}/agreement',
    input: z.object(caseRef),
    output: z.object({ case: z.uuid() }),
    async facts(tx, around) {
      const { input, actor, now, outside } = around
      const ref = { scope: input.scope, id: input.case }
      const row = (await readCase(tx, ref, 'update')) ?? refuse(no('case.missing'))
      const desk = await deskOf(tx, row.body_id, { actor, now })
      demand(maySeeCase(desk))
      const thing = await thingOf(things, tx, row, { actor, outside })
      const reportable = reportableOf(things, row.sort)
      const proposal = await readProposal(tx, ref)
      const tag = deciderTag(outside, ref, actor)
      const own = await reportable.isBy(tx, thing, { actor, outside })
      const sameAsFirst = decidedBy(outside, ref, { actor, tag: proposal?.proposer_tag ?? null })
      demand(mayAgree({ desk, decided: row.decided_at !== null, own, proposed: proposal !== null, sameAsFirst }))
      if (proposal === null) return refuse(no('case.not-proposed'))
      return { row, desk, proposal, tag, effect: await reportable.hide(tx, thing, proposal.rule, inOffice(desk, around)) }
    },
    may: ({ facts: { effect } }) => effect.may,
    async run(tx, { facts: { row, desk, proposal, tag, effect }, now }) {
      const { rule, law, facts, language, conflict } = proposal
      await closeCase(tx, row, {
        ...{ scope_id: row.scope_id, case_id: row.id, outcome: 'hidden', requested: true, rule, law, facts, language, conflict },
        ...{ label: null, label_source: null, decided_at: now },
        ...{ decider_tag: proposal.proposer_tag, decider_role: proposal.proposer_role, second_tag: tag, second_role: roleOf(desk) },
      })
      await effect.run()
      return { case: row.id }
    },
    tell: ({ facts: { row, proposal, effect }, now }) => [
      caseDecided(row, { outcome: 'hidden', rule: proposal.rule, requested: true, by: proposal.proposer_role, now }),
      ...effect.tell(),
    ],
  })
