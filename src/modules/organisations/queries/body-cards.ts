import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import { officesThatImply } from '../rules.ts'
import type { BodyKind, Office } from '../tables.ts'

/** A body as a list shows it; `language` is the one its name is written in. */
export type BodyCard = {
  readonly id: string
  readonly slug: string
  readonly kind: BodyKind
  readonly name: string
  readonly language: string
  readonly summary: string
  /** Read only: nobody acts in its name any more. */
  readonly archived: boolean
}

const COLUMNS = [
  'body.id',
  'body.slug',
  'body.kind',
  'body_text.name',
  'body_text.language',
  'body_text.summary',
  'body_text.position',
] as const

const withTexts = (db: Reader) =>
  db
    .selectFrom('body')
    .innerJoin('body_text', 'body_text.body_id', 'body.id')
    .select(COLUMNS)
    .select(sql<boolean>`body.archived_at is not null`.as('archived'))

type TextRow = BodyCard & { readonly position: number }

/** One card for each body: in the reader's language where there is such a text, else in the body's first. */
function fold(rows: readonly TextRow[], locale: string): Map<string, BodyCard> {
  const texts = Map.groupBy(rows, (row) => row.id)
  return new Map(
    [...texts].flatMap(([id, own]) => {
      const [first] = own.toSorted((a, b) => a.position - b.position)
      const chosen = own.find((row) => row.language === locale) ?? first
      if (chosen === undefined) return []
      const { position: _position, ...card } = chosen
      return [[id, card] as const]
    }),
  )
}

/** By name, as the reader's language sorts names. */
const byName = (cards: Iterable<BodyCard>, locale: string): BodyCard[] => {
  const { compare } = new Intl.Collator(locale)
  return [...cards].toSorted((a, b) => compare(a.name, b.name))
}

export async function bodyCards(db: Reader, bodyIds: readonly string[], locale: string): Promise<ReadonlyMap<string, BodyCard>> {
  const ids = [...new Set(bodyIds)]
  if (ids.length === 0) return new Map()
  return fold(await withTexts(db).where('body.id', 'in', ids).execute(), locale)
}

export async function bodyBySlug(db: Reader, slug: string, locale: string): Promise<BodyCard | null> {
  const rows = await withTexts(db).where('body.slug', '=', slug).execute()
  return [...fold(rows, locale).values()][0] ?? null
}

export async function allBodies(db: Reader, locale: string, kind?: BodyKind): Promise<readonly BodyCard[]> {
  const all = withTexts(db)
  const rows = await (kind === undefined ? all : all.where('body.kind', '=', kind)).execute()
  return byName(fold(rows, locale).values(), locale)
}

/** For other rooms: the bodies in whose name something can begin. */
export const bodiesInUse = async (db: Reader, locale: string): Promise<readonly BodyCard[]> =>
  (await allBodies(db, locale)).filter(({ archived }) => !archived)

/** The bodies in use in which this person may do what the office may (a steward may do all). */
export async function bodiesWhere(db: Reader, personId: string | null, office: Office, locale: string): Promise<readonly BodyCard[]> {
  if (personId === null) return []
  const rows = await withTexts(db)
    .where('body.archived_at', 'is', null)
    .where('body.id', 'in', (inner) =>
      inner
        .selectFrom('office')
        .select('office.body_id')
        .where('person_id', '=', personId)
        .where('until', 'is', null)
        .where('role', 'in', officesThatImply(office)),
    )
    .execute()
  return byName(fold(rows, locale).values(), locale)
}

/** The bodies that a person belongs to or holds an office in. For that person's own eyes. */
export async function bodiesOf(db: Reader, personId: string, locale: string): Promise<readonly BodyCard[]> {
  const rows = await withTexts(db)
    .where((where) =>
      where.or([
        where(
          'body.id',
          'in',
          where.selectFrom('office').select('office.body_id').where('person_id', '=', personId).where('until', 'is', null),
        ),
        where('body.id', 'in', where.selectFrom('membership').select('membership.body_id').where('person_id', '=', personId)),
      ]),
    )
    .execute()
  return byName(fold(rows, locale).values(), locale)
}
