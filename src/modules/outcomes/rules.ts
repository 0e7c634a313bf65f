import { directionOfText } from '#documents'
import type { Cited, Sentence, Translator } from './tables.ts'

type SayData = Readonly<Record<string, string | number>>

/** The hub's sentences in the language of a document, which need not be the reader's. It comes in from where languages are known. */
export type Voice = {
  (key: string, data?: SayData): string
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  share(value: number): string
  day(at: Date, zone: string): string
  moment(at: Date, zone: string): string
  hour(at: Date, zone: string): string
  language(code: string): string
  list(words: readonly string[]): string
}
/** `dir` is of the language that was asked for, also where the hub does not speak it and says its own words in English. */
export type VoiceIn = (language: string) => Voice

export const LONGEST = { text: 6000, heading: 400, title: 240, reservation: 4000, name: 120 } as const
/** Of one part; a part that is longer is two. */
export const MOST_SENTENCES = 200
export const MOST_SECTIONS = 300
export const MOST_SOURCES = 40
/** So many days before the last one a body that was asked and said nothing is reminded. */
export const DUE_DAYS = 14

export const CHOICES = ['endorsed', 'reserved', 'not-endorsed'] as const
export const FORMS = ['pdf', 'docx', 'json'] as const
/** What bodies keep to in their reservations. */
export const KEEPS = ['on-topic', 'no-personal-data', 'no-attack'] as const
const LAW = 'law'
export const isRule = (code: string): boolean => code === LAW || KEEPS.some((rule) => rule === code)

export const TRANSLATORS = ['person', 'machine'] as const satisfies readonly Translator[]

/** Sorts of sources in the order in which a report tells them; what a recommendation brings with it comes beside it. */
export const TOLD = ['intervention', 'extract', 'question', 'table', 'idea', 'statement', 'recommendation'] as const
export const WITH_RECOMMENDATION = ['minority', 'youth-reading', 'answer'] as const
/** What this room hands over itself: a report does not quote outcomes. */
export const OWN_SORTS = ['programme', 'article'] as const
/** Made of the outcome, and later than it. */
const LATER = ['commitment', 'action-report', 'practice'] as const

const NAMED: readonly string[] = [...TOLD, ...WITH_RECOMMENDATION, ...OWN_SORTS, 'commitment', 'practice']
/** The name of a sort of source; one that this room does not know is a contribution. */
export const sortInWords = (say: (key: string, data?: SayData) => string, sort: string): string =>
  say('outcome.sort', { sort: sort === 'youth-reading' ? 'youth' : NAMED.includes(sort) ? sort : 'other' })

/** The same as the heading of a part in which there may be several. */
export const sortsInWords = (say: (key: string, data?: SayData) => string, sort: string): string =>
  say('outcome.sorts', { sort: TOLD.some((one) => one === sort) ? sort : 'other' })

export const isTold = (sort: string): boolean => ![...WITH_RECOMMENDATION, ...OWN_SORTS, ...LATER].some((other) => other === sort)

/** A source as it is now; null: there is none any more. */
type Now = { readonly version: number; readonly state: 'standing' | 'withdrawn' } | undefined
export type Find = (source: Pick<Cited, 'sort' | 'id'>) => Now

/** One text for each source, as everywhere. */
export const sourceKey = ({ sort, id }: Pick<Cited, 'sort' | 'id'>): string => `${sort}:${id}`

/** By what was read of all of them at once. */
export const findIn =
  (found: ReadonlyMap<string, NonNullable<Now>>): Find =>
  (source) =>
    found.get(sourceKey(source))

export type Standing = 'standing' | 'changed' | 'withdrawn'

export function standingOf(sources: readonly Cited[], find: Find): Standing {
  const now = sources.map((source) => ({ seen: source.version, found: find(source) }))
  if (now.some(({ found }) => found === undefined || found.state === 'withdrawn')) return 'withdrawn'
  return now.some(({ seen, found }) => found?.version !== seen) ? 'changed' : 'standing'
}

/** Without the words that were made of a source that was withdrawn: they are gone for editors too. What an editor wrote themselves stays. */
export const cleared = (sentences: readonly Sentence[], find: Find): readonly Sentence[] =>
  sentences.map((one) => (isCleared(one, find) ? { ...one, text: '' } : one))

const isCleared = (one: Sentence, find: Find): boolean =>
  one.key !== null && one.text !== '' && one.sources.some((source) => find(source)?.state === 'withdrawn')

type Compiled = { readonly fresh: readonly Sentence[]; readonly dropped: readonly string[] }

/**
 * The hub's own sentences are made anew, in the place where they stand; what an editor changed or wrote stays as it is, and is asked about where its source
 * changed; what an editor removed does not come back. New ones come last.
 */
export function merged(existing: readonly Sentence[], { fresh, dropped }: Compiled): readonly Sentence[] {
  const anew = new Map(fresh.map((one) => [one.key, one]))
  const kept = existing.flatMap((one): Sentence[] => {
    if (one.by === 'editor' || one.key === null) return [one]
    const now = anew.get(one.key)
    return now === undefined ? [] : [{ ...now, id: one.id }]
  })
  const there = new Set(existing.map(({ key }) => key))
  return [...kept, ...fresh.filter(({ key }) => key !== null && !there.has(key) && !dropped.includes(key))]
}

export type Stood = Sentence & { readonly standing: Standing }

export const stood = (sentences: readonly Sentence[], find: Find): readonly Stood[] =>
  sentences.map((one) => ({ ...one, standing: standingOf(one.sources, find) }))

