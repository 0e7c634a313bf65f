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

/** Somebody reports it some days after it was published; without a decision the report still waits. */
export type Reported = {
  readonly days: number
  readonly rule: string
  readonly text: string
  readonly language: 'fr' | 'en' | 'ar'
  readonly decision?: { readonly outcome: 'kept' } | { readonly outcome: 'labelled'; readonly label: string }
  /** What the moderator writes with the decision, in the language of the statement. */
  readonly facts?: string
}

/** A statement that a participant adds on that day of the dialogue (0 is the first), and what becomes of it the next morning. */
export type LateLine = Line & {
  readonly day: number
  readonly camp: number
  readonly fate: Fate
  /** Who says it by a name (the key of a person) or for a body (its address); else somebody of the crowd. */
  readonly by?: string
  readonly reported?: Reported
}

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
  /** The code of the country whose people abroad it is about. */
  readonly peopleFrom?: string
  readonly calendar: Calendar
  readonly draft?: true
  /** Everybody by the ballot box that does not know them; else anyone. */
  readonly participation?: 'hidden'
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
  /** How many in a hundred say in which country they live, and which countries, relative to one another. */
  readonly countries?: { readonly tell: number; readonly where: Readonly<Record<string, number>> }
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
    /** How many days from today the term of these offices ends. */
    readonly termInDays?: number
  }[]
  /** The address of the body that this one is a chapter of; it stands earlier in the list. */
  readonly umbrella?: string
  /** On a network that does not exist, so nobody looks there: what the body says, unchecked. */
  readonly account?: string
  /** How whoever runs the hub knows that it is what it says it is; every reader sees it. */
  readonly attested?: string
  /** Verified bodies that vouch for it; they stand earlier in the list. */
  readonly vouchedBy?: readonly string[]
}

type Audience = 'nobody' | 'groups' | 'members' | 'public'

/** A name as others see it. */
export type DemoCard = {
  readonly audience: Audience
  readonly facets?: readonly { readonly facet: string; readonly values: readonly string[]; readonly audience: Audience }[]
  /** The address of a body to which this name belongs as a member. */
  readonly memberOf?: string
  readonly hidesFromGovernments?: true
}

export type DemoPerson = DemoCard & {
  readonly email: string
  readonly name: string
  readonly language: 'fr' | 'en' | 'ar'
  /** By which statements name who says them. */
  readonly key: string
  /** A second name of the same account, which nothing public joins to the first. */
  readonly pseudonym?: DemoCard & { readonly name: string; readonly key: string }
}
