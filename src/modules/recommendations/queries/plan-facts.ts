import { all, yes, type Verdict } from '#base'
import { keyOf, type SourceId, type Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import type { Day } from '../tables.ts'

type Planned = {
  readonly question: number | null
  readonly addresseeBody: string | null
  readonly actBy: Day | null
  readonly answerBy: Day
  readonly sources: readonly SourceId[]
}

/** What has to be true of a plan, as far as the hub can know: read before it is judged. */
export type PlanFacts = {
  readonly seen: readonly (SourceId & { readonly version: number })[]
  readonly sound: Verdict
}

type Where = { readonly sessionId: string; readonly today: Day }

export async function planFacts(db: Reader, sources: Sources, planned: Planned, { sessionId, today }: Where): Promise<PlanFacts> {
  const wanted = [...new Map(planned.sources.map((one) => [keyOf(one), one])).values()]
  const found = await sources.byIds(db, wanted, 'en')
  const seen = wanted.flatMap(({ sort, id }) => {
    const source = found.get(keyOf({ sort, id }))
    return source === undefined || source.state === 'withdrawn' || source.session !== sessionId
      ? []
      : [{ sort, id, version: source.version }]
  })
  const questions = planned.question === null ? [] : await gatherings.questionsOf(db, sessionId, 'en')
  const body =
    planned.addresseeBody === null ? null : (await organisations.bodyCards(db, [planned.addresseeBody], 'en')).get(planned.addresseeBody)
  return {
    seen,
    sound: all(
      seen.length === wanted.length ? yes : no('recommendation.source-missing'),
      planned.question === null || questions.some(({ number }) => number === planned.question)
        ? yes
        : no('recommendation.question-unknown'),
      planned.addresseeBody === null || body?.archived === false ? yes : no('recommendation.addressee-unknown'),
      planned.answerBy >= today ? yes : no('recommendation.day-past'),
    ),
  }
}
