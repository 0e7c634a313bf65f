import { all, yes } from '#base'
import { z } from 'zod'
import type { Sources } from '../../../core/citable.ts'
import { command } from '../../../core/command.ts'
import { isAddressed, mayEdit, officeOf } from '../policy.ts'
import { organisations } from '../../organisations/index.ts'
import { changesBetween } from '../queries/changes.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { planFacts } from '../queries/plan-facts.ts'
import { done, plan, ref } from '../queries/shapes.ts'
import { wordingOf } from '../queries/wordings.ts'
import { no } from '../refusals.ts'
import { hasNoTwo, NO_ADDRESSEE } from './draft-recommendation.ts'
import { writeSources, writeWording } from './write-wording.ts'
import { recordState } from './record-state.ts'
import { pathOf } from '../rules.ts'

export const editRecommendation = (sources: Sources) =>
  command({
    name: 'recommendations.edit',
    summary:
      'Change a recommendation. A draft is written over; of one that is proposed each wording stays readable, and what else was there before',
    route: 'PUT /recommendations/{recommendation}',
    input: z
      .object({
        ...ref,
        version: z.number().int().min(1).describe('The one that was read: who changed it meanwhile is not written over'),
        ...plan,
      })
      .refine(hasNoTwo, NO_ADDRESSEE),
    output: done,
    async facts(tx, { input, actor, now }) {
      const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
      const { sessionId, id, version } = at.recommendation
      const planned = await planFacts(tx, sources, input, { sessionId, today: at.today })
      const sourced = await tx
        .selectFrom('recommendation_source')
        .select(['sort', 'source_id as id'])
        .where('session_id', '=', sessionId)
        .where('recommendation_id', '=', id)
        .execute()
      const { addresseeBody, addresseeName } = at.recommendation
      const bodies = await organisations.bodyCards(tx, addresseeBody === null ? [] : [addresseeBody], actor.locale)
      const addressee = bodies.get(addresseeBody ?? '')?.name ?? addresseeName ?? ''
      const was = changesBetween({ ...at.recommendation, sources: sourced }, { ...input, sources: planned.seen }, addressee)
      return { ...at, planned, was, before: await wordingOf(tx, { sessionId, id }, version) }
    },
    may: ({ input, actor, facts }) =>
      all(
        mayEdit(actor, facts),
        input.version === facts.recommendation.version ? yes : no('recommendation.changed-meanwhile'),
        facts.recommendation.state === 'draft' || isAddressed(input) ? yes : no('recommendation.addressee-needed'),
        facts.planned.sound,
      ),
    async run(tx, { input, facts, actor, now }) {
      const { sessionId, id, state, version } = facts.recommendation
      const { title, text, call, language, question, addresseeBody, addresseeName, actBy, answerBy, sdgs, gcm } = input
      const { before } = facts
      const same = before.title === title && before.text === text && before.call === call && before.language === language
      const next = state === 'draft' || same ? version : version + 1
      await tx
        .updateTable('recommendation')
        .set({
          ...{ version: next, question, addressee_body: addresseeBody, addressee_name: addresseeName },
          ...{ act_by: actBy, answer_by: answerBy, sdgs, gcm },
        })
        .where('session_id', '=', sessionId)
        .where('id', '=', id)
        .execute()
      const office = officeOf(actor, facts.parts, ['rapporteur'])
      if (facts.was !== null && state !== 'draft') await recordState(tx, { sessionId, id }, { state, at: now, office, was: facts.was })
      if (!same) {
        await writeWording(tx, { sessionId, id }, { title, text, call, language, version: next, at: now, office })
      }
      await writeSources(tx, { sessionId, id }, facts.planned.seen)
      return { id, path: pathOf(id) }
    },
    tell: ({ facts: { recommendation } }) => [
      {
        kind: 'recommendations.recommendation.edited',
        scope: recommendation.sessionId,
        subject: recommendation.id,
        data: {},
        visibility: recommendation.state === 'draft' ? 'internal' : 'public',
      },
    ],
  })
