import { FaultList } from './faults.ts'
import type { Fault } from './faults.ts'
import { quotation } from './faults.ts'
import { addBroken, openRows } from './table.ts'

/** summary.csv: one record an entry, its name and its value, without a header. Empty fields after the value, as spreadsheets leave, pass. */
export function readSummary(bytes: Uint8Array): { summary: Map<string, string>; faults: Fault[] } {
  const faults = new FaultList('summary.csv')
  const summary = new Map<string, string>()
  const firstLines = new Map<string, number>()
  const rows = openRows(bytes, faults)
  if (rows === null) return { summary, faults: faults.faults }
  while (!faults.full && rows.next()) {
    const name = rows.text(0)
    const first = firstLines.get(name)
    let fields = rows.fields
    while (fields > 2 && rows.isEmpty(fields - 1)) fields -= 1
    if (fields !== 2) faults.add(rows.line, 'field-count', { expected: 2, found: rows.fields })
    else if (first !== undefined) faults.add(rows.line, 'entry-twice', { entry: quotation(name), first })
    else {
      firstLines.set(name, rows.line)
      summary.set(name, rows.text(1))
    }
  }
  addBroken(rows, faults)
  if (summary.size === 0 && faults.faults.length === 0) faults.add(1, 'file-empty')
  return { summary, faults: faults.faults }
}
