import { NEAR, overlap, wordsOf } from '#lookalike'
import type { Source } from '../../core/citable.ts'
import type { AnsweredPart, AnswerKind, ChangeField, Day, Office, RecommendationState, Translator } from './tables.ts'

export const SDGS: readonly number[] = Array.from({ length: 17 }, (_, index) => index + 1)
export const GCM: readonly number[] = Array.from({ length: 23 }, (_, index) => index + 1)

/** A vote of fewer people would tell how single ones voted: with less than this it decides nothing, and its counts are not shown. */
export const LEAST_QUORUM = 10
/** A count of people below this is said in words. */
const LEAST_SHOWN = 10
export const shownCount = (count: number): number | null => (count >= LEAST_SHOWN ? count : null)

/** So many days before its day an addressee hears that an answer is due. */
export const DUE_DAYS = 14

type Days = { readonly state: RecommendationState; readonly answerBy: Day }

/** Asked, and no answer though its day is over. */
export const isSilent = ({ state, answerBy }: Days, today: Day): boolean => state === 'put' && today > answerBy

/** What everybody may read: what was proposed once, unless moderation hid it. */
export const isPublic = ({ proposedAt, hiddenFor }: { readonly proposedAt: Date | null; readonly hiddenFor: string | null }): boolean =>
  proposedAt !== null && hiddenFor === null

/** What can be followed, found and shared: not what was taken back, which stands on its own page alone. */
export const isPublished = (one: Parameters<typeof isPublic>[0] & { readonly state: RecommendationState }): boolean =>
  isPublic(one) && one.state !== 'withdrawn'

/** Nothing of a session is public before it is announced. */
export const isAnnounced = ({ state, editionState }: { readonly state: string; readonly editionState: string }): boolean =>
  state !== 'draft' && editionState !== 'draft'

export type Status = RecommendationState | 'silent' | AnswerKind

/** What is told of it in one word: an answer by what it says, and silence from the day after the date. */
export function statusOf(recommendation: Days & { readonly answer: AnswerKind | null }, today: Day): Status {
  if (recommendation.state === 'answered' && recommendation.answer !== null) return recommendation.answer
  return isSilent(recommendation, today) ? 'silent' : recommendation.state
}

export const STATUSES = [
  ...['silent', 'put', 'accepted', 'partly', 'refused', 'proposed', 'adopted', 'not-adopted', 'withdrawn', 'draft'],
] as const satisfies readonly string[]

export type Count = { readonly for: number; readonly against: number; readonly abstain: number }

export const ballotsIn = (count: Count): number => count.for + count.against + count.abstain

/** Enough people voted, and more were for it than against it; those who abstained count towards the quorum alone. */
export const isCarried = (count: Count, quorum: number): boolean => ballotsIn(count) >= quorum && count.for > count.against

/** With fewer ballots than the quorum they decide nothing and would tell who: then nobody reads them. */
export const votesShown = ({ count, quorum }: { readonly count: Count | null; readonly quorum: number | null }): Count | null =>
  count !== null && quorum !== null && ballotsIn(count) >= quorum ? count : null

/** How a source stands to what the rapporteur saw of it last. */
export type Standing = 'unchanged' | 'changed' | 'withdrawn' | 'seen-withdrawn'

/** Seen as withdrawn. Not every room counts a withdrawal among the versions of what it hands over, so none of them says this. */
export const SEEN_GONE = -1

export function standingOf(seenVersion: number, now: Pick<Source, 'version' | 'state'> | undefined): Standing {
  if (now === undefined || now.state === 'withdrawn') return seenVersion === SEEN_GONE ? 'seen-withdrawn' : 'withdrawn'
  return seenVersion === now.version ? 'unchanged' : 'changed'
}

export const isStanding = ({ source }: { readonly source: Pick<Source, 'state'> | null }): boolean => source?.state === 'standing'

/** What the rapporteur has to look at. */
export const isChanged = ({ standing }: { readonly standing: Standing }): boolean => standing === 'changed' || standing === 'withdrawn'

/** What can be changed beside the wording, in the order of the record. */
export const CHANGE_FIELDS = ['addressee', 'act_by', 'answer_by', 'question', 'goals', 'sources'] as const satisfies readonly ChangeField[]

export const pathOf = (id: string): string => `/recommendations/${id}`

