import { isUuid } from '#base'
import { nobody } from '../../../core/actor.ts'
import type { Citable, Source, SourceId } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import type { Recommendation } from '../policy.ts'
import { answersOf } from './answers.ts'
import { contributionOf, selectContributions, type Contribution } from './contribution-facts.ts'
import { recommendationOf, selectRecommendations } from './facts.ts'
import { signaturesOf } from './signatures.ts'
import { newestWordings } from './wordings.ts'
import { isAnnounced, pathOf } from '../rules.ts'

type Which = { readonly session: string } | { readonly ids: readonly string[] }

const uuids = (ids: readonly string[]): string[] => ids.filter((id) => isUuid(id))

/** Those that were public once, in the order of their numbers. */
async function recommendationsOf(db: Reader, which: Which): Promise<readonly Recommendation[]> {
  const select = selectRecommendations(db).where('proposed_at', 'is not', null).orderBy('number')
  if ('session' in which) return announced(db, await select.where('session_id', '=', which.session).execute())
  const ids = uuids(which.ids)
  return ids.length === 0 ? [] : announced(db, await select.where('id', 'in', ids).execute())
}

async function announced(db: Reader, rows: readonly Parameters<typeof recommendationOf>[0][]): Promise<readonly Recommendation[]> {
  const ids = rows.map(({ sessionId }) => sessionId)
  const sessions = await gatherings.sessionsByIds(db, ids, 'en')
  return rows.filter(({ sessionId }) => isAnnounced(sessions.get(sessionId) ?? DRAFT)).map(recommendationOf)
}

const DRAFT = { state: 'draft', editionState: 'draft' }

/** Of what moderation hid not even what it stood on is told. */
const basesIn = (from: ReadonlyMap<string, readonly SourceId[]>, { id, hiddenFor }: Recommendation): readonly SourceId[] =>
  hiddenFor === null ? (from.get(id) ?? []) : []

const isGone = ({ state, hiddenFor }: Recommendation): boolean => state === 'withdrawn' || hiddenFor !== null
const tupled = (those: readonly Recommendation[]) => those.map(({ sessionId, id }) => ({ sessionId, id }))

/** What has no words of its own any more is cited as withdrawn. */
const WITHDRAWN = { state: 'withdrawn', text: '', speaker: null } as const

async function recommendations(db: Reader, which: Which): Promise<readonly Source[]> {
  const all = await recommendationsOf(db, which)
  const wordings = await newestWordings(db, all)
  const from = await basesOf(db, all)
  return all.flatMap((one): Source[] => {
    const wording = wordings.get(one.id)
    if (wording === undefined) return []
    const gone = isGone(one)
    return [
      {
        ...{ sort: 'recommendation', id: one.id, path: pathOf(one.id), state: 'standing', speaker: null, language: wording.language },
        ...{ text: [wording.text, wording.call].filter((part) => part !== '').join('\n'), version: one.version + (gone ? 1 : 0) },
        ...{ session: one.sessionId, question: one.question, at: one.proposedAt, from: basesIn(from, one) },
        ...(gone ? WITHDRAWN : {}),
      },
    ]
  })
}

async function basesOf(db: Reader, all: readonly Recommendation[]): Promise<ReadonlyMap<string, readonly SourceId[]>> {
  if (all.length === 0) return new Map()
  const rows = await db
    .selectFrom('recommendation_source')
    .select(['recommendation_id as of', 'sort', 'source_id as id'])
    .where((where) =>
      where(
        where.refTuple('session_id', 'recommendation_id'),
        'in',
        tupled(all).map(({ sessionId, id }) => where.tuple(sessionId, id)),
      ),
    )
    .orderBy('position')
    .execute()
  return new Map([...Map.groupBy(rows, ({ of }) => of)].map(([of, own]) => [of, own.map(({ sort, id }) => ({ sort, id }))]))
}

const partOf = ({ id }: Recommendation): readonly SourceId[] => [{ sort: 'recommendation', id }]

