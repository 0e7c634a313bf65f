/** Which part of the note each piece belongs to. */
import { endsSentence } from './blocks.ts'
import { PARTS, type Part, type Piece, type Questions } from './parts.ts'
import type { Unplaced } from './pieces.ts'
import { placeTitle, type Placed } from './title.ts'
import { saysMethod, saysScope, speaksOfQuestions, welcomes } from './words.ts'

export function place(pieces: readonly Unplaced[], questions: Questions): Piece[] {
  const title = placeTitle(pieces, questions)
  const body = new Body(pieces.slice(title.length), questions).placed()
  return withClosing([...title, ...withHost(body, questions)], questions).map(({ id, at, kind, marker, text, names, part }): Piece => {
    const moved = PARTS.find((known) => known === questions.decided(`move-${id}`))
    return { id, at, kind: kind === 'page-mark' ? 'paragraph' : kind, marker, text, names, part: moved ?? part }
  })
}

const asks = (text: string): boolean => /[?؟][»"”’')\]]*$/.test(text)

class Body {
  readonly #pieces: readonly Unplaced[]
  readonly #questions: Questions
  readonly #hasHeadings: boolean
  #current: Part = 'overview'
  #paragraphs = 0
  #asked = 0
  /** After "the questions are:": paragraphs that ask are questions too. */
  #listing = false

  constructor(pieces: readonly Unplaced[], questions: Questions) {
    this.#pieces = pieces
    this.#questions = questions
    this.#hasHeadings = pieces.some(({ names }) => names !== null)
  }

  placed(): Placed[] {
    const placed: Placed[] = []
    for (let index = 0; index < this.#pieces.length;) {
      const items = this.#itemsFrom(index)
      const piece = this.#pieces[index]
      if (piece === undefined) break
      if (items.length > 0) placed.push(...this.#list(items))
      else placed.push({ ...piece, part: this.#single(piece, index) })
      index += Math.max(1, items.length)
    }
    return placed
  }

  /** The list that begins here, with what page breaks put between its items. */
  #itemsFrom(index: number): readonly Unplaced[] {
    if (this.#pieces[index]?.kind !== 'item') return []
    let end = index
    for (let at = index; at < this.#pieces.length; at += 1) {
      const kind = this.#pieces[at]?.kind
      if (kind === 'item') end = at
      else if (kind !== 'page-mark') break
    }
    return this.#pieces.slice(index, end + 1)
  }

  #areQuestions(items: readonly Unplaced[], before: string): boolean {
    const own = items.filter(({ kind }) => kind === 'item')
    if (own.length === 0) return false
    const asking = own.filter(({ text }) => asks(text)).length
    return this.#current === 'questions' || asking * 2 > own.length || (asking > 0 && speaksOfQuestions(before))
  }

  #list(items: readonly Unplaced[]): Placed[] {
    const before = this.#pieces[this.#pieces.indexOf(items[0] ?? this.#never()) - 1]?.text ?? ''
    if (!this.#areQuestions(items, before))
      return items.map((item) => ({ ...item, part: item.kind === 'page-mark' ? 'leftover' : this.#current }))
    return items.map((item): Placed => {
      if (item.kind === 'page-mark') return { ...item, part: 'leftover' }
      if (asks(item.text)) return this.#question(item)
      const otherwise = this.#current === 'questions' ? 'scope' : this.#current
      return { ...item, part: this.#ask('question', item, ['questions', otherwise, 'leftover'], 'questions') }
    })
  }

  #never(): never {
    throw new TypeError('a list has an item')
  }

  #question(piece: Unplaced): Placed {
    this.#asked += 1
    return { ...piece, part: 'questions' }
  }

  #single(piece: Unplaced, index: number): Part {
    if (piece.kind === 'page-mark') return 'leftover'
    if (piece.kind === 'heading') return this.#heading(piece)
    this.#paragraphs += 1
    const next = this.#nextOf(index)
    const announces = /[:：]$/.test(piece.text)
    if (
      announces &&
      (this.#areQuestions(this.#itemsFrom(next), piece.text) || (speaksOfQuestions(piece.text) && asks(this.#pieces[next]?.text ?? '')))
    ) {
      this.#listing = true
      return 'lead'
    }
    if (asks(piece.text) && (this.#current === 'questions' || this.#listing)) return this.#question(piece).part
    this.#listing = false
    return this.#current === 'questions' ? this.#besideQuestions(piece) : this.#paragraph(piece)
  }

  #nextOf(index: number): number {
    let next = index + 1
    while (this.#pieces[next]?.kind === 'page-mark') next += 1
    return next
  }

  #heading(piece: Unplaced): Part {
    this.#listing = false
    if (piece.names !== null) this.#current = piece.names
    else if (this.#current === 'overview' || this.#current === 'context') this.#current = 'context'
    else if (this.#current !== 'scope' && this.#current !== 'method') {
      this.#current = this.#ask('part', piece, ['context', 'scope', 'method', 'closing', 'leftover'], 'context')
    }
    return this.#current
  }

  /** Under the heading of the questions, and none. */
  #besideQuestions(piece: Unplaced): Part {
    if (this.#asked === 0) return 'lead'
    const likely = welcomes(piece.text) ? 'closing' : 'scope'
    return this.#ask('part', piece, ['scope', 'method', 'closing', 'leftover'], likely)
  }

  #paragraph(piece: Unplaced): Part {
    if (this.#hasHeadings) return this.#current
    // Without headings, what paragraphs say of themselves is all there is.
    if (this.#current !== 'method' && saysMethod(piece.text)) {
      this.#current = this.#ask('part', piece, ['method', 'scope', 'context', 'closing'], 'method')
    } else if (this.#current !== 'method' && this.#current !== 'scope' && saysScope(piece.text)) {
      this.#current = this.#ask('part', piece, ['scope', 'overview', 'context', 'method'], 'scope')
    } else if (this.#current === 'overview' && this.#paragraphs > 1) this.#current = 'context'
    return this.#current
  }

  #ask<Choice extends Part>(code: 'part' | 'question', { id, at, text }: Unplaced, choices: readonly Choice[], likely: Choice): Choice {
    return this.#questions.ask({ code, id, at, text }, [...new Set(choices)], likely)
  }
}

const LONGEST_HOST_LINE = 90
const MOST_HOST_LINES = 4

/** Who receives stands at the end of such notes, in a line for each of its languages. */
function withHost(pieces: readonly Placed[], questions: Questions): readonly Placed[] {
  if (pieces.some(({ part }) => part === 'host')) return pieces
  let begin = pieces.length
  while (begin > 0 && isHostLine(pieces[begin - 1])) begin -= 1
  const lines = pieces.slice(begin).filter(({ kind }) => kind === 'paragraph')
  const [first] = lines
  if (first === undefined || lines.length > MOST_HOST_LINES || begin === 0) return pieces
  const text = lines.map((line) => line.text).join('\n')
  const part = questions.ask({ code: 'host', id: first.id, at: first.at, text }, ['host', 'closing', 'leftover'], 'host')
  return [...pieces.slice(0, begin), { ...first, text, part }, ...pieces.slice(begin).filter(({ kind }) => kind === 'page-mark')]
}

const isHostLine = (piece: Placed | undefined): boolean =>
  piece !== undefined &&
  (piece.kind === 'page-mark' || (piece.kind === 'paragraph' && piece.text.length <= LONGEST_HOST_LINE && !endsSentence(piece.text)))

/** A note may end with a welcome that stands under the last heading and does not belong to it. */
function withClosing(pieces: readonly Placed[], questions: Questions): readonly Placed[] {
  if (pieces.some(({ part }) => part === 'closing')) return pieces
  const at = pieces.findLastIndex(({ part, kind }) => part !== 'host' && part !== 'leftover' && kind !== 'page-mark')
  const last = pieces[at]
  if (last === undefined || last.kind !== 'paragraph' || last.part === 'title' || last.part === 'questions' || !welcomes(last.text))
    return pieces
  const part = questions.ask({ code: 'closing', id: last.id, at: last.at, text: last.text }, ['closing', last.part], 'closing')
  return pieces.with(at, { ...last, part })
}
