import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { pathOf, wordingFor } from '../rules.ts'
import { bodyNames } from './cards.ts'
import { selectCommitments } from './facts.ts'
import { wordingsOf } from './parts.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const rules: readonly PublishedRule[] = [
  { code: 'a-promise', message: 'commitment.keeps.a-promise', category: CATEGORY_OF['a-promise'] },
  { code: 'no-personal-data', message: 'commitment.keeps.no-personal-data', category: CATEGORY_OF['no-personal-data'] },
  { code: 'no-attack', message: 'commitment.keeps.no-attack', category: CATEGORY_OF['no-attack'] },
]
const PAGE = new RegExp(`^/commitments/(${UUID})$`)

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
  return { standing: { moderator: standing.moderator || actor.operator } }
}

/** A commitment, once its body agreed; hidden or not. */
async function thingOf(db: Reader, id: string, { locale }: Actor): Promise<Thing | null> {
  const row = isUuid(id) ? await selectCommitments(db).where('id', '=', id).executeTakeFirst() : undefined
  if (row === undefined || row.acceptedOn === null) return null
  const wording = wordingFor(await wordingsOf(db, [id]), row, row.language)
  if (wording === undefined) return null
  const { bodyId, edition } = await frameOf(db, row, locale)
  const lead = (await bodyNames(db, [row.leadBody], locale))(row.leadBody)
  return {
    ...{ sort: 'commitment', scope: id, subject: id, bodyId, path: pathOf(id), rules, published: row.hiddenFor === null },
    ...{ text: `${wording.title}\n${wording.text}`, language: wording.language, writtenAt: row.madeAt },
    place:
      edition === null
        ? { text: lead.name, language: lead.language, path: lead.path }
        : { text: edition.name, language: edition.language, path: edition.path },
  }
}

/** It is written in an office, so nobody is its author here. */
export const reportableCommitment = (deeds: Pick<Reportable, 'hide' | 'show'>): Reportable => ({
  sort: 'commitment',
  rules,
  async at(db, path, actor) {
    const thing = await thingOf(db, PAGE.exec(path)?.[1] ?? '', actor)
    return thing?.published === true ? thing : null
  },
  byId: async (db, { scope, subject }, actor) => (scope === subject ? thingOf(db, subject, actor) : null),
  isBy: async () => false,
  whichAreBy: async () => [],
  ...deeds,
})
