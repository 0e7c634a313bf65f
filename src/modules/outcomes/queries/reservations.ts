import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { reservationId, reservationPath } from '../rules.ts'
import { documentsByIds, documentsOf, type Document } from './documents.ts'

export const SORT = 'reservation'

const rules: readonly PublishedRule[] = [
  { code: 'on-topic', message: 'outcome.keeps.on-topic', category: CATEGORY_OF['on-topic'] },
  { code: 'no-personal-data', message: 'outcome.keeps.no-personal-data', category: CATEGORY_OF['no-personal-data'] },
  { code: 'no-attack', message: 'outcome.keeps.no-attack', category: CATEGORY_OF['no-attack'] },
]

const PAGE = /^\/summits\/([^/]+)\/([^/]+)\/outcome\/endorsements\/([0-9a-f-]{36})\/(\d{1,6})$/
const SUBJECT = /^([0-9a-f-]{36})\/(\d{1,6})$/

type Which = { readonly body: string; readonly sequence: number }

const select = (db: Reader, { editionId, id }: Pick<Document, 'editionId' | 'id'>, { body, sequence }: Which) =>
  db
    .selectFrom('outcome_endorsement')
    .select(['reservation', 'language', 'article', 'hidden_for as hiddenFor', 'given_at as at'])
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .where('body_id', '=', body)
    .where('sequence', '=', sequence)

/** For a decision of moderation: the row is held, with what the actor is in the body of the summit, whose moderators decide here. */
export async function moderatedFacts(db: Reader, asked: Which & { readonly document: string }, actor: Actor) {
  const [document] = await documentsByIds(db, [asked.document])
  const row = document === undefined ? undefined : await select(db, document, asked).forUpdate().executeTakeFirst()
  const edition = document === undefined ? null : await gatherings.editionById(db, document.editionId, actor.locale)
  if (row === undefined || row.reservation === null || edition === null) return refuse(no('outcome.reservation-missing'))
  const standing = await organisations.standingOf(db, edition.bodyId, actor.person)
  // Whoever runs the hub decides wherever nobody else does; so does an appeal that the hub carries out.
  return { edition: edition.id, standing: { moderator: standing.moderator || actor.operator } }
}

/** A reservation, hidden or not, where the actor may know of its edition. */
async function thingOf(db: Reader, document: Document | undefined, one: Which, actor: Actor): Promise<Thing | null> {
  if (document === undefined || !isUuid(one.body)) return null
  const seen = await gatherings.seenEdition(db, { id: document.editionId }, actor)
  const row = await select(db, document, one).executeTakeFirst()
  if (seen === null || row === undefined || row.reservation === null) return null
  const { edition } = seen
  return {
    ...{
      sort: SORT,
      scope: document.id,
      subject: reservationId(one),
      bodyId: edition.bodyId,
      path: reservationPath(`${edition.path}/outcome`, one),
    },
    ...{ text: row.reservation, language: row.language ?? 'und', published: row.hiddenFor === null, rules, writtenAt: row.at },
    place: { text: edition.name, language: edition.language, path: `${edition.path}/outcome/endorsements` },
  }
}

/** It is written in an office, so nobody is its author here. */
export const reportableReservation = (deeds: Pick<Reportable, 'hide' | 'show'>): Reportable => ({
  sort: SORT,
  rules,
  async at(db, path, actor) {
    const [, summit = '', slug = '', body = '', sequence = ''] = PAGE.exec(path) ?? []
    const seen = slug === '' ? null : await gatherings.seenEdition(db, { summit, edition: slug }, actor)
    const document = seen === null ? undefined : await outcomeOf(db, seen.edition.id)
    const thing = await thingOf(db, document, { body, sequence: Number(sequence) }, actor)
    return thing?.published === true ? thing : null
  },
  async byId(db, { scope, subject }, actor) {
    const named = namedBy(subject)
    const [document] = isUuid(scope) ? await documentsByIds(db, [scope]) : []
    return named === null ? null : thingOf(db, document, named, actor)
  },
  isBy: async () => false,
  whichAreBy: async () => [],
  ...deeds,
})

export function namedBy(subject: string): Which | null {
  const [, body, sequence] = SUBJECT.exec(subject) ?? []
  return body === undefined ? null : { body, sequence: Number(sequence) }
}

async function outcomeOf(db: Reader, edition: string): Promise<Document | undefined> {
  return (await documentsOf(db, edition)).find(({ sort }) => sort === 'outcome')
}
