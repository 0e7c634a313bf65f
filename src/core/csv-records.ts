import { CsvRows } from '#polis-form'

export type CsvRecord = { readonly line: number; readonly cells: Readonly<Record<string, string>> }

/** A table in CSV whose first line names its columns; null where it is broken, or a line has more fields than the first. Empty lines are left out. */
export function csvRecords(text: string): { readonly columns: readonly string[]; readonly records: readonly CsvRecord[] } | null {
  const rows = new CsvRows(new TextEncoder().encode(text))
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
