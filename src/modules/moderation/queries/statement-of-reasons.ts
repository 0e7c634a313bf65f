import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { BY_LAW } from '../../../core/reportable.ts'
import { no } from '../refusals.ts'
import { appealEnds, dayOf } from '../rules.ts'
import { DECIDER_ROLES } from '../tables.ts'
import { holdsNow, readAppeal, readCase, readDecision, readRequest } from './case-file.ts'
import { readReasonsLink } from './links.ts'
import { requestFor } from './request-shown.ts'
import { link, requestShown } from './shapes.ts'
import { categoryOf, thingOf, type Things } from './things.ts'

const day = z.iso.date()

/**
 * The fields of a statement of reasons under Article 17 of the Digital Services Act, as far as they are true of a hub: nothing is sold and no account
 * is closed here, and no machine decides. Below `ours`: what the hub adds. Strict, so that nothing personal slips in unnoticed.
 */
export const statementOfReasons = z.strictObject({
  puid: z.string().regex(/^[A-Za-z0-9-_]{1,500}$/),
  decision_visibility: z.tuple([z.enum(['DISABLED', 'LABELLED'])]),
  decision_ground: z.enum(['ILLEGAL_CONTENT', 'INCOMPATIBLE_CONTENT']),
  illegal_content_legal_ground: z.string().max(500).nullable(),
  illegal_content_explanation: z.string().max(5000).nullable(),
  incompatible_content_ground: z.string().max(500).nullable(),
  incompatible_content_explanation: z.string().max(5000).nullable(),
  incompatible_content_illegal: z.literal('No').nullable(),
  content_type: z.tuple([z.literal('TEXT')]),
  category: z.string().nullable().describe('Null: nobody said which; a law was named'),
  content_language: z.string(),
  content_date: day,
  application_date: day,
  end_date_visibility_restriction: day.nullable().describe('Null: it still holds'),
  territorial_scope: z.literal('WORLDWIDE'),
  decision_facts: z.string().max(5000),
  source_type: z.literal('OTHER_NOTICE'),
  automated_detection: z.literal('No'),
  automated_decision: z.literal('NOT_AUTOMATED'),
  ours: z.strictObject({
    rule_id: z.string(),
    decided_by_role: z.enum(DECIDER_ROLES),
    conflict_declared: z.boolean(),
    decided_by_second_role: z.enum(DECIDER_ROLES).nullable().describe('Where it took two'),
    requested_by_authority: requestShown.nullable().describe('A state or an authority asked for it'),
    label_source: z.string().nullable(),
    after_appeal: z.boolean().describe('True: "kept" was decided first, and an appeal overturned it'),
    redress: z.strictObject({ internal_until: day.nullable().describe('Null: it was appealed already') }),
  }),
})

export const readStatementOfReasons = (things: Things) =>
  query({
    name: 'moderation.statement-of-reasons',
    summary:
      'For the author, by the private link: the reasons for hiding or for a note as data, with the fields of the Digital Services Act',
    route: 'GET /reasons/{link}',
    input: z.object({ link }),
    output: statementOfReasons,
    async read(db, { input, actor, outside }) {
      const ref = readReasonsLink(outside.keys, input.link) ?? refuse(no('report.missing'))
      const row = (await readCase(db, ref)) ?? refuse(no('report.missing'))
      const decision = (await readDecision(db, ref)) ?? refuse(no('report.missing'))
      const appeal = await readAppeal(db, ref)
      const late = decision.outcome === 'kept'
      const from = late ? appeal : decision
      const at = from?.decided_at ?? null
      // Kept, and not overturned: there is nothing to give reasons for.
      const ground = from === null ? null : (from.rule ?? decision.label)
      if (from === null || ground === null || at === null) return refuse(no('report.missing'))
      const labelled = decision.outcome === 'labelled'
      const thing = await thingOf(things, db, row, { actor, outside })
      const facts = late ? (appeal?.reasons ?? '') : decision.facts
      const law = ground === BY_LAW
      const ended = !late && holdsNow(decision, appeal) === 'kept' ? (appeal?.decided_at ?? null) : null
      return statementOfReasons.parse({
        ...{
          puid: row.id,
          decision_visibility: [labelled ? 'LABELLED' : 'DISABLED'],
          decision_ground: law ? 'ILLEGAL_CONTENT' : 'INCOMPATIBLE_CONTENT',
        },
        ...{ illegal_content_legal_ground: law ? from.law : null, illegal_content_explanation: law ? facts : null },
        ...{ incompatible_content_ground: law ? null : ground, incompatible_content_explanation: law ? null : facts },
        ...{ incompatible_content_illegal: law ? null : 'No', content_type: ['TEXT'], category: categoryOf(thing, ground) },
        ...{ content_language: thing.language, content_date: dayOf(thing.writtenAt), application_date: dayOf(at) },
        ...{ end_date_visibility_restriction: ended === null ? null : dayOf(ended), territorial_scope: 'WORLDWIDE', decision_facts: facts },
        ...{ source_type: 'OTHER_NOTICE', automated_detection: 'No', automated_decision: 'NOT_AUTOMATED' },
        ours: {
          ...{ rule_id: ground, decided_by_role: from.decider_role, conflict_declared: decision.conflict !== null, after_appeal: late },
          decided_by_second_role: late ? null : decision.second_role,
          ...{ requested_by_authority: requestFor(await readRequest(db, ref)), label_source: decision.label_source },
          redress: { internal_until: appeal === null ? dayOf(appealEnds(decision.decided_at)) : null },
        },
      })
    },
  })
