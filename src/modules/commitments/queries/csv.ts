import type { Card } from './cards.ts'

const COLUMNS: readonly (readonly [string, (card: Card) => string | number | null])[] = [
  ['status', ({ status }) => status],
  ['silent', ({ silent }) => (silent ? 'yes' : 'no')],
  ['unanswered', ({ unanswered }) => unanswered],
  ['title', ({ title }) => title],
  ['text', ({ text }) => text],
  ['language', ({ language }) => language],
  ['lead', ({ lead }) => lead.name],
  ['government', ({ lead }) => (lead.government ? 'yes' : 'no')],
  ['supporters', ({ supporters }) => supporters.map(({ name }) => name).join('; ')],
  ['owner', ({ owner }) => owner],
  ['edition', ({ edition }) => edition?.name ?? null],
  ['source', ({ source }) => (source === null ? null : `${source.sort}:${source.id}`)],
  ['startsOn', ({ startsOn }) => startsOn],
  ['firstDueOn', ({ firstDueOn }) => firstDueOn],
  ['dueOn', ({ dueOn }) => dueOn],
  ['endedOn', ({ endedOn }) => endedOn],
  ['checkedOn', ({ checkedOn }) => checkedOn],
  ['sdgs', ({ sdgs }) => sdgs.join(' ')],
  ['indicators', ({ indicators }) => indicators],
  ['evidence', ({ evidence }) => evidence],
  ['path', ({ path }) => path],
]

/** What a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One row for each, in the order of the board. */
export const csvOf = (cards: readonly Card[]): string =>
  [COLUMNS.map(([name]) => name), ...cards.map((card) => COLUMNS.map(([, of]) => cell(of(card))))]
    .map((row) => `${row.join(',')}\r\n`)
    .join('')