async function minorities(db: Reader, which: Which, locale: string): Promise<readonly Source[]> {
  const positions = await minorityRows(db, which)
  const parents = new Map(
    (await recommendationsOf(db, { ids: positions.map(({ recommendation }) => recommendation) })).map((one) => [one.id, one]),
  )
  const signatures = await signaturesOf(db, positions, nobody(locale))
  return positions.flatMap((one): Source[] => {
    const parent = parents.get(one.recommendation)
    if (parent === undefined) return []
    const by = signatures.get(one.id)
    const gone = one.state === 'withdrawn' || one.hiddenFor !== null || parent.hiddenFor !== null
    return [
      {
        ...{ sort: 'minority', id: one.id, path: `${pathOf(parent.id)}/contributions/${one.id}`, text: one.text, language: one.language },
        ...{ version: one.version, state: 'standing', session: one.sessionId, question: parent.question, from: partOf(parent) },
        ...{ speaker: by?.body?.name ?? by?.name ?? null, at: new Date(one.writtenOn) },
        ...(gone ? WITHDRAWN : {}),
      },
    ]
  })
}

async function minorityRows(db: Reader, which: Which): Promise<readonly Contribution[]> {
  const select = selectContributions(db).where('sort', '=', 'minority').orderBy('written_on').orderBy('id')
  if ('session' in which) return (await select.where('session_id', '=', which.session).execute()).map(contributionOf)
  const ids = uuids(which.ids)
  return ids.length === 0 ? [] : (await select.where('id', 'in', ids).execute()).map(contributionOf)
}

async function youthReadings(db: Reader, which: Which): Promise<readonly Source[]> {
  const parents = await recommendationsOf(db, which)
  if (parents.length === 0) return []
  const rows = await db
    .selectFrom('youth_reading')
    .selectAll()
    .where((where) =>
      where(
        where.refTuple('session_id', 'recommendation_id'),
        'in',
        tupled(parents).map(({ sessionId, id }) => where.tuple(sessionId, id)),
      ),
    )
    .execute()
  return parents.flatMap((parent): Source[] =>
    rows
      .filter(({ recommendation_id: id }) => id === parent.id)
      .map(({ text, language, version, written_at: at }) => ({
        ...{
          sort: 'youth-reading',
          id: parent.id,
          path: `${pathOf(parent.id)}#youth`,
          text,
          language,
          version,
          state: 'standing' as const,
        },
        ...{ session: parent.sessionId, question: parent.question, speaker: null, at, from: partOf(parent) },
        ...(parent.hiddenFor === null ? {} : WITHDRAWN),
      })),
  )
}

async function answers(db: Reader, which: Which, locale: string): Promise<readonly Source[]> {
  const parents = await recommendationsOf(db, which)
  const given = new Map((await answersOf(db, tupled(parents))).map((one) => [one.recommendation, one]))
  const bodies = await organisations.bodyCards(
    db,
    [...given.values()].flatMap(({ body }) => body ?? []),
    locale,
  )
  return parents.flatMap((parent): Source[] => {
    const answer = given.get(parent.id)
    if (answer === undefined) return []
    const parts = answer.parts.map(({ part, reason }) => `${part}: ${reason}`)
    return [
      {
        ...{ sort: 'answer', id: parent.id, path: `${pathOf(parent.id)}#answer`, text: [answer.reason, ...parts].join('\n') },
        ...{ language: answer.language, version: answer.version, state: 'standing', session: parent.sessionId, question: parent.question },
        ...{ speaker: bodies.get(answer.body ?? '')?.name ?? parent.addresseeName, at: answer.at, from: partOf(parent) },
        ...(parent.hiddenFor === null ? {} : WITHDRAWN),
      },
    ]
  })
}

const WITH_WHOLE = ['recommendations.recommendation.withdrawn', 'recommendations.recommendation.hidden']
const CONTRIBUTION = ['recommendations.contribution.withdrawn', 'recommendations.contribution.hidden']

type Read = (db: Reader, which: Which, locale: string) => Promise<readonly Source[]>

const citable = (sort: string, read: Read, takenBy: readonly string[] = WITH_WHOLE): Citable => ({
  sort,
  takenBy,
  ofSession: (db, session, locale) => read(db, { session }, locale),
  byIds: (db, ids, locale) => read(db, { ids }, locale),
})

export const OWN_SORTS = ['recommendation', 'minority', 'youth-reading', 'answer'] as const

/** What of this room a text can cite: the newest wording, minority positions, the youth reading and the newest answer. */
export const citables: readonly Citable[] = [
  citable('recommendation', recommendations),
  citable('minority', minorities, [...WITH_WHOLE, ...CONTRIBUTION]),
  citable('youth-reading', youthReadings),
  citable('answer', answers),
]
