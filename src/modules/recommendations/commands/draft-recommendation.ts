import { all, dayIn } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Sources } from '../../../core/citable.ts'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { gatherings } from '../../gatherings/index.ts'
import { mayDraft, officeOf } from '../policy.ts'
import { planFacts } from '../queries/plan-facts.ts'
import { done, plan, sending, sentOnce, uuid } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { pathOf } from '../rules.ts'
import { recordState } from './record-state.ts'
import { writeSources, writeWording } from './write-wording.ts'

/** A draft may do without one: it is asked for when it is proposed. */
export const hasNoTwo = ({ addresseeBody, addresseeName }: { addresseeBody: string | null; addresseeName: string | null }): boolean =>
  addresseeBody === null || addresseeName === null
export const NO_ADDRESSEE = { message: 'field.recommendation-addressee', path: ['addresseeBody'] }

export const draftRecommendation = (sources: Sources) =>
  command({
    name: 'recommendations.draft',
    summary: 'Draft a recommendation of a session, from at least one source of it. Seen by those who lead the session until it is proposed',
    route: 'POST /sessions/{session}/recommendations',
    input: z.object({ session: uuid, sending, ...plan }).refine(hasNoTwo, NO_ADDRESSEE),
    output: done,
    async facts(tx, { input, actor, now, outside }) {
      const seen = (await gatherings.seenSession(tx, { id: input.session }, actor)) ?? refuse(no('recommendation.session-missing'))
      const planned = await planFacts(tx, sources, input, { sessionId: input.session, today: dayIn(now, seen.session.zone) })
      // Who comes second waits: two never get one number.
      await sql`select pg_advisory_xact_lock(hashtext(${`recommendations/${input.session}`}))`.execute(tx)
      const rows = await tx.selectFrom('recommendation').select(['id', 'number']).where('session_id', '=', input.session).execute()
      const id = sentOnce(outside, { scope: input.session, sending: input.sending }, actor)
      return {
        ...{ ...seen, planned, id, there: rows.some((row) => row.id === id) },
        number: Math.max(0, ...rows.map(({ number }) => number)) + 1,
      }
    },
    may: ({ actor, facts }) => (facts.there ? mayDraft(actor, facts) : all(mayDraft(actor, facts), facts.planned.sound)),
    async run(tx, { input, facts, actor, now }) {
      const { id } = facts
      // It came before: nothing is written twice.
      if (facts.there) return { id, path: pathOf(id) }
      const of = { sessionId: input.session, id }
      const { title, text, call, language, question, addresseeBody, addresseeName, actBy, answerBy, sdgs, gcm } = input
      await tx
        .insertInto('recommendation')
        .values({
          ...{ session_id: input.session, id, edition_id: facts.session.editionId, number: facts.number, state: 'draft', version: 1 },
          ...{ question, addressee_body: addresseeBody, addressee_name: addresseeName, act_by: actBy, answer_by: answerBy, sdgs, gcm },
          ...{ amendments_until: null, rule: null, quorum: null, ballot_opened_at: null, ballot_until: null },
          ...{
            votes_for: null,
            votes_against: null,
            votes_abstain: null,
            proposed_at: null,
            put_at: null,
            hidden_for: null,
            hidden_at: null,
          },
        })
        .execute()
      const office = officeOf(actor, facts.parts, ['rapporteur'])
      await writeWording(tx, of, { title, text, call, language, version: 1, at: now, office })
      await writeSources(tx, of, facts.planned.seen)
      await recordState(tx, of, { state: 'draft', at: now, office })
      return { id, path: pathOf(id) }
    },
    tell: ({ input, facts, result }) =>
      facts.there
        ? []
        : [{ kind: 'recommendations.recommendation.drafted', scope: input.session, subject: result.id, data: {}, visibility: 'internal' }],
  })
