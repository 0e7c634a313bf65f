import { isCountry } from '#countries'
import { MOST_FAULTS } from '#polis-form'
import { csvRecords } from '../../core/csv-records.ts'
import { InputRefused } from './faults.ts'

/** A town or a region as `places.import-places` takes it. */
export type PlaceRow = {
  readonly country: string
  readonly sort: string
  readonly zone: string
  readonly at: { readonly lat: number; readonly lon: number } | null
  readonly names: readonly { readonly language: string; readonly name: string }[]
}

const NEEDED = ['country', 'zone']
const NAME = /^name-([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/

/** The list as CSV, whole, or refused with a sentence for each fault (twenty at most). `file` is what sentences call it. */
export function readPlaces(text: string, file: string): readonly PlaceRow[] {
  const table = csvRecords(text)
  if (table === null) throw new InputRefused(`${file} is no CSV: a line is broken, or longer than the first.`)
  const { columns, records } = table
  if (records.length === 0) throw new InputRefused(`${file} is empty.`)
  const missing = NEEDED.filter((column) => !columns.includes(column))
  if (missing.length > 0) throw new InputRefused(`${file} has no column ${missing.join(' and no column ')}.`)
  if (!columns.some((column) => NAME.test(column))) throw new InputRefused(`${file} has no column of names, such as name-en or name-fr.`)
  const faults: string[] = []
  const rows = records.map(({ line, cells }) => rowOf(cells, (what) => faults.push(`${file}, line ${line}: ${what}`)))
  if (faults.length > 0) throw new InputRefused(...faults.slice(0, MOST_FAULTS))
  return rows
}

function rowOf(record: Readonly<Record<string, string>>, fault: (what: string) => void): PlaceRow {
  const { country = '', zone = '', sort = '', lat = '', lon = '' } = record
  if (!isCountry(country)) fault(`"${country}" is no country; write its code, for example IE.`)
  if (!isZone(zone)) fault(`"${zone}" is no time zone; write for example Europe/Dublin.`)
  if (!['', 'town', 'region'].includes(sort)) fault(`"${sort}" is neither town nor region.`)
  if ((lat === '') !== (lon === '')) fault('latitude and longitude stand together, or neither is there.')
  const [latitude, longitude] = [Number(lat), Number(lon)]
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) fault(`${lat}, ${lon} is no place on earth.`)
  // A further name of the same language stands behind a bar.
  const names = Object.entries(record).flatMap(([column, value]) => {
    const language = NAME.exec(column)?.[1]
    if (language === undefined) return []
    return value
      .split('|')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => ({ language, name }))
  })
  if (names.length === 0) fault('it has no name.')
  return { country, zone, sort: sort === '' ? 'town' : sort, at: lat === '' ? null : { lat: latitude, lon: longitude }, names }
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
