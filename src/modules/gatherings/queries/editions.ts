import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { EditionState } from '../tables.ts'
import { hostsOf, organisesFor } from './parts.ts'

/** What other rooms know of an edition. */
export type EditionCard = {
  readonly id: string
  readonly summitId: string
  readonly bodyId: string
  readonly slug: string
  readonly path: string
  readonly state: EditionState
  readonly startsOn: string
  readonly endsOn: string
  /** False: nobody has said these days yet; they had to be put down for a session that was imported. */
  readonly daysKnown: boolean
  readonly zone: string
  readonly languages: readonly string[]
  readonly name: string
  readonly language: string
  readonly announcedAt: Date | null
  readonly calledOff: CalledOff | null
  /** How often it was changed since it was made: what calendars call a sequence. */
  readonly changes: number
}

/** Why something does not take place, in the language in which it was written. */
export type CalledOff = { readonly at: Date; readonly reason: string; readonly language: string }

type OffRow = {
  readonly called_off_at: Date | null
  readonly called_off_reason: string | null
  readonly called_off_language: string | null
}

export const calledOffIn = ({ called_off_at: at, called_off_reason: reason, called_off_language: language }: OffRow): CalledOff | null =>
  at === null ? null : { at, reason: reason ?? '', language: language ?? 'und' }

const selectEditions = (db: Reader) =>
  db
    .selectFrom('edition')
    .innerJoin('summit', 'summit.id', 'edition.summit_id')
    .select([
      'edition.id',
      'edition.summit_id',
      'edition.slug',
      'edition.state',
      'edition.languages',
      'edition.zone',
      'edition.starts_on',
      'edition.ends_on',
      'edition.days_known',
      'edition.announced_at',
      'edition.called_off_at',
      'edition.called_off_reason',
      'edition.called_off_language',
      'edition.changes',
      'summit.slug as summit_slug',
      'summit.body_id',
    ])
    .select((of) =>
      jsonArrayFrom(
        of
          .selectFrom('edition_text')
          .select(['edition_text.language', 'edition_text.name'])
          .whereRef('edition_text.edition_id', '=', 'edition.id')
          .orderBy('edition_text.position'),
      ).as('texts'),
    )

type Row = Awaited<ReturnType<ReturnType<typeof selectEditions>['execute']>>[number]

function cardsOf(rows: readonly Row[], locale: string): readonly EditionCard[] {
  return rows.map((row) => {
    const text = inLanguage(row.texts, locale)
    return {
      id: row.id,
      summitId: row.summit_id,
      bodyId: row.body_id,
      slug: row.slug,
      path: `/summits/${row.summit_slug}/${row.slug}`,
      state: row.state,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      daysKnown: row.days_known,
      zone: row.zone,
      languages: row.languages,
      name: text?.name ?? row.slug,
      language: text?.language ?? row.languages[0] ?? 'und',
      announcedAt: row.announced_at,
      calledOff: calledOffIn(row),
      changes: row.changes,
    }
  })
}

export async function editionById(db: Reader, id: string, locale: string): Promise<EditionCard | null> {
  return cardsOf(await selectEditions(db).where('edition.id', '=', id).execute(), locale)[0] ?? null
}

/** Of any of these summits, the newest first. */
export async function editionsOfSummits(db: Reader, summits: readonly string[], locale: string): Promise<readonly EditionCard[]> {
  if (summits.length === 0) return []
  const rows = await selectEditions(db)
    .where('summit.id', 'in', [...summits])
    .orderBy('edition.starts_on', 'desc')
    .execute()
  return cardsOf(rows, locale)
}

export const editionsOfSummit = (db: Reader, summitId: string, locale: string): Promise<readonly EditionCard[]> =>
  editionsOfSummits(db, [summitId], locale)

/** The editions of any of these summits; drafts too. */
export async function editionIdsOf(db: Reader, summits: readonly string[]): Promise<readonly string[]> {
  if (summits.length === 0) return []
  const rows = await db
    .selectFrom('edition')
    .select('id')
    .where('summit_id', 'in', [...summits])
    .execute()
  return rows.map(({ id }) => id)
}

/** Those that this body hosts or has confirmed to host, the newest first; drafts too. */
export async function editionsOfBody(db: Reader, bodyId: string, locale: string): Promise<readonly EditionCard[]> {
  const rows = await selectEditions(db)
    .where((where) =>
      where.or([
        where('summit.body_id', '=', bodyId),
        where(
          'edition.id',
          'in',
          where.selectFrom('edition_host').select('edition_id').where('body_id', '=', bodyId).where('confirmed_at', 'is not', null),
        ),
      ]),
    )
    .orderBy('edition.starts_on', 'desc')
    .execute()
  return cardsOf(rows, locale)
}

/** Every announced edition, the newest first. */
export async function announcedEditions(db: Reader, locale: string): Promise<readonly EditionCard[]> {
  const rows = await selectEditions(db).where('edition.state', '!=', 'draft').orderBy('edition.starts_on', 'desc').execute()
  return cardsOf(rows, locale)
}

export type SeenEdition = { readonly edition: EditionCard; readonly hosts: readonly string[]; readonly organiser: boolean }
export type EditionAddress = { readonly summit: string; readonly edition: string }

/** Null where there is none, or a draft that this actor does not organise: both look the same. */
export async function seenEdition(db: Reader, asked: EditionAddress | { readonly id: string }, actor: Actor): Promise<SeenEdition | null> {
  const all = selectEditions(db)
  const rows = await (
    'id' in asked
      ? all.where('edition.id', '=', asked.id)
      : all.where('summit.slug', '=', asked.summit).where('edition.slug', '=', asked.edition)
  ).execute()
  const [edition] = cardsOf(rows, actor.locale)
  if (edition === undefined) return null
  const hosts = await hostsOf(db, edition.id)
  const organiser = await organisesFor(db, hosts, actor)
  return edition.state === 'draft' && !organiser ? null : { edition, hosts, organiser }
}

export type EditionText = {
  readonly language: string
  readonly name: string
  readonly theme: string
  readonly summary: string
  readonly practical: string
}

/** Every language of an edition, the first one first. */
export const textsOfEdition = (db: Reader, editionId: string): Promise<readonly EditionText[]> =>
  db
    .selectFrom('edition_text')
    .select(['language', 'name', 'theme', 'summary', 'practical'])
    .where('edition_id', '=', editionId)
    .orderBy('position')
    .execute()

/** Of texts in several languages the one to show: the reader's, else the first. */
export const inLanguage = <Text extends { readonly language: string }>(texts: readonly Text[], locale: string): Text | undefined =>
  texts.find(({ language }) => language === locale) ?? texts[0]
