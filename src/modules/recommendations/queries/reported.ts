import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing, type ThingId } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { pathOf } from '../rules.ts'
import { contributionById, contributionOf, selectContributions, writtenBy, type Contribution } from './contribution-facts.ts'
import { recommendationOf, selectRecommendations } from './facts.ts'
import { ownTags } from './holders.ts'
import { wordingOf } from './wordings.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const PAGE = new RegExp(`^/recommendations/(${UUID})$`)
const CONTRIBUTION_PAGE = new RegExp(`^/recommendations/(${UUID})/contributions/(${UUID})$`)

type Asked = { readonly session: string; readonly recommendation?: string; readonly contribution?: string }

/** For a decision of moderation: the row is held, with what the actor is in the body whose moderators decide here. */
export async function moderatedFacts(db: Reader, { session, recommendation, contribution }: Asked, actor: Actor) {
  const row =
    contribution === undefined
      ? await selectRecommendations(db)
          .where('session_id', '=', session)
          .where('id', '=', recommendation ?? session)
          .forUpdate()
          .executeTakeFirst()
      : await selectContributions(db).where('session_id', '=', session).where('id', '=', contribution).forUpdate().executeTakeFirst()
  const card = await gatherings.sessionById(db, session, actor.locale)
  if (row === undefined || card === null) return refuse(no('recommendation.missing'))
  const standing = await organisations.standingOf(db, card.bodyId, actor.person)
  return {
    recommendation: 'recommendation_id' in row ? row.recommendation_id : row.id,
    // Whoever runs the hub decides wherever nobody else does; so does an appeal that the hub carries out.
    standing: { moderator: standing.moderator || actor.operator },
  }
}

const rules: readonly PublishedRule[] = [
  { code: 'on-topic', message: 'recommendation.keeps.on-topic', category: CATEGORY_OF['on-topic'] },
  { code: 'no-personal-data', message: 'recommendation.keeps.no-personal-data', category: CATEGORY_OF['no-personal-data'] },
  { code: 'no-attack', message: 'recommendation.keeps.no-attack', category: CATEGORY_OF['no-attack'] },
  { code: 'no-advert', message: 'recommendation.keeps.no-advert', category: CATEGORY_OF['no-advert'] },
]

/** A recommendation, once it was public; hidden or not. */
async function recommendationThing(db: Reader, id: string, actor: Actor): Promise<Thing | null> {
  const row = isUuid(id) ? await selectRecommendations(db).where('id', '=', id).executeTakeFirst() : undefined
  if (row === undefined || row.proposedAt === null) return null
  const seen = await gatherings.seenSession(db, { id: row.sessionId }, actor)
  if (seen === null) return null
  const { session } = seen
  const recommendation = recommendationOf(row)
  const wording = await wordingOf(db, recommendation, recommendation.version)
  return {
    ...{ sort: 'recommendation', scope: row.sessionId, subject: id, bodyId: session.bodyId, path: pathOf(id) },
    ...{ text: `${wording.title}\n${wording.text}`, language: wording.language, rules, writtenAt: row.proposedAt },
    place: { text: session.title, language: session.language, path: session.path },
    published: row.hiddenFor === null,
  }
}

const wordsIn = ({ text, proposed }: Contribution): string => (proposed === null ? text : `${proposed.title}\n${proposed.text}\n${text}`)

async function contributionThing(db: Reader, contribution: Contribution | null, actor: Actor): Promise<Thing | null> {
  if (contribution === null || contribution.state === 'withdrawn' || wordsIn(contribution) === '') return null
  const parent = await recommendationThing(db, contribution.recommendation, actor)
  return parent === null ? null : drawn(contribution, parent)
}

function drawn(contribution: Contribution, { bodyId, path, text, place, published }: Thing): Thing {
  return {
    ...{ sort: sortOf(contribution), scope: contribution.sessionId, subject: contribution.id, bodyId, rules },
    ...{ path: `${path}/contributions/${contribution.id}`, text: wordsIn(contribution), language: contribution.language },
    place: { text: text.split('\n')[0] ?? '', language: place.language, path },
    ...{ published: published && contribution.hiddenFor === null, writtenAt: new Date(contribution.writtenOn) },
  }
}

/** Three sorts: so that a label beside one says which. */
export const SORTS = ['recommendation-amendment', 'recommendation-stance', 'recommendation-minority'] as const
export type ReportedSort = (typeof SORTS)[number]
export const sortOf = ({ sort }: Pick<Contribution, 'sort'>): ReportedSort =>
  sort === 'amendment' ? 'recommendation-amendment' : sort === 'minority' ? 'recommendation-minority' : 'recommendation-stance'

type Deeds = Pick<Reportable, 'hide' | 'show'>
const published = (thing: Thing | null): Thing | null => (thing?.published === true ? thing : null)

/** A recommendation is written in an office, so nobody is its author here. */
export const reportableRecommendation = (deeds: Deeds): Reportable => ({
  sort: 'recommendation',
  report: 'recommendation.report-this',
  rules,
  at: async (db, path, actor) => published(await recommendationThing(db, PAGE.exec(path)?.[1] ?? '', actor)),
  byId: async (db, { scope, subject }, actor) => {
    const thing = await recommendationThing(db, subject, actor)
    return thing?.scope === scope ? thing : null
  },
  isBy: async () => false,
  whichAreBy: async () => [],
  ...deeds,
})

export const reportableContribution = (sort: ReportedSort, deeds: Deeds): Reportable => ({
  sort,
  report: 'recommendation.contribution.report-this',
  rules,
  async at(db, path, actor) {
    const [, recommendation = '', id = ''] = CONTRIBUTION_PAGE.exec(path) ?? []
    if (id === '') return null
    const row = await selectContributions(db).where('id', '=', id).where('recommendation_id', '=', recommendation).executeTakeFirst()
    const contribution = row === undefined ? null : contributionOf(row)
    return contribution === null || sortOf(contribution) !== sort ? null : published(await contributionThing(db, contribution, actor))
  },
  async byId(db, { scope, subject }, actor) {
    const contribution = isUuid(subject) && isUuid(scope) ? await contributionById(db, scope, subject) : null
    return contribution === null || sortOf(contribution) !== sort ? null : contributionThing(db, contribution, actor)
  },
  isBy: (db, id, { actor, outside }) => isMine(db, id, ownTags(id.scope, actor, outside)),
  whichAreBy: (db, ids, who) => writtenBy(db, ids.filter(isOfUuids), who),
  ...deeds,
})

const isOfUuids = ({ scope, subject }: Pick<ThingId, 'scope' | 'subject'>): boolean => isUuid(scope) && isUuid(subject)

async function isMine(db: Reader, id: Pick<ThingId, 'scope' | 'subject'>, tags: readonly Buffer[]): Promise<boolean> {
  if (tags.length === 0 || !isOfUuids(id)) return false
  const row = await db
    .selectFrom('recommendation_contribution')
    .select('id')
    .where('session_id', '=', id.scope)
    .where('id', '=', id.subject)
    .where('holder_tag', 'in', [...tags])
    .executeTakeFirst()
  return row !== undefined
}
