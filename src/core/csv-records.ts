import { CsvRows } from '#polis-form'

/**
 * The same table with commas between its fields. Programs for tables write semicolons where the comma is in numbers, as in French, and tabs where
 * one copies cells; Excel says so in a first line of its own (`sep=;`). Lines keep their numbers, but for that one.
 */
export function withCommas(text: string): string {
  const said = /^\ufeff?sep=(.)\r?\n/i.exec(text)
  const table = said === null ? text : text.slice(said[0].length)
  const delimiter = said?.[1] ?? delimiterOf(table)
  if (delimiter === ',') return table
  let [out, field, quoted] = ['', '', false]
  const end = (sign: string) => {
    out += !field.startsWith('"') && field.includes(',') ? `"${field}"${sign}` : field + sign
    field = ''
  }
  for (const sign of table) {
    // A field in quotation marks begins with one; elsewhere it is a sign like others.
    if (sign === '"' && (quoted || field === '')) quoted = !quoted
    else if (sign === '"' && field.startsWith('"')) quoted = true
    if (!quoted && (sign === delimiter || sign === '\n' || sign === '\r')) end(sign === delimiter ? ',' : sign)
    else field += sign
  }
  end('')
  return out
}

/** What stands between the names of columns, outside of quotation marks. */
function delimiterOf(text: string): string {
  const head = (/^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length - 1 }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).sign
}

export type CsvRecord = { readonly line: number; readonly cells: Readonly<Record<string, string>> }

/** A table in CSV whose first line names its columns; null where it is broken, or a line has more fields than the first. Empty lines are left out. */
export function csvRecords(text: string): { readonly columns: readonly string[]; readonly records: readonly CsvRecord[] } | null {
  const rows = new CsvRows(new TextEncoder().encode(withCommas(text)))
  const read = (): string[] => Array.from({ length: rows.fields }, (_, field) => rows.text(field).trim())
  if (!rows.next()) return rows.broken === null ? { columns: [], records: [] } : null
  const columns = read()
  const records: CsvRecord[] = []
  while (rows.next()) {
    const cells = read()
    if (cells.length > columns.length) return null
    if (cells.some((cell) => cell !== ''))
      records.push({ line: rows.line, cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])) })
  }
  return rows.broken === null ? { columns, records } : null
}
