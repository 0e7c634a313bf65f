import { FaultList } from './faults.ts'
import type { Fault } from './faults.ts'
import { quotation } from './faults.ts'
import { FileInPieces } from './file-in-pieces.ts'

/** summary.csv: one record an entry, its name and its value, without a header. Empty fields after the value, as spreadsheets leave, pass. */
export function readSummary(bytes: Uint8Array): { summary: Map<string, string>; faults: Fault[] } {
  const faults = new FaultList('summary.csv')
  const summary = new Map<string, string>()
  const firstLines = new Map<string, number>()
  const whole = new FileInPieces(faults, () => {
    const { rows } = whole
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
    return !faults.full
  })
  whole.take(bytes)
  whole.end()
  if (summary.size === 0 && faults.faults.length === 0) faults.add(1, 'file-empty')
  return { summary, faults: faults.faults }
}
