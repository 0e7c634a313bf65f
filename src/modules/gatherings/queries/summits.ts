import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { announcedEditions, editionsOfSummit, inLanguage, type EditionCard } from './editions.ts'
import { organisesFor } from './parts.ts'

export type SummitText = { readonly language: string; readonly name: string; readonly summary: string }
export type SummitCard = SummitText & { readonly id: string; readonly slug: string; readonly bodyId: string }
export type SeenSummit = {
  readonly summit: SummitCard
  readonly organiser: boolean
  /** Newest first; drafts only for organisers. */
  readonly editions: readonly EditionCard[]
}

export const textsOfSummit = (db: Reader, summitId: string): Promise<readonly SummitText[]> =>
  db.selectFrom('summit_text').select(['language', 'name', 'summary']).where('summit_id', '=', summitId).orderBy('position').execute()

/** Series by name, as the reader's language sorts names. */
async function allSummits(db: Reader, locale: string): Promise<readonly SummitCard[]> {
  const rows = await db
    .selectFrom('summit')
    .innerJoin('summit_text', 'summit_text.summit_id', 'summit.id')
    .select(['summit.id', 'summit.slug', 'summit.body_id', 'summit_text.language', 'summit_text.name', 'summit_text.summary'])
    .orderBy('summit_text.position')
    .execute()
  const { compare } = new Intl.Collator(locale)
  return [...Map.groupBy(rows, ({ id }) => id).values()]
    .flatMap((own) => {
      const text = inLanguage(own, locale)
      return text === undefined ? [] : [{ ...text, bodyId: text.body_id }]
    })
    .toSorted((a, b) => compare(a.name, b.name))
}

/** A series is public from its first announced edition on; before that its organisers alone see it. */
export async function seenSummits(db: Reader, actor: Actor): Promise<readonly SeenSummit[]> {
  const summits = await allSummits(db, actor.locale)
  const announced = Map.groupBy(await announcedEditions(db, actor.locale), ({ summitId }) => summitId)
  const seen: SeenSummit[] = []
  for (const summit of summits) {
    const organiser = actor.operator || (actor.person !== null && (await organisesFor(db, [summit.bodyId], actor)))
    const editions = organiser ? await editionsOfSummit(db, summit.id, actor.locale) : (announced.get(summit.id) ?? [])
    if (organiser || editions.length > 0) seen.push({ summit, organiser, editions })
  }
  return seen
}

/** Null where there is none, or none that this actor may know of. */
export async function seenSummit(db: Reader, slug: string, actor: Actor): Promise<SeenSummit | null> {
  const row = await db.selectFrom('summit').select(['id', 'slug', 'body_id']).where('slug', '=', slug).executeTakeFirst()
  if (row === undefined) return null
  const text = inLanguage(await textsOfSummit(db, row.id), actor.locale)
  const organiser = actor.operator || (actor.person !== null && (await organisesFor(db, [row.body_id], actor)))
  const editions = (await editionsOfSummit(db, row.id, actor.locale)).filter(({ state }) => organiser || state !== 'draft')
  if (text === undefined || (!organiser && editions.length === 0)) return null
  return { summit: { ...text, id: row.id, slug: row.slug, bodyId: row.body_id }, organiser, editions }
}

export const editionShape = z.object({
  id: z.string(),
  path: z.string(),
  state: z.enum(['draft', 'announced', 'called-off']),
  name: z.string(),
  language: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  daysKnown: z.boolean().describe('False: nobody has said the days yet'),
  zone: z.string(),
  languages: z.array(z.string()),
  calledOff: z.object({ at: z.date(), reason: z.string(), language: z.string() }).nullable(),
})

const summitShape = z.object({
  id: z.string(),
  slug: z.string(),
  bodyId: z.string(),
  name: z.string(),
  language: z.string(),
  summary: z.string(),
  editions: z.array(editionShape).describe('Newest first'),
})

export const editionData = ({ id, path, state, name, language, startsOn, endsOn, daysKnown, zone, languages, calledOff }: EditionCard) => ({
  ...{ id, path, state, name, language, startsOn, endsOn, daysKnown, zone, languages: [...languages], calledOff },
})

const summitData = ({ summit, editions }: SeenSummit) => ({ ...summit, editions: editions.map(editionData) })

export const listSummits = query({
  name: 'gatherings.list-summits',
  summary: 'The series of summits with their editions',
  route: 'GET /summits',
  input: z.object({}),
  output: z.array(summitShape),
  read: async (db, { actor }) => (await seenSummits(db, actor)).map(summitData),
})

export const readSummit = query({
  name: 'gatherings.read-summit',
  summary: 'A series of summits with its editions',
  route: 'GET /summits/{summit}',
  input: z.object({ summit: z.string().max(60) }),
  output: summitShape,
  read: async (db, { input, actor }) => summitData((await seenSummit(db, input.summit, actor)) ?? refuse(no('summit.missing'))),
})
