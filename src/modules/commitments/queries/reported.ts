import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { pathOf, practicePathOf, wordingFor } from '../rules.ts'
import { bodyNames } from './cards.ts'
import { selectCommitments } from './facts.ts'
import { wordingsOf } from './parts.ts'
import { practiceTexts, selectPractices } from './practices.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
export const rules: readonly PublishedRule[] = [
  { code: 'a-promise', message: 'commitment.keeps.a-promise', category: CATEGORY_OF['a-promise'] },
  { code: 'no-personal-data', message: 'commitment.keeps.no-personal-data', category: CATEGORY_OF['no-personal-data'] },
  { code: 'no-attack', message: 'commitment.keeps.no-attack', category: CATEGORY_OF['no-attack'] },
]
const PAGE = new RegExp(`^/commitments/(${UUID})$`)
const PRACTICE = new RegExp(`^/practices/(${UUID})$`)

/** Under an edition the moderators of its summit decide; else those of the body itself, and whoever runs the hub. */
async function frameOf(db: Reader, { leadBody, editionId }: { leadBody: string; editionId: string | null }, locale: string) {
  const edition = editionId === null ? null : await gatherings.editionById(db, editionId, locale)
  return { bodyId: edition?.bodyId ?? leadBody, edition }
}

/** For a decision of moderation: the row is held, with what the actor is in the body whose moderators decide here. */
export async function moderatedFacts(db: Reader, id: string, actor: Actor) {
  const row = await selectCommitments(db).where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) return refuse(no('commitment.missing'))
  const { bodyId } = await frameOf(db, row, actor.locale)
  const standing = await organisations.standingOf(db, bodyId, actor.person)
  // Whoever runs the hub decides wherever nobody else does; so does an appeal that the hub carries out.
  return { standing: { moderator: standing.moderator || actor.operator }, leadBody: row.leadBody }
}

/** What every report about a commitment, or about what stands beside it, begins with; null before its body agreed. */
export async function reportedAt(db: Reader, id: string, { locale }: Actor) {
  const row = isUuid(id) ? await selectCommitments(db).where('id', '=', id).executeTakeFirst() : undefined
  if (row === undefined || row.acceptedOn === null) return null
  const { bodyId, edition } = await frameOf(db, row, locale)
  const lead = (await bodyNames(db, [row.leadBody], locale))(row.leadBody)
  const { text, language, path } = edition === null ? { ...lead, text: lead.name } : { ...edition, text: edition.name }
  return { row, bodyId, place: { text, language, path } }
}

/** A commitment, once its body agreed; hidden or not. */
async function thingOf(db: Reader, id: string, actor: Actor): Promise<Thing | null> {
  const at = await reportedAt(db, id, actor)
  const wording = at === null ? undefined : wordingFor(await wordingsOf(db, [id]), at.row, at.row.language)
  if (at === null || wording === undefined) return null
  const { row, bodyId, place } = at
  return {
    ...{ sort: 'commitment', scope: id, subject: id, bodyId, path: pathOf(id), rules, place, published: row.hiddenFor === null },
    ...{ text: `${wording.title}\n${wording.text}`, language: wording.language, writtenAt: row.madeAt },
  }
}

/** What a body says it learnt; the same words as on its page. */
async function practiceOf(db: Reader, id: string, actor: Actor): Promise<Thing | null> {
  const at = await reportedAt(db, id, actor)
  const practice = at === null ? undefined : await selectPractices(db).where('commitment_id', '=', id).executeTakeFirst()
  const text = practice === undefined ? undefined : wordingFor(await practiceTexts(db, [id]), practice, practice.language)
  if (at === null || practice === undefined || text === undefined) return null
  const { row, bodyId, place } = at
  return {
    ...{ sort: 'practice', scope: id, subject: id, bodyId, path: practicePathOf(id), rules, place, language: text.language },
    ...{ text: [text.title, text.did, text.cost, text.worked, text.failed, text.whom].join('\n'), writtenAt: noonOf(text.writtenOn) },
    published: row.hiddenFor === null && practice.hiddenFor === null,
  }
}

const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)

/** Both are written in an office, so nobody is their author here. */
function ofOffice(
  sort: string,
  { page, report, thing }: { page: RegExp; report: string; thing: typeof thingOf },
  deeds: Pick<Reportable, 'hide' | 'show'>,
): Reportable {
  return {
    ...{ sort, rules, report },
    async at(db, path, actor) {
      const found = await thing(db, page.exec(path)?.[1] ?? '', actor)
      return found?.published === true ? found : null
    },
    byId: async (db, { scope, subject }, actor) => (scope === subject ? thing(db, subject, actor) : null),
    isBy: async () => false,
    whichAreBy: async () => [],
    ...deeds,
  }
}

export const reportableCommitment = (deeds: Pick<Reportable, 'hide' | 'show'>): Reportable =>
  ofOffice('commitment', { page: PAGE, report: 'commitment.report-this', thing: thingOf }, deeds)
export const reportablePractice = (deeds: Pick<Reportable, 'hide' | 'show'>): Reportable =>
  ofOffice('practice', { page: PRACTICE, report: 'practice.report-this', thing: practiceOf }, deeds)
