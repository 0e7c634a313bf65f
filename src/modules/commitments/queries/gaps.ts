import type { Actor } from '../../../core/actor.ts'
import { keyOf, type Source, type Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { dayOf, daysAfter, nearPairs, pairOf, TRACE_DAYS } from '../rules.ts'
import { sourceKey, type Card } from './cards.ts'

export type Gaps = {
  /** Accepted, and nobody has promised anything. */
  readonly wanted: readonly Source[]
  /** Running for two quarters without an indicator, or without a measurement and evidence since. */
  readonly untraced: readonly Card[]
  /** A milestone that lies after the date by which all is to be done. */
  readonly impossible: readonly Card[]
  /** They look alike, and nobody has said yet what they are. */
  readonly alike: readonly (readonly [Card, Card])[]
}

const RUNNING: ReadonlySet<string> = new Set(['running', 'late'])

export const isUntraced = ({ status, indicators, startsOn, tracedOn }: Card, today: string): boolean =>
  RUNNING.has(status) && today > daysAfter(startsOn, TRACE_DAYS) && (indicators === 0 || today > daysAfter(tracedOn, TRACE_DAYS))

export async function gapsIn(
  db: Reader,
  sources: Sources,
  cards: readonly Card[],
  { actor, now }: { readonly actor: Actor; readonly now: Date },
): Promise<Gaps> {
  const today = dayOf(now)
  return {
    wanted: await wantedBy(db, sources, cards, actor.locale),
    untraced: cards.filter((card) => isUntraced(card, today)),
    impossible: cards.filter(({ status, milestonesAfter }) => RUNNING.has(status) && milestonesAfter > 0),
    alike: await alikeAmong(db, cards),
  }
}

async function wantedBy(db: Reader, sources: Sources, cards: readonly Card[], locale: string): Promise<readonly Source[]> {
  const rows = await db.selectFrom('commitment_wanted').select('recommendation_id as id').orderBy('recommendation_id').execute()
  const ids = rows.map(({ id }) => ({ sort: 'recommendation', id }))
  // A commitment that was taken back leaves the recommendation as it was: without one.
  const answered = new Set(cards.filter(({ status }) => status !== 'withdrawn').map(sourceKey))
  const found = await sources.byIds(db, ids, locale)
  return ids.flatMap((id) => {
    const source = found.get(keyOf(id))
    return source === undefined || source.state === 'withdrawn' || answered.has(keyOf(id)) ? [] : [source]
  })
}

/** Of those that run: what has ended is nobody's duplicate any more. */
export async function alikeAmong(db: Reader, cards: readonly Card[], only?: string): Promise<readonly (readonly [Card, Card])[]> {
  const running = cards.filter(({ status }) => RUNNING.has(status))
  const pairs = nearPairs(running).filter(([a, b]) => only === undefined || a.id === only || b.id === only)
  if (pairs.length === 0) return []
  const judged = await db.selectFrom('commitment_pair').select(['commitment_id as first', 'other_id as second']).execute()
  const known = new Set(judged.map(({ first, second }) => `${first} ${second}`))
  return pairs.filter(([a, b]) => !known.has(pairOf(a.id, b.id).join(' ')))
}
