import { z } from 'zod'
import { csvRecords, type CsvRecord } from '../../../core/csv-records.ts'
import type { Reading } from '../../../core/published.ts'
import { places } from '../../places/index.ts'
import type { Reader } from '../../../platform/db.ts'
import { dayOf, isShown, kindOf, MOST } from '../rules.ts'
import { draw } from './items.ts'
import { itemsAt, linksOf, textsOf, type ItemRow } from './rows.ts'
import * as shapes from './shapes.ts'

const COLUMNS = [
  'id',
  'place',
  'kind',
  'language',
  'title',
  'text',
  'links',
  'telephone',
  'for',
  'owner',
  'checked_on',
  'expires_on',
  'state',
  'address',
] as const
/** Those that an import reads; the others are told and not asked. */
const READ = COLUMNS.slice(0, 9)

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** What stands on the pages of a country and its towns, each item in its original: the same that an import reads. */
export async function exportOf(db: Reader, country: string, reading: Reading) {
  const today = dayOf(reading.now)
  const rows = (await itemsAt(db, await places.within(db, country))).filter((row) => isShown(row, today))
  const texts = await textsOf(db, rows)
  return { items: await draw(db, rows, { ...reading, texts }), texts }
}

export function csvOf({ items, texts }: Awaited<ReturnType<typeof exportOf>>, publicUrl: string): string {
  const lines = items.map((item) => {
    const original = texts.get(item.id)?.find(({ state }) => state === 'original')
    const cells: Record<(typeof COLUMNS)[number], string> = {
      ...{ id: item.id, place: item.place.id, kind: item.kind, language: original?.language ?? '', title: original?.title ?? '' },
      ...{ text: original?.text ?? '', links: item.links.map(({ url }) => url).join(' '), telephone: item.telephone },
      ...{ for: item.forWhom.map(({ id }) => id).join(' '), owner: item.owner.name, checked_on: item.checkedOn ?? '' },
      ...{ expires_on: item.expiresOn ?? '', state: item.freshness, address: `${publicUrl}${item.path}` },
    }
    return COLUMNS.map((column) => quoted(cells[column])).join(',')
  })
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`
}

const rowShape = z.object({ place: shapes.place, ...shapes.words })
export type Wanted = z.infer<typeof rowShape>

/** What an import would do with one line of the file. */
export type Planned =
  | { readonly line: number; readonly fate: 'new'; readonly wanted: Wanted; readonly path: null }
  | { readonly line: number; readonly fate: 'changed' | 'same'; readonly wanted: Wanted; readonly item: ItemRow; readonly path: string }
  | { readonly line: number; readonly fate: 'faulty'; readonly fault: string; readonly title: string }

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

function lineOf(cells: Readonly<Record<string, string>>): unknown {
  const cell = (name: (typeof COLUMNS)[number]): string => (cells[name] ?? '').trim()
  return {
    ...{ place: cell('place'), kind: cell('kind'), language: cell('language'), title: cell('title'), text: cell('text') },
    ...{ links: words(cell('links')), telephone: cell('telephone'), forWhom: words(cell('for')) },
  }
}

/** Null: it is no such file. `ids`: the pages that the one who imports keeps. */
export async function planned(db: Reader, csv: string, ids: readonly string[]): Promise<readonly Planned[] | null> {
  const rows = readRows(csv)
  if (rows === null) return null
  const items = await itemsAt(db, ids)
  const [texts, links] = [await textsOf(db, items), await linksOf(db, items)]
  const same = (item: ItemRow, wanted: Wanted): boolean => {
    const original = texts.get(item.id)?.find(({ state }) => state === 'original')
    const urls = (links.get(item.id) ?? []).map(({ url }) => url)
    const now = [item.kind, original?.language, original?.title, original?.text, item.telephone, item.for_whom, urls]
    const { kind, language, title, text, telephone, forWhom, links: next } = wanted
    return JSON.stringify(now) === JSON.stringify([kind, language, title, text, telephone, forWhom, next])
  }
  return rows.map(({ line, cells }): Planned => {
    const read = rowShape.safeParse(lineOf(cells))
    const title = cells['title'] ?? ''
    if (!read.success) return { line, fate: 'faulty', fault: String(read.error.issues[0]?.path[0] ?? ''), title }
    const wanted = { ...read.data, kind: kindOf(read.data.kind) }
    if (!ids.includes(wanted.place)) return { line, fate: 'faulty', fault: 'place', title }
    const id = (cells['id'] ?? '').trim()
    if (id === '') return { line, fate: 'new', wanted, path: null }
    const item = items.find((one) => one.id === id)
    if (item === undefined || item.place !== wanted.place) return { line, fate: 'faulty', fault: 'id', title }
    return { line, fate: same(item, wanted) ? 'same' : 'changed', wanted, item, path: `/abroad/items/${id}` }
  })
}

function readRows(csv: string): readonly CsvRecord[] | null {
  const table = csvRecords(csv)
  if (table === null || table.records.length === 0 || table.records.length > MOST.rows) return null
  return READ.every((column) => column === 'id' || table.columns.includes(column)) ? table.records : null
}
