import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { keyOf, type Slate, type Source, type Sources } from '../../../core/citable.ts'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { mayDraft } from '../policy.ts'
import { no } from '../refusals.ts'
import { crossingGroups, nearGroups } from '../rules.ts'
import { OWN_SORTS } from './citable.ts'
import { agreementData, agreementShape } from './read.ts'
import { uuid } from './shapes.ts'
import type {} from '../tables.ts'

export type Offered = Source & {
  /** As a form names it. */
  readonly key: string
  /** The numbers of the recommendations that stand on it already. */
  readonly used: readonly number[]
}

/** What a recommendation of the session can stand on, in the order in which it came. */
export async function offeredSources(db: Reader, sources: Sources, sessionId: string, locale: string): Promise<readonly Offered[]> {
  const own: readonly string[] = OWN_SORTS
  const all = (await sources.ofSession(db, sessionId, locale)).filter(({ sort, state }) => state === 'standing' && !own.includes(sort))
  const rows = await db
    .selectFrom('recommendation_source')
    .innerJoin('recommendation', (join) =>
      join
        .onRef('recommendation.session_id', '=', 'recommendation_source.session_id')
        .onRef('recommendation.id', '=', 'recommendation_source.recommendation_id'),
    )
    .select(['sort', 'source_id as id', 'number'])
    .where('recommendation_source.session_id', '=', sessionId)
    .where('recommendation.state', '!=', 'withdrawn')
    .orderBy('number')
    .execute()
  const used = Map.groupBy(rows, keyOf)
  return all.map((source) => ({ ...source, key: keyOf(source), used: (used.get(keyOf(source)) ?? []).map(({ number }) => number) }))
}

export type OfferedSlate = Omit<Slate, 'sources'> & { readonly sources: readonly Offered[] }

/** Helps for whoever drafts, and no more: nothing is merged or chosen by them. */
export async function workbenchOf(db: Reader, sources: Sources, sessionId: string, actor: Actor) {
  const offered = await offeredSources(db, sources, sessionId, actor.locale)
  const byKey = new Map(offered.map((source) => [source.key, source]))
  const slates = await sources.slatesOf(db, sessionId, actor.locale)
  return {
    offered,
    questions: await gatherings.questionsOf(db, sessionId, actor.locale),
    slates: slates.map((slate): OfferedSlate => ({ ...slate, sources: slate.sources.flatMap((one) => byKey.get(keyOf(one)) ?? []) })),
    near: nearGroups(offered),
    crossing: crossingGroups(offered),
  }
}
export type Workbench = Awaited<ReturnType<typeof workbenchOf>>

const sourceId = z.object({ sort: z.string(), id: z.string() })

export const readWorkbench = (sources: Sources) =>
  query({
    name: 'recommendations.workbench',
    summary:
      'For the rapporteur: the sources of a session, the slates that the engine proposes, what says nearly the same, and what opinion groups agree on most',
    route: 'GET /sessions/{session}/recommendations/workbench',
    input: z.object({ session: uuid }),
    output: z.object({
      sources: z.array(
        sourceId.extend({
          ...{ path: z.string(), text: z.string(), language: z.string(), version: z.number().int(), question: z.number().int().nullable() },
          ...{ speaker: z.string().nullable(), used: z.array(z.number().int()), agreement: agreementShape.nullable() },
        }),
      ),
      slates: z
        .array(
          z.object({
            ...{ path: z.string(), certificate: z.string(), at: z.date(), title: z.string(), language: z.string() },
            sources: z.array(sourceId).describe('In the order in which they were chosen'),
            reached: z.number().nullable().describe('Of a hundred people, how many agree with at least one'),
            means: z.array(z.object({ group: z.string(), mean: z.number() })).describe('With how many of them a group agrees on average'),
            leftOut: z
              .object({ people: z.number().int().nullable().describe('Null: fewer than ten') })
              .nullable()
              .describe('Like-minded people, enough for a share, whom it leaves out'),
          }),
        )
        .describe('Proposals of an engine: nothing is adopted by them'),
      near: z.array(z.array(sourceId)),
      crossing: z.array(sourceId),
    }),
    async read(db, { input, actor }) {
      const seen = (await gatherings.seenSession(db, { id: input.session }, actor)) ?? refuse(no('recommendation.session-missing'))
      demand(mayDraft(actor, seen))
      const { offered, near, crossing, slates } = await workbenchOf(db, sources, input.session, actor)
      const idOf = ({ sort, id }: Source) => ({ sort, id })
      return {
        sources: offered.map(({ sort, id, path, text, language, version, question, speaker, used, agreement }) => ({
          ...{ sort, id, path, text, language, version, question, speaker, used: [...used], agreement: agreementData(agreement) },
        })),
        slates: slates.map(({ sources: chosen, means, ...slate }) => ({
          ...{ ...slate, sources: chosen.map(idOf), means: means.map(({ letter, mean }) => ({ group: letter, mean })) },
        })),
        near: near.map((group) => group.map(idOf)),
        crossing: crossing.map(idOf),
      }
    },
  })
