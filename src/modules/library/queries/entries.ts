import type { SelectQueryBuilder } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { profiles } from '../../profiles/index.ts'
import { topics } from '../../topics/index.ts'
import { countTrials, dayOf, pathOf, toBeChecked } from '../rules.ts'
import type {} from '../tables.ts'
import type { BodyName, Card } from './shapes.ts'

export type EntryRow = {
  readonly [Column in keyof Tables['library_entry']]: Tables['library_entry'][Column]
}

export const entryRow = async (db: Reader, id: string): Promise<EntryRow | null> =>
  (await db.selectFrom('library_entry').selectAll().where('id', '=', id).executeTakeFirst()) ?? null

/** What everybody may read now. */
export const openEntries = (db: Reader) =>
  db.selectFrom('library_entry').selectAll('library_entry').where('state', '=', 'published').where('hidden_for', 'is', null)
export type OpenEntries = SelectQueryBuilder<Tables, 'library_entry', EntryRow>

export type Looking = {
  readonly actor: Actor
  readonly now: Date
  /** The newest text, for whoever writes and reads first. */ readonly newest?: boolean
}

/** Their texts in the reader's language where there is such a translation, and all that stands beside: each table is read once. */
export async function cardsOf(db: Reader, rows: readonly EntryRow[], looking: Looking): Promise<readonly Card[]> {
  if (rows.length === 0) return []
  const texts = await textsOf(db, rows, looking)
  const subjects = await subjectsOf(
    db,
    rows.map(({ id }) => id),
  )
  const tried = Map.groupBy(
    await db
      .selectFrom('library_trial')
      .select(['entry_id', 'outcome'])
      .where(
        'entry_id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute(),
    ({ entry_id: entry }) => entry,
  )
  const known = await namesOf(db, rows, { subjects, actor: looking.actor })
  return rows.flatMap((row): Card[] => {
    const text = texts.get(row.id)
    if (text === undefined) return []
    const own = subjects.get(row.id) ?? []
    const reviewOn = row.review_on
    const state = row.state
    return [
      {
        ...{ id: row.id, kind: row.kind, path: pathOf(row.id), ...text, original: row.language, state, licence: row.licence },
        ...{ checkedOn: row.checked_on, reviewOn, toBeChecked: toBeChecked({ state, reviewOn }, dayOf(looking.now)) },
        body: row.body_id === null ? null : (known.bodies.get(row.body_id) ?? null),
        by: row.body_id === null && row.person_id !== null ? (known.persons.get(row.person_id) ?? null) : null,
        topics: own.flatMap(({ sort, subject }) => (sort === 'topic' ? (known.topics.get(subject) ?? []) : [])),
        places: own.flatMap(({ sort, subject }) => (sort === 'place' ? (known.places.get(subject) ?? []) : [])),
        trials: countTrials(tried.get(row.id) ?? []),
        publishedAt: row.published_at?.toISOString() ?? null,
      },
    ]
  })
}

type Title = { readonly title: string; readonly summary: string; readonly language: string }

async function textsOf(db: Reader, rows: readonly EntryRow[], { actor, newest = false }: Looking): Promise<ReadonlyMap<string, Title>> {
  const ids = rows.map(({ id }) => id)
  const versions = await db
    .selectFrom('library_version')
    .select(['entry_id', 'title', 'summary'])
    .where((where) =>
      where(
        where.refTuple('entry_id', 'version'),
        'in',
        rows.map(({ id, version, shown }) => where.tuple(id, newest ? version : (shown ?? version))),
      ),
    )
    .execute()
  const translated = await db
    .selectFrom('library_translation')
    .select(['entry_id', 'title', 'summary'])
    .where('entry_id', 'in', ids)
    .where('language', '=', actor.locale)
    .execute()
  const languages = new Map(rows.map(({ id, language }) => [id, language]))
  return new Map([
    ...versions.map(({ entry_id: id, ...text }) => [id, { ...text, language: languages.get(id) ?? 'und' }] as const),
    ...translated.map(({ entry_id: id, ...text }) => [id, { ...text, language: actor.locale }] as const),
  ])
}

export type SubjectRow = { readonly sort: 'topic' | 'place' | 'body'; readonly subject: string }

export async function subjectsOf(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly SubjectRow[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('library_subject')
    .selectAll()
    .where('entry_id', 'in', [...ids])
    .orderBy('sort')
    .orderBy('subject')
    .execute()
  return Map.groupBy(rows, ({ entry_id: entry }) => entry)
}

type Naming = { readonly subjects: ReadonlyMap<string, readonly SubjectRow[]>; readonly actor: Actor }

async function namesOf(db: Reader, rows: readonly EntryRow[], { subjects, actor }: Naming) {
  const all = [...subjects.values()].flat()
  const of = (wanted: SubjectRow['sort']) => [...new Set(all.flatMap(({ sort, subject }) => (sort === wanted ? [subject] : [])))]
  const named = <Found extends { readonly name: string; readonly language: string; readonly path: string }>(
    found: ReadonlyMap<string, Found>,
  ) => new Map([...found].map(([id, { name, language, path }]) => [id, { id, name, language, path }]))
  const writers = rows.flatMap(({ body_id: body, person_id: person }) => (body === null && person !== null ? [person] : []))
  return {
    bodies: await bodyNames(
      db,
      rows.flatMap(({ body_id: body }) => body ?? []),
      actor.locale,
    ),
    topics: named(await topics.named(db, of('topic'), actor.locale)),
    places: named(await places.named(db, of('place'), actor.locale)),
    persons: await profiles.namesFor(db, actor, writers),
  }
}

export async function bodyNames(db: Reader, ids: readonly string[], locale: string): Promise<ReadonlyMap<string, BodyName>> {
  const cards = await organisations.bodyCards(db, ids, locale)
  return new Map([...cards].map(([id, { slug, name, language }]) => [id, { id, slug, name, language }]))
}
