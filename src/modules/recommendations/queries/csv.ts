import type { Card } from './cards.ts'
import { asData } from './list.ts'

const COLUMNS = [
  ...(['number', 'status', 'title', 'text', 'call', 'language', 'question', 'addressee', 'actBy', 'answerBy', 'answeredAt'] as const),
  ...(['answeredLate', 'sdgs', 'gcm', 'session', 'path', 'id'] as const),
]

type Value = string | number | boolean | null | Date | readonly number[]

function written(value: Value): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? value.join(' ') : String(value)
}

/** What a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value: Value): string {
  const text = written(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One row for each, in the order of the page. */
export function csvOf(cards: readonly Card[]): string {
  const rows = cards.map((card) => {
    const data = asData(card)
    return COLUMNS.map((column) => cell(data[column])).join(',')
  })
  return [COLUMNS.join(','), ...rows].map((row) => `${row}\r\n`).join('')
}
