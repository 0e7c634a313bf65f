/** Where a paragraph of a note can go. `lead`: the sentence before the questions; `leftover`: nowhere. */
export const PARTS = [
  'event',
  'title',
  'overview',
  'context',
  'scope',
  'lead',
  'questions',
  'method',
  'closing',
  'host',
  'leftover',
] as const
export type Part = (typeof PARTS)[number]

export type PieceKind = 'heading' | 'paragraph' | 'item'

/** One paragraph, heading or list item, as the note has it. All that a text says is in exactly one piece. */
export type Piece = {
  /** Tells it from the others, however they are joined: the line on which it begins, and `.1` for what follows a heading on the same line. */
  readonly id: string
  /** The line on which it begins, from 1. */
  readonly at: number
  readonly kind: PieceKind
  /** For an item: what stood before it. */
  readonly marker: string
  readonly text: string
  /** The part that a heading announces; null: it names a subject. */
  readonly names: Part | null
  readonly part: Part
}

/** Something that could be read in another way. Whoever knows better gives the key and another choice to `readBriefingNote`. */
export type Uncertainty = {
  readonly key: string
  readonly code: UncertaintyCode
  /** The line, from 1. */
  readonly at: number
  readonly text: string
  readonly choices: readonly string[]
  readonly chosen: string
}

export type UncertaintyCode =
  | 'language'
  | 'title'
  | 'session-number'
  | 'joined'
  | 'hyphen'
  | 'heading'
  | 'part'
  | 'question'
  | 'closing'
  | 'host'

/** Answers to uncertainties by their keys, and places of pieces by `move-<id>`. */
export type Decided = Readonly<Record<string, string>>

const LONGEST_EXCERPT = 240

/** What is asked while a note is read, in the order of the text. */
export class Questions {
  readonly #decided: Decided
  readonly #asked: Uncertainty[] = []

  constructor(decided: Decided) {
    this.#decided = decided
  }

  /** The answer: what was decided, if it is one of the choices, else the first choice that is given. */
  ask<Choice extends string>(
    about: { readonly code: UncertaintyCode; readonly id: string; readonly at: number; readonly text: string },
    choices: readonly Choice[],
    likely: Choice,
  ): Choice {
    const key = `${about.code}-${about.id}`
    const chosen = choices.find((choice) => choice === this.decided(key)) ?? likely
    const text = about.text.length > LONGEST_EXCERPT ? `${about.text.slice(0, LONGEST_EXCERPT - 1).trimEnd()}…` : about.text
    this.#asked.push({ key, code: about.code, at: about.at, text, choices, chosen })
    return chosen
  }

  decided(key: string): string | undefined {
    return Object.hasOwn(this.#decided, key) ? this.#decided[key] : undefined
  }

  inOrder(): readonly Uncertainty[] {
    return this.#asked.toSorted((one, other) => one.at - other.at)
  }
}