/** Texts that say nearly the same, as a help: those that are near one another directly or over others. Each group keeps the order given. */
export function nearGroups<Text extends { readonly text: string }>(texts: readonly Text[]): readonly (readonly Text[])[] {
  const words = texts.map(({ text }) => wordsOf(text))
  const groupOf = texts.map((_, index) => index)
  for (let i = 0; i < texts.length; i += 1)
    for (let j = 0; j < i; j += 1) {
      const [mine, other] = [groupOf[i], groupOf[j]]
      if (mine === other || mine === undefined || other === undefined) continue
      if (overlap(words[i] ?? new Set(), words[j] ?? new Set()) < NEAR) continue
      for (const [index, group] of groupOf.entries()) if (group === mine) groupOf[index] = other
    }
  const groups = Map.groupBy(texts.entries(), ([index]) => groupOf[index])
  return [...groups.values()].map((own) => own.map(([, text]) => text)).filter((own) => own.length > 1)
}

/** What the opinion groups of a dialogue agree on most: by the group that agrees least. What has no groups is left out. */
export function crossingGroups<One extends Pick<Source, 'agreement'>>(sources: readonly One[]): readonly One[] {
  const least = ({ agreement }: One): number => Math.min(...(agreement?.groups ?? []).map(({ agree }) => agree))
  return sources.filter(({ agreement }) => (agreement?.groups.length ?? 0) > 1).toSorted((a, b) => least(b) - least(a))
}

/** So many days has an addressee to answer what was drafted by one press, until the rapporteur says another day. */
export const DAYS_TO_ANSWER = 90

/** A title for words that have none: their beginning, by whole words. */
export function titleFrom(text: string, most = 80): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const letters = [...line]
  if (letters.length <= most) return line.replace(/[.。؛;,:]$/u, '')
  const words = letters.slice(0, most).join('').split(' ')
  return `${(words.length > 1 ? words.slice(0, -1) : words).join(' ')}…`
}

/** What those who write here keep to. */
const RULES = ['on-topic', 'no-personal-data', 'no-attack', 'no-advert'] as const

export const LAW = 'law'
export const isRule = (code: string): boolean => code === LAW || RULES.some((rule) => rule === code)

/**
 * A part of a recommendation that is translated as one: `wording` (title, text, call), `youth`, `step/<position>` (a reason), `answer`
 * (its reason, then part and reason of each part), `minority/<id>`.
 */
export type Piece = {
  readonly piece: string
  readonly version: number
  readonly language: string
  readonly words: readonly string[]
}

export type Translation = {
  readonly piece: string
  readonly language: string
  readonly follows: number
  readonly words: readonly string[]
  readonly translator: Translator
  /** As whoever translated it wrote it; may be empty. */
  readonly name: string
  /** By which it was written down. */
  readonly office: Office
}

type Versioned = { readonly version: number; readonly language: string }
type Words = { readonly title: string; readonly text: string; readonly call: string }
type Answered = { readonly reason: string; readonly parts: readonly Pick<AnsweredPart, 'part' | 'reason'>[] }

export const stepPiece = (position: number): string => `step/${position}`
export const minorityPiece = (id: string): string => `minority/${id}`

export const wordingPiece = ({ version, language, title, text, call }: Versioned & Words): Piece => ({
  ...{ piece: 'wording', version, language, words: [title, text, call] },
})

/** What was given as the answer, or said by a step, is never changed: a new one is another. */
export const answerPiece = ({ version, language, reason, parts }: Versioned & Answered): Piece => ({
  ...{ piece: 'answer', version, language, words: [reason, ...parts.flatMap((one) => [one.part, one.reason])] },
})

/** A part as somebody reads it; `of` null: as it was written. */
export type Read = {
  readonly words: readonly string[]
  readonly language: string
  readonly of: (Pick<Translation, 'translator' | 'name'> & { readonly original: string; readonly behind: boolean }) | null
}

/** In the language that is wanted where somebody translated it, else as it was written. */
export function readIn(piece: Piece, translations: readonly Translation[], wanted: string): Read {
  const found = translations.find((one) => one.piece === piece.piece && one.language === wanted)
  // What was answered anew in more or fewer parts is not the same text any more.
  if (piece.language === wanted || found === undefined || found.words.length !== piece.words.length)
    return { words: piece.words, language: piece.language, of: null }
  const { translator, name, follows, words } = found
  return { words, language: wanted, of: { translator, name, original: piece.language, behind: follows !== piece.version } }
}

const MOST_IN_TITLE = 240

/** Each of its words has one in the translation, and none is added. */
export const fits = (piece: Piece, words: readonly string[]): boolean =>
  words.length === piece.words.length &&
  words.every((word, at) => (word === '') === (piece.words[at] === '')) &&
  (piece.piece !== 'wording' || (words[0] ?? '').length <= MOST_IN_TITLE)
