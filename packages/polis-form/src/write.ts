/**
 * Writing a conversation in Polis's form: UTF-8, comma, LF, fields quoted only where RFC 4180 asks for it. Nothing is ever changed in a text,
 * not even one that begins with = + - or @ and that a spreadsheet may take for a formula: see the README for why, and what to do.
 */
import { AsciiLines } from './ascii-lines.ts'
import type { StatementRow } from './read-comments.ts'
import type { VoteEvents } from './vote-events.ts'

/** Counts that are not given out are null: their fields stay empty. */
export type StatementToWrite = Omit<StatementRow, 'line' | 'agrees' | 'disagrees'> & { agrees: number | null; disagrees: number | null }

/** What summary.csv says; the counts are those of the conversation. `views` is left out where nobody counts them. */
export type SummaryToWrite = {
  topic: string
  url: string
  views?: number
  voters: number
  /** Those of them who answered on paper, as far as it is told. */
  onPaper?: number | null
  /** Those who voted often enough to be placed among the groups. */
  votersInConversation: number
  commenters: number
  comments: number
  groups: number
  description: string
}

const DAY_MS = 86_400_000
const CHUNK_LENGTH = 60_000
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

/** A field, in quotation marks where it would else be misread. */
export function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** 'Tue Jun 30 15:49:52 UTC 2015', the way Polis writes an instant, but always in UTC. For milliseconds since 1970, within what a Date can hold. */
function datetime(at: number): string {
  const { head, tail } = dayParts(Math.floor(at / DAY_MS))
  return (head + timeOfDay(at) + tail).slice(1, -1)
}

/** What stands before and after the time of day in a record, commas included. */
type DayParts = { head: string; tail: string }

function dayParts(day: number): DayParts {
  const date = new Date(day * DAY_MS)
  const head = `,${WEEKDAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${TWO_DIGITS[date.getUTCDate()]} `
  return { head, tail: ` UTC ${String(date.getUTCFullYear()).padStart(4, '0')},` }
}

function timeOfDay(at: number): string {
  const seconds = Math.floor((at - Math.floor(at / DAY_MS) * DAY_MS) / 1000)
  return `${TWO_DIGITS[Math.floor(seconds / 3600)]}:${TWO_DIGITS[Math.floor(seconds / 60) % 60]}:${TWO_DIGITS[seconds % 60]}`
}

/** comments.csv. A column is-meta, which Polis does not have, comes last and only where some statement is meta. */
export function writeComments(statements: readonly StatementToWrite[]): string {
  const withMeta = statements.some((row) => row.meta)
  const header = `timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body${withMeta ? ',is-meta' : ''}\n`
  const lines = statements.map((row) => {
    const when = row.at === null ? ',' : `${row.at},${datetime(row.at)}`
    const meta = withMeta ? `,${row.meta}` : ''
    return `${when},${row.id},${row.author ?? ''},${row.agrees ?? ''},${row.disagrees ?? ''},${row.moderated},${cell(row.text)}${meta}\n`
  })
  return header + lines.join('')
}

/** votes.csv in pieces of about 60,000 characters, the events in the order in which they are given. `at` must be whole and not negative. */
export function* writeVotes(votes: VoteEvents): Generator<string> {
  const lines = new AsciiLines()
  lines.text('timestamp,datetime,comment-id,voter-id,vote\n')
  // Millions of votes fall on few days; the weekday and the date are worked out once for each.
  const days = new Map<number, DayParts>()
  for (let index = 0; index < votes.at.length; index += 1) {
    const at = votes.at[index] ?? 0
    const day = Math.floor(at / DAY_MS)
    let parts = days.get(day)
    if (parts === undefined) {
      parts = dayParts(day)
      days.set(day, parts)
    }
    lines.whole(at)
    lines.text(parts.head)
    lines.text(timeOfDay(at))
    lines.text(parts.tail)
    lines.whole(votes.statements[index] ?? 0)
    lines.text(',')
    lines.whole(votes.participants[index] ?? 0)
    lines.text(',')
    lines.sign(votes.values[index] ?? 0)
    lines.text('\n')
    if (lines.length > CHUNK_LENGTH) yield lines.take()
  }
  yield lines.take()
}

/** summary.csv, its entries in Polis's order. */
export function writeSummary(summary: SummaryToWrite): string {
  const entries: [string, string | number][] = [
    ['topic', summary.topic],
    ['url', summary.url],
    ...(summary.views === undefined ? [] : [['views', summary.views] as [string, number]]),
    ['voters', summary.voters],
    ...(summary.onPaper == null ? [] : [['voters-on-paper', summary.onPaper] as [string, number]]),
    ['voters-in-conv', summary.votersInConversation],
    ['commenters', summary.commenters],
    ['comments', summary.comments],
    ['groups', summary.groups],
    ['conversation-description', summary.description],
  ]
  return entries.map(([name, value]) => `${name},${cell(String(value))}\n`).join('')
}
