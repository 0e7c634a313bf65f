import { dayIn } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { isTeam, type Parts, type Recommendation } from '../policy.ts'
import { no } from '../refusals.ts'
import { isPublic } from '../rules.ts'
import type { Day } from '../tables.ts'

export const selectRecommendations = (db: Reader) =>
  db
    .selectFrom('recommendation')
    .select([
      ...(['session_id as sessionId', 'id', 'edition_id as editionId', 'number', 'state', 'version', 'question'] as const),
      ...(['addressee_body as addresseeBody', 'addressee_name as addresseeName', 'act_by as actBy', 'answer_by as answerBy'] as const),
      ...(['sdgs', 'gcm', 'amendments_until as amendmentsUntil', 'rule', 'quorum', 'ballot_until as ballotUntil'] as const),
      ...([
        'votes_for',
        'votes_against',
        'votes_abstain',
        'proposed_at as proposedAt',
        'put_at as putAt',
        'hidden_for as hiddenFor',
      ] as const),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectRecommendations>['execute']>>[number]

export function recommendationOf({ votes_for, votes_against, votes_abstain, ...row }: Row): Recommendation {
  const counted = votes_for !== null && votes_against !== null && votes_abstain !== null
  return { ...row, count: counted ? { for: votes_for, against: votes_against, abstain: votes_abstain } : null }
}

export type At = {
  readonly recommendation: Recommendation
  readonly session: SessionCard
  readonly parts: Parts
  /** The day that it is where the session is held: by it all its dates are meant. */
  readonly today: Day
}

/** For a deed that changes it, or for one that must not meet such a deed. */
type Hold = 'write' | 'read'
type Asking = { readonly actor: Actor; readonly now: Date }

/** Null where there is none, a draft or a hidden one that is not this actor's business, or a session that they may not know of. */
export async function recommendationAt(db: Reader, id: string, { actor, now }: Asking, hold?: Hold): Promise<At | null> {
  const select = selectRecommendations(db).where('id', '=', id)
  const found = await select.executeTakeFirst()
  if (found === undefined) return null
  // Held by its session too: where rows lie at several servers, one alone is asked for it.
  const held = select.where('session_id', '=', found.sessionId)
  const row = hold === undefined ? found : await (hold === 'write' ? held.forUpdate() : held.forShare()).executeTakeFirst()
  if (row === undefined) return null
  const recommendation = recommendationOf(row)
  const seen = await gatherings.seenSession(db, { id: recommendation.sessionId }, actor)
  if (seen === null || (!isPublic(recommendation) && !isTeam(actor, seen.parts))) return null
  return { recommendation, ...seen, today: dayIn(now, seen.session.zone) }
}

export const demandRecommendation = async (db: Reader, id: string, asking: Asking, hold?: Hold): Promise<At> =>
  (await recommendationAt(db, id, asking, hold)) ?? refuse(no('recommendation.missing'))
