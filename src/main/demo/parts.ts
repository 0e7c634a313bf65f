/** One statement of a demonstration, with what each camp of invented people thinks of it. */
export type Line = {
  readonly language: 'fr' | 'en' | 'ar'
  readonly text: string
  /** The guiding question that it belongs to. */
  readonly question?: number
  /** How many in a hundred of each camp agree, among those who do not pass; in the order of the camps. */
  readonly agree: readonly number[]
  /** How many in a hundred pass, over what a person passes anyway. */
  readonly pass?: number
}

type Fate =
  | { readonly is: 'published'; readonly meta?: boolean }
  | { readonly is: 'waiting' }
  | { readonly is: 'declined'; readonly rule: string; readonly note: string }

/** A statement that a participant adds on that day of the dialogue (0 is the first), and what becomes of it the next morning. */
export type LateLine = Line & { readonly day: number; readonly camp: number; readonly fate: Fate }

export type Words = {
  readonly language: 'fr' | 'en' | 'ar'
  readonly title: string
  readonly summary: string
  readonly background: string
  readonly questions: readonly string[]
}

/** In Markdown; `{+40}` and `{-15}` stand for the date so many days from today. */
export type Answer = { readonly language: 'fr' | 'en' | 'ar'; readonly text: string }

/** Days count from today: -12 is twelve days ago. */
type Calendar = {
  readonly written: number
  readonly published: number
  readonly opens: number
  readonly closes: number
  readonly answerBy: number
  readonly answered?: number
}

export type DemoDialogue = {
  readonly body: string
  /** The first is the language it was written in. */
  readonly words: readonly [Words, ...Words[]]
  readonly languages: readonly string[]
  readonly calendar: Calendar
  readonly draft?: true
  readonly mayAdd: boolean
  readonly moderation: 'before' | 'after'
  /** In the first language: written by the convener with the draft. */
  readonly seeds: readonly Line[]
  readonly added: readonly LateLine[]
  readonly crowd?: Crowd
  readonly answers?: readonly Answer[]
}

export type Crowd = {
  readonly seed: number
  readonly people: number
  /** Out of a hundred people, how many are in each camp. */
  readonly camps: readonly number[]
  /** How many come on each day, relative to the other days. */
  readonly days: readonly number[]
  /** How much they answer, 1 being the usual. */
  readonly appetite?: number
}

export type DemoBody = {
  readonly slug: string
  readonly kind: string
  readonly texts: readonly { readonly language: string; readonly name: string; readonly summary: string }[]
  readonly officers: readonly {
    readonly email: string
    readonly name: string
    readonly language: 'fr' | 'en'
    readonly roles: readonly ('steward' | 'convener' | 'moderator')[]
  }[]
}
