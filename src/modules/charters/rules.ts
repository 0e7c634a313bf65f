import { yes, type Verdict } from '#base'
import { no } from './refusals.ts'

const DAY_MS = 86_400_000

/** A change is announced so many days before it holds. */
export const NOTICE_DAYS = 14
export const LONGEST = { text: 20_000, changed: 300 } as const
/** Fewer acceptances than this are not told, to nobody. */
export const FEWEST_SHOWN = 10

/** The day (UTC) of a moment: 2026-03-01. */
export const dayIn = (at: Date): string => at.toISOString().slice(0, 10)
export const daysAfter = (at: Date, days: number): string => dayIn(new Date(at.getTime() + days * DAY_MS))
/** Noon of that day, so that it is the same day in almost every zone. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)
/** A day that the calendar has: not 2026-02-30. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(noonOf(text).getTime()) && dayIn(noonOf(text)) === text
/** A tag such as `fr` or `kab-Latn`; "und" would say nothing to a reader. */
export const isLanguage = (tag: string): boolean => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(tag) && tag !== 'und'

export type VersionDays = {
  readonly number: number
  readonly correction: boolean
  readonly publishedOn: string
  readonly holdsFrom: string
}
export type VersionState = 'announced' | 'in-force' | 'earlier'

/** The version that holds on that day: the newest whose day has come. Versions come in the order of their numbers. */
export const inForce = (versions: readonly VersionDays[], today: string): number | null =>
  versions.findLast(({ holdsFrom }) => holdsFrom <= today)?.number ?? null

export function stateOf(version: VersionDays, versions: readonly VersionDays[], today: string): VersionState {
  if (version.holdsFrom > today) return 'announced'
  return version.number === inForce(versions, today) ? 'in-force' : 'earlier'
}

/** The version about which members are asked: the newest that is no mere correction of language, announced or in force. */
export const askedVersion = (versions: readonly VersionDays[]): VersionDays | null =>
  versions.findLast(({ correction }) => !correction) ?? null

export type Publishing = { readonly correction: boolean; readonly holdsFrom: string | null }

/** The first version and a correction hold at once; a change after its notice, and never before the version it follows. */
export function holdsFromOf({ correction, holdsFrom }: Publishing, last: VersionDays | null, now: Date): string {
  const today = dayIn(now)
  if (last === null) return today
  if (correction) return last.holdsFrom > today ? last.holdsFrom : today
  return holdsFrom ?? daysAfter(now, NOTICE_DAYS)
}

export function publishingHolds(asked: Publishing, last: VersionDays | null, now: Date): Verdict {
  if (last === null) return asked.correction ? no('charter.first-is-no-correction') : yes
  if (asked.correction) return yes
  const day = holdsFromOf(asked, last, now)
  if (day < daysAfter(now, NOTICE_DAYS)) return no('charter.too-soon', { days: NOTICE_DAYS })
  return day < last.holdsFrom ? no('charter.before-the-last') : yes
}

/** The text in the reader's language where there is one, else the first. */
export const inLanguageOf = <Text extends { readonly language: string }>(texts: readonly Text[], locale: string): Text | null =>
  texts.find(({ language }) => language === locale) ?? texts[0] ?? null

/** A number of acceptances as it may be told; null: too few. */
export const toldCount = (count: number): number | null => (count < FEWEST_SHOWN ? null : count)

export type Piece = { readonly sort: 'same' | 'added' | 'removed'; readonly text: string }
/** A paragraph that is new, gone or the same as a whole, or one in which words differ. */
export type Block = readonly Piece[]

/** More comparisons than this, and the two are shown one after the other: a page must not keep the hub busy. */
const MOST_CELLS = 1_000_000

/** What changed from one text to the other: paragraph by paragraph, and word by word where one stands in the place of another. */
export function differences(before: string, after: string): readonly Block[] {
  const found: Block[] = []
  let gone: string[] = []
  let come: string[] = []
  const settle = (): void => {
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) found.push(paragraphs(gone[at], come[at]))
    gone = []
    come = []
  }
  for (const { sort, text } of edits(blocksOf(before), blocksOf(after))) {
    if (sort === 'removed') gone.push(text)
    else if (sort === 'added') come.push(text)
    else {
      settle()
      found.push([{ sort, text }])
    }
  }
  settle()
  return found
}

const blocksOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')

function paragraphs(before: string | undefined, after: string | undefined): Block {
  if (before === undefined) return [{ sort: 'added', text: after ?? '' }]
  if (after === undefined) return [{ sort: 'removed', text: before }]
  return joined(edits(before.split(/(?<=\s)/), after.split(/(?<=\s)/)))
}

/** Neighbours of one sort are one piece. */
function joined(pieces: readonly Piece[]): Block {
  const found: Piece[] = []
  for (const piece of pieces) {
    const last = found.at(-1)
    if (last?.sort === piece.sort) found[found.length - 1] = { sort: last.sort, text: last.text + piece.text }
    else found.push(piece)
  }
  return found
}

/** The fewest removals and additions that lead from one list to the other, by the longest list that both hold. */
function edits(before: readonly string[], after: readonly string[]): readonly Piece[] {
  const wide = after.length + 1
  if ((before.length + 1) * wide > MOST_CELLS) return [...all(before, 'removed'), ...all(after, 'added')]
  const longest = new Uint32Array((before.length + 1) * wide)
  const cell = (row: number, column: number): number => longest[row * wide + column] ?? 0
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      longest[row * wide + column] =
        before[row] === after[column] ? cell(row + 1, column + 1) + 1 : Math.max(cell(row + 1, column), cell(row, column + 1))
    }
  }
  const found: Piece[] = []
  let [row, column] = [0, 0]
  while (row < before.length && column < after.length) {
    const [old = '', fresh = ''] = [before[row], after[column]]
    if (old === fresh) {
      found.push({ sort: 'same', text: old })
      row += 1
      column += 1
    } else if (cell(row + 1, column) >= cell(row, column + 1)) {
      found.push({ sort: 'removed', text: old })
      row += 1
    } else {
      found.push({ sort: 'added', text: fresh })
      column += 1
    }
  }
  return [...found, ...all(before.slice(row), 'removed'), ...all(after.slice(column), 'added')]
}

const all = (texts: readonly string[], sort: Piece['sort']): Piece[] => texts.map((text) => ({ sort, text }))
