import { isCountry } from '#countries'
import { alikeTo } from '#lookalike'
import type { Actor } from '../../../core/actor.ts'
import { languageTag } from '../../../core/language.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations, type BodyCard, type BodyKind } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { isAccepts, isMembership, MOST } from '../rules.ts'
import { ACCEPTS, MEMBERSHIPS } from '../tables.ts'
import type { EntryWritten } from './shapes.ts'
import { ALL_COLUMNS, parted, readTable, valuesIn, type TableRow } from './table.ts'

/** A line that was read, with what is left out of it because the hub does not know it. */
export type ReadRow = {
  readonly line: number
  readonly address: string
  readonly name: string
  readonly nameLanguage: string
  readonly summary: string
  /** Null: no kind of this hub. */
  readonly kind: BodyKind | null
  readonly languages: readonly string[]
  readonly web: string
  readonly contact: string
  readonly entry: EntryWritten
  readonly leftOut: readonly string[]
  /** The columns in which this line says something that is read. */
  readonly filled: readonly string[]
}

export type PreviewRow = ReadRow & {
  /** The body at this very address. */
  readonly same: BodyCard | null
  /** Bodies whose names can be taken for this one. Whether they are the same, people decide. */
  readonly alike: readonly BodyCard[]
  /** Whether the one who asks may change the body at this address, or one of those that look like it. */
  readonly mayChange: ReadonlySet<string>
  /** Whether it can be begun as a new body. */
  readonly canBegin: boolean
}

export type Preview = {
  readonly rows: readonly PreviewRow[]
  readonly unknown: readonly string[]
  readonly brokenAt: number | null
  readonly tooMany: boolean
}

export async function previewOf(db: Reader, text: string, actor: Actor): Promise<Preview> {
  const { rows, unknown, brokenAt } = readTable(text)
  const known = await organisations.allBodies(db, actor.locale)
  const tended = new Set((await organisations.bodiesWhere(db, actor.person, 'steward', actor.locale)).map(({ slug }) => slug))
  const texts = await organisations.textsOfBodies(
    db,
    known.map(({ id }) => id),
  )
  const topicKeys = new Set((await topics.all(db, 'en')).map(({ key }) => key))
  const read: PreviewRow[] = []
  for (const row of rows.slice(0, MOST.rows)) {
    const one = await readRow(db, row, { topicKeys, locale: actor.locale })
    const same = known.find(({ slug }) => slug === one.address) ?? null
    const isAlike = alikeTo([one.name])
    const near = new Set(one.name === '' ? [] : texts.filter(({ name }) => isAlike(name)).map(({ bodyId }) => bodyId))
    const alike = known.filter((body) => near.has(body.id) && body.id !== same?.id)
    const mayChange = new Set(
      [same, ...alike].flatMap((body) => (body !== null && (actor.operator || tended.has(body.slug)) ? [body.slug] : [])),
    )
    const canBegin = actor.operator && same === null && one.kind !== null && one.name !== '' && one.summary !== ''
    read.push({ ...one, same, alike, mayChange, canBegin })
  }
  return { rows: read, unknown, brokenAt, tooMany: rows.length > MOST.rows }
}

type Known = { readonly topicKeys: ReadonlySet<string>; readonly locale: string }

const isTag = (text: string): boolean => languageTag.safeParse(text).success

async function readRow(db: Reader, { line, cells }: TableRow, { topicKeys, locale }: Known): Promise<ReadRow> {
  const cell = (name: string) => cells.get(name) ?? ''
  const leftOut: string[] = []
  const kept = (name: string, good: (part: string) => boolean, most: number): string[] => {
    const parts = parted(cell(name))
    leftOut.push(...parts.filter((part) => !good(part)))
    return parts.filter(good).slice(0, most)
  }
  const placeIds: string[] = []
  for (const part of parted(cell('places')).slice(0, MOST.places)) {
    const id = await placeNamed(db, part, locale)
    if (id === null) leftOut.push(part)
    else placeIds.push(id)
  }
  const kind = organisations.kinds.find((one) => one === cell('kind')) ?? null
  const membership = cell('membership')
  const textLanguage = [cell('text_language'), cell('name_language'), locale].find(isTag) ?? 'en'
  return {
    ...{ line, address: cell('address'), name: cell('name'), summary: cell('summary'), kind },
    nameLanguage: isTag(cell('name_language')) ? cell('name_language') : locale,
    languages: kept('languages', isTag, 20),
    ...{ web: cell('web'), contact: cell('contact') },
    entry: {
      ...{ places: [...new Set(placeIds)], origins: kept('origins', isCountry, MOST.origins) },
      topics: kept('topics', (key) => topicKeys.has(key), MOST.topics),
      accepts: kept('accepts', (one) => isAccepts(one, ACCEPTS), ACCEPTS.length).filter((one) => isAccepts(one, ACCEPTS)),
      membership: isMembership(membership, MEMBERSHIPS) ? membership : null,
      ...{ language: textLanguage, postal: cell('postal'), hours: cell('hours') },
      fields: Object.fromEntries(Object.entries(valuesIn(cells)).map(([key, values]) => [key, [...values].slice(0, MOST.items)])),
    },
    leftOut,
    filled: ALL_COLUMNS.filter((column) => cell(column) !== '' && !NAMED_ABOVE.has(column)),
  }
}

/** What the line says of which body it is stands above the others. */
const NAMED_ABOVE: ReadonlySet<string> = new Set(['address', 'kind', 'name', 'name_language', 'text_language', 'checked_on'])

/** `ie`, `IE`, `ie/cork`, or a name that is known: then the nearest. */
async function placeNamed(db: Reader, text: string, locale: string): Promise<string | null> {
  const [country = '', town = null] = text.toLowerCase().split('/')
  const byPath = /^[a-z]{2}$/.test(country) ? await places.byPath(db, country, town, locale) : null
  return byPath?.id ?? (await places.found(db, text, locale, 1))[0]?.id ?? null
}
