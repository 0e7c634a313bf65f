import { blocksOf } from './blocks.ts'
import { linesOf, unreadable, type UnreadableCode } from './clean.ts'
import { Questions, type Decided, type Part, type Piece, type Uncertainty } from './parts.ts'
import { piecesOf } from './pieces.ts'
import { place } from './place.ts'
import { eventNamed, languageOf, sessionLabel, withoutLabel, type Language } from './words.ts'

/** A subject of the context; null: what comes before the first. */
export type Section = { readonly heading: string | null; readonly text: string }

/** Texts are Markdown: paragraphs parted by an empty line, lists and headings marked. */
export type BriefingNote = {
  /** Null: none of the three that are known. */
  readonly language: Language | null
  readonly title: string
  /** The lines that name the meeting. */
  readonly event: string
  /** The meeting by itself, without "Briefing note for"; empty where no line names it. */
  readonly eventName: string
  readonly sessionNumber: number | null
  readonly overview: string
  readonly context: readonly Section[]
  readonly scope: string
  /** The sentence before the questions. */
  readonly lead: string
  readonly guidingQuestions: readonly string[]
  readonly method: string
  readonly closing: string
  /** A line for each name. */
  readonly host: string
  readonly uncertainties: readonly Uncertainty[]
  /** What found no place: numbers and heads of pages, and what somebody moved there. */
  readonly leftovers: readonly string[]
  /** All of the text, in its order, each with its place. */
  readonly pieces: readonly Piece[]
}

export type ReadNote = { readonly ok: true; readonly note: BriefingNote } | { readonly ok: false; readonly code: UnreadableCode }

/** Reads a note as somebody wrote or converted it. `decided`: answers to the uncertainties of an earlier reading of the same text. */
export function readBriefingNote(text: string, decided: Decided = {}): ReadNote {
  const code = unreadable(text)
  if (code !== null) return { ok: false, code }
  const questions = new Questions(decided)
  const language = languageAsked(text, questions)
  const pieces = place(piecesOf(blocksOf(linesOf(text), questions), questions), questions)
  const of = (part: Part) => pieces.filter((piece) => piece.part === part)
  const markdown = (part: Part) => asMarkdown(withoutName(of(part), part))
  const titles = titleOf(of('title'), of('event'), questions)
  const event = of('event')
    .map((piece) => piece.text)
    .join(' – ')
  return {
    ok: true,
    note: {
      language,
      ...titles,
      event,
      eventName: eventNamed(event),
      overview: markdown('overview'),
      context: sectionsOf(withoutName(of('context'), 'context')),
      scope: markdown('scope'),
      lead: markdown('lead'),
      guidingQuestions: withoutName(of('questions'), 'questions').map((piece) => piece.text),
      method: markdown('method'),
      closing: markdown('closing'),
      host: withoutName(of('host'), 'host')
        .map((piece) => piece.text)
        .join('\n'),
      uncertainties: questions.inOrder(),
      leftovers: of('leftover').map((piece) => piece.text),
      pieces,
    },
  }
}

function languageAsked(text: string, questions: Questions): Language | null {
  const { language, sure } = languageOf(text)
  if (sure && questions.decided('language-note') === undefined) return language
  const excerpt = text.trim().slice(0, 80).replaceAll(/\s+/g, ' ')
  const answer = questions.ask({ code: 'language', id: 'note', at: 1, text: excerpt }, ['fr', 'en', 'ar', 'other'], language ?? 'other')
  return answer === 'other' ? null : answer
}

function titleOf(titles: readonly Piece[], events: readonly Piece[], questions: Questions): Pick<BriefingNote, 'title' | 'sessionNumber'> {
  const labelled = [...titles, ...events].find(({ text }) => sessionLabel(text) !== null)
  const label = labelled === undefined ? null : sessionLabel(labelled.text)
  const whole = titles.map(({ text }) => text).join(' – ')
  if (labelled === undefined || label === null) return { title: whole, sessionNumber: null }
  const about = { code: 'session-number', id: labelled.id, at: labelled.at, text: labelled.text } as const
  const is = label.sure || questions.ask(about, ['yes', 'no'], 'yes') === 'yes'
  if (!is) return { title: whole, sessionNumber: null }
  const without = titles.map((piece) => (piece === labelled ? withoutLabel(piece.text) : piece.text)).filter((text) => text !== '')
  return { title: without.join(' – '), sessionNumber: label.number }
}

/** Without the heading that only says what part this is. */
function withoutName(pieces: readonly Piece[], part: Part): readonly Piece[] {
  const name = pieces.find(({ kind, names }) => kind === 'heading' && names === part)
  return pieces.filter((piece) => piece !== name)
}

function sectionsOf(pieces: readonly Piece[]): readonly Section[] {
  const starts = pieces.flatMap(({ kind }, index) => (kind === 'heading' || index === 0 ? [index] : []))
  return starts.map((start, index): Section => {
    const [first, ...rest] = pieces.slice(start, starts[index + 1])
    if (first?.kind === 'heading') return { heading: first.text, text: asMarkdown(rest) }
    return { heading: null, text: asMarkdown(first === undefined ? rest : [first, ...rest]) }
  })
}

/** The context as one text, its subjects as headings. */
export function contextAsMarkdown(sections: readonly Section[]): string {
  return sections
    .flatMap(({ heading, text }) => [...(heading === null ? [] : [`### ${heading}`]), text])
    .filter((text) => text !== '')
    .join('\n\n')
}

const NUMBERED = /^\(?(\p{Nd}{1,2})[.)]/u

function asMarkdown(pieces: readonly Piece[]): string {
  let text = ''
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1]
    const gap = before === undefined ? '' : before.kind === 'item' && piece.kind === 'item' ? '\n' : '\n\n'
    text += `${gap}${written(piece)}`
  }
  return text
}

function written({ kind, marker, text }: Piece): string {
  if (kind === 'heading') return `### ${text}`
  if (kind === 'paragraph') return text
  return NUMBERED.test(marker) ? `${marker.replaceAll(/[()]/g, '').replace(/\.?$/, '.')} ${text}` : `- ${text}`
}
