import { NEAR, overlap, wordsOf } from '#lookalike'
import type { Source } from '../../core/citable.ts'
import type { AnswerKind, Day, RecommendationState } from './tables.ts'

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

export function standingOf(seenVersion: number, now: Pick<Source, 'version' | 'state'> | undefined): Standing {
  if (now === undefined) return seenVersion < 0 ? 'seen-withdrawn' : 'withdrawn'
  if (now.state === 'withdrawn') return seenVersion === now.version ? 'seen-withdrawn' : 'withdrawn'
  return seenVersion === now.version ? 'unchanged' : 'changed'
}

export const isStanding = ({ source }: { readonly source: Pick<Source, 'state'> | null }): boolean => source?.state === 'standing'

/** What the rapporteur has to look at. */
export const isChanged = ({ standing }: { readonly standing: Standing }): boolean => standing === 'changed' || standing === 'withdrawn'

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

/** What those who write here keep to. */
const RULES = ['on-topic', 'no-personal-data', 'no-attack', 'no-advert'] as const

export const LAW = 'law'
export const isRule = (code: string): boolean => code === LAW || RULES.some((rule) => rule === code)
