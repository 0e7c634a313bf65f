/** From blocks to pieces that are not placed yet: what page breaks cut comes together, headings are told from paragraphs. */
import { endsSentence, LONGEST_HEADING, runInHeading, type Block } from './blocks.ts'
import type { Questions } from './parts.ts'
import { endsOpen, namesEvent, partNamed, plain, sessionLabel } from './words.ts'

export type Unplaced = {
  readonly id: string
  readonly at: number
  readonly kind: 'heading' | 'paragraph' | 'item' | 'page-mark'
  readonly marker: string
  readonly text: string
  readonly names: ReturnType<typeof partNamed>
  readonly tight: boolean
  /** A heading with its text on the same line: in the lines of a title it opens no part. */
  readonly runIn: boolean
}

export function piecesOf(blocks: readonly Block[], questions: Questions): Unplaced[] {
  return splitRunIn(withHeadings(joinedOverPages(withRepeatsMarked(blocks), questions), questions))
}

const SHORTEST_REPEATED = 4

/** The number of a page on the line of its head: "3 | Briefing note". */
const PAGE_BESIDE = /^\p{Nd}{1,3}[\s\u00a0]*[|·•–—/-][\s\u00a0]*(?=\p{L})|(?<=\p{L})[\s\u00a0]*[|·•–—/-][\s\u00a0]*\p{Nd}{1,3}$/u

/** A line that comes again on the next page is that page's head. */
function withRepeatsMarked(blocks: readonly Block[]): Block[] {
  const seen = new Set<string>()
  return blocks.map((block) => {
    const key = plain(block.text.replace(PAGE_BESIDE, ''))
    const again = seen.has(key) && key.length >= SHORTEST_REPEATED && block.text.length <= LONGEST_HEADING
    seen.add(key)
    const isHead = again && block.kind === 'paragraph' && block.heading === null && !endsSentence(block.text) && !block.text.includes(':')
    return isHead ? { ...block, kind: 'page-mark' } : block
  })
}

const SHORTEST_CUT = 80

function joinedOverPages(blocks: readonly Block[], questions: Questions): Block[] {
  const joined: Block[] = []
  /** Where in `joined` the last block of text is: page numbers may stand between the halves. */
  let last = -1
  for (const block of blocks) {
    const before = joined[last]
    if (block.kind === 'page-mark') {
      joined.push(block)
      continue
    }
    if (before !== undefined && mayContinue(before, block) && isOne(before, block, questions)) {
      joined[last] = { ...before, text: `${before.text} ${block.text}` }
      continue
    }
    joined.push(block)
    last = joined.length - 1
  }
  return joined
}

/** The end of a sentence is missing, and what follows could be it. */
function mayContinue(before: Block, block: Block): boolean {
  if (block.kind !== 'paragraph' || block.heading !== null || before.heading !== null || endsSentence(before.text)) return false
  if (sessionLabel(block.text) !== null || runInHeading(block.text) !== null) return false
  return beginsSmall(block.text) || before.text.length >= SHORTEST_CUT
}

const beginsSmall = (text: string): boolean => /^\p{Ll}/u.test(text)

function isOne(before: Block, block: Block, questions: Questions): boolean {
  const cut = beginsSmall(block.text) || endsOpen(before.text)
  // A heading under a paragraph that lacks its full stop.
  if (!cut && block.text.length < SHORTEST_CUT) return false
  const text = `… ${before.text.slice(-80).replace(/^\S* /, '')} / ${block.text.slice(0, 80).replace(/ \S*$/, '')} …`
  return questions.ask({ code: 'joined', id: block.id, at: block.at, text }, ['one', 'two'], cut ? 'one' : 'two') === 'one'
}

function withHeadings(blocks: readonly Block[], questions: Questions): Unplaced[] {
  const inner = blocks.filter(({ kind }) => kind !== 'page-mark')
  const nextOf = new Map(inner.map((block, index) => [block.id, inner[index + 1]]))
  const headOf =
    inner.find(({ heading, text }) => heading === 'known' || text.length > LONGEST_HEADING || runInHeading(text) !== null)?.at ?? Infinity
  return blocks.map((block): Unplaced => {
    const { id, at, marker, text, tight } = block
    const plainly = { id, at, marker, text, tight, names: null, runIn: false }
    if (block.heading !== null) return { ...plainly, kind: 'heading', names: partNamed(text) }
    const looksLikeOne = at > headOf && couldHead(block, nextOf.get(id))
    if (!looksLikeOne) return { ...plainly, kind: block.kind }
    const heading = inCapitals(text) || questions.ask({ code: 'heading', id, at, text }, ['heading', 'paragraph'], 'heading') === 'heading'
    return { ...plainly, kind: heading ? 'heading' : 'paragraph' }
  })
}

const inCapitals = (text: string): boolean => /\p{Lu}{3}/u.test(text) && !/\p{Ll}/u.test(text)

/** A short line without an end, over a longer paragraph. */
function couldHead(block: Block, next: Block | undefined): boolean {
  if (block.kind !== 'paragraph' || block.text.length > LONGEST_HEADING || next === undefined || next.kind !== 'paragraph') return false
  if (endsSentence(block.text) || block.text.endsWith(',') || !/^["«“'(]?[\p{Lu}\p{Lo}\p{Nd}]/u.test(block.text)) return false
  if (block.tight && !inCapitals(block.text)) return false
  return next.heading === null && next.text.length > Math.max(block.text.length, SHORTEST_CUT)
}

function splitRunIn(pieces: readonly Unplaced[]): Unplaced[] {
  return pieces.flatMap((piece): Unplaced[] => {
    // "2. Objective: ..." is a numbered heading with its text, and no item of a list.
    const mayHead = piece.kind === 'paragraph' || (piece.kind === 'item' && /[\p{N}IVX]/u.test(piece.marker))
    const found = mayHead ? runInHeading(piece.text) : null
    if (found === null || namesEvent(found.heading)) return [piece]
    return [
      { ...piece, kind: 'heading', text: found.heading, names: partNamed(found.heading), runIn: true },
      { ...piece, id: `${piece.id}.1`, kind: 'paragraph', marker: '', text: found.rest, tight: true },
    ]
  })
}