export type Counts = {
  readonly sentences: number
  /** Without words, and not for a withdrawal. */
  readonly empty: number
  readonly withdrawn: number
  readonly changed: number
  /** Of the editor's own. */
  readonly own: number
}

/** What waits among these sentences, for whoever edits them. */
export function countsOf(sentences: readonly Sentence[], find: Find): Counts {
  const all = stood(sentences, find)
  const counted = (is: (one: Stood) => boolean): number => all.filter(is).length
  return {
    sentences: all.length,
    empty: counted(({ text, standing }) => text === '' && standing !== 'withdrawn'),
    withdrawn: counted(({ standing }) => standing === 'withdrawn'),
    changed: counted(({ standing }) => standing === 'changed'),
    own: counted(({ sources }) => sources.length === 0),
  }
}

const tongueOf = (tag: string): string => tag.split('-')[0] ?? tag

/** What an editor wrote and nobody has put into the language of this translation yet; quotations stay as they were said. */
export const isUntranslated = (
  { by, quote, text, language }: Pick<Sentence, 'by' | 'quote' | 'text' | 'language'>,
  into: string,
): boolean => by === 'editor' && !quote && text !== '' && tongueOf(language) !== tongueOf(into)

/** How many sentences of a translation still stand in another language, because nobody has translated them. */
export const untranslatedIn = (
  sections: readonly { readonly sentences: readonly Sentence[] }[],
  { language, original }: { readonly language: string; readonly original: boolean },
): number => (original ? 0 : sections.flatMap(({ sentences }) => sentences).filter((one) => isUntranslated(one, language)).length)

export type Written = {
  readonly id: string | null
  readonly text: string
  readonly language: string
  readonly sources: readonly Pick<Cited, 'sort' | 'id'>[]
  /** The editor has looked at what became of its sources. */
  readonly seen: boolean
}

type Rewritten = { readonly sentences: readonly Sentence[]; readonly dropped: readonly string[] }

/**
 * What an editor sends for a whole part. A sentence that comes back as it was stays the hub's; one that was changed is the editor's from then on, and a quotation
 * that was changed is none any more. An empty line within a text makes two sentences of it.
 */
export function rewritten(
  before: { readonly sentences: readonly Sentence[]; readonly dropped: readonly string[] },
  asked: readonly Written[],
  { find, uuid }: { readonly find: Find; readonly uuid: () => string },
): Rewritten {
  const known = new Map(before.sentences.map((one) => [one.id, one]))
  const sentences = asked.flatMap((one) => written(known.get(one.id ?? ''), one, { find, uuid }))
  const left = new Set(sentences.map(({ key }) => key))
  const gone = before.sentences.flatMap(({ key }) => (key === null || left.has(key) ? [] : [key]))
  return { sentences, dropped: [...new Set([...before.dropped, ...gone])] }
}

function written(
  before: Sentence | undefined,
  { text, language, sources, seen }: Written,
  { find, uuid }: { readonly find: Find; readonly uuid: () => string },
): Sentence[] {
  const held = new Map(before?.sources.map((one) => [`${one.sort}:${one.id}`, one.version]))
  const cited = sources.map(({ sort, id }) => {
    const now = find({ sort, id })?.version ?? 0
    return { sort, id, version: seen ? now : (held.get(`${sort}:${id}`) ?? now) }
  })
  const parts = text.split(PARTING).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
  const same = before !== undefined && before.text === text && before.language === language && sameSources(before.sources, cited)
  if (same) return [{ ...before, sources: cited }]
  const worded = before !== undefined && before.text === text && before.language === language
  // A text that was emptied is a sentence that was taken out.
  return parts.map((part, at) => ({
    ...{ id: at === 0 && before !== undefined ? before.id : uuid(), text: part, language, by: 'editor' },
    ...{ quote: worded && before.quote && cited.length > 0, key: before?.key ?? null, sources: cited },
  }))
}

const PARTING = /\n[^\S\n]*\n/

const sameSources = (a: readonly Cited[], b: readonly Cited[]): boolean =>
  a.length === b.length && a.every(({ sort, id }) => b.some((one) => one.sort === sort && one.id === id))

const MARKS: Readonly<Record<string, readonly [string, string]>> = { fr: ['«\u00a0', '\u00a0»'], ar: ['«', '»'] }

/** Somebody's words between the marks of their language, with their name before them where it is told. */
export function quoted({ text, language }: Pick<Sentence, 'text' | 'language'>, speaker: string | null): string {
  const [open, close] = MARKS[language.split('-')[0] ?? ''] ?? ['“', '”']
  // Lines that were written under one another are not read as one sentence.
  const said = `${open}${text.trim().replaceAll(/\s*\n\s*/g, ' / ')}${close}`
  if (speaker === null) return said
  return `${isolated(speaker, directionOfText(text, 'ltr'))}${language.startsWith('fr') ? '\u00a0' : ''}: ${said}`
}

/** A name that is written the other way round than the sentence is kept together. */
export const isolated = (name: string, around: 'ltr' | 'rtl'): string =>
  directionOfText(name, around) === around ? name : `\u2068${name}\u2069`

type Said = { readonly body: string; readonly sequence: number }

/** What one body said to one article, as moderators and the address of its page call it. Who in the body said so is in neither. */
export const reservationId = ({ body, sequence }: Said): string => `${body}/${sequence}`
export const reservationPath = (outcome: string, one: Said): string => `${outcome}/endorsements/${reservationId(one)}`
