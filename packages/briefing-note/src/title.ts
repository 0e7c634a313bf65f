/** The lines above the text: of what meeting, which session, about what. */
import { endsSentence, LONGEST_HEADING } from './blocks.ts'
import type { Part, Questions } from './parts.ts'
import type { Unplaced } from './pieces.ts'
import { namesEvent, sessionLabel, withoutLabel } from './words.ts'

export type Placed = Unplaced & { readonly part: Part }

/** How many of the first pieces are lines of the title, and what each is. */
export function placeTitle(pieces: readonly Unplaced[], questions: Questions): Placed[] {
  const lines = titleLines(pieces)
  const plainly = lines.filter(({ kind, names, id }) => kind !== 'page-mark' && names === null && !id.includes('.'))
  const title = titleAmong(plainly)
  return lines.map((piece, index): Placed => {
    if (piece.kind === 'page-mark') return { ...piece, part: 'leftover' }
    // "Host: ..." among the lines of the title.
    if (piece.names !== null) return { ...piece, part: piece.names }
    if (piece.id.includes('.')) return { ...piece, part: lines[index - 1]?.names ?? 'leftover' }
    if (title.sure.has(piece.id)) return { ...piece, part: 'title' }
    const about = { id: piece.id, at: piece.at, text: piece.text }
    if (piece.id === title.likely) {
      return { ...piece, part: questions.ask({ code: 'title', ...about }, ['title', 'event', 'leftover'], 'title') }
    }
    if (namesEvent(piece.text)) return { ...piece, part: 'event' }
    return { ...piece, part: questions.ask({ code: 'part', ...about }, ['event', 'title', 'overview', 'leftover'], 'event') }
  })
}

function titleLines(pieces: readonly Unplaced[]): readonly Unplaced[] {
  let marked = 0
  const end = pieces.findIndex((piece) => {
    const { kind, names, text, runIn, id } = piece
    if (kind === 'page-mark' || runIn) return false
    if (kind === 'item' || text.length > LONGEST_HEADING || names !== null) return true
    if (id.includes('.')) return false
    if (kind === 'heading') return marked++ > 0 && sessionLabel(text) === null && !namesEvent(text)
    return endsSentence(text) && !/[?؟:]$/.test(text)
  })
  return end < 0 ? pieces : pieces.slice(0, end)
}

/** The line with the number of the session; where it has nothing but the number, the next one too. Else the first that names no event. */
function titleAmong(lines: readonly Unplaced[]): { readonly sure: ReadonlySet<string>; readonly likely: string | null } {
  const labelled = lines.findIndex(({ text }) => sessionLabel(text) !== null)
  const line = lines[labelled]
  const others = lines.filter(({ text, id }) => id !== line?.id && !namesEvent(text))
  if (line !== undefined) {
    const next = withoutLabel(line.text) === '' ? others.find(({ at }) => at > line.at) : undefined
    return { sure: new Set([line.id, ...(next === undefined ? [] : [next.id])]), likely: null }
  }
  const likely = others[0] ?? lines.at(-1)
  const alone = lines.length === 1 && others.length === 1 && likely !== undefined
  return { sure: new Set(alone ? [likely.id] : []), likely: alone ? null : (likely?.id ?? null) }
}
