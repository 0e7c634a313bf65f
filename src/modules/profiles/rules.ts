import { isCountry } from '#countries'
import { AUDIENCES, FACETS, type Audience, type Facet } from './tables.ts'

/** Who looks, as far as it decides what they see. */
export type Relation = {
  /** An identity of the very account that looks. */
  readonly own: boolean
  /** The identity hides from them. */
  readonly hidden: boolean
  /** They hold an office in a body that speaks for a state, under whatever identity. */
  readonly government: boolean
  readonly signedIn: boolean
  /** The identity that looks and the one looked at belong to one body. */
  readonly sharesBody: boolean
}

/** Everybody who is signed out: they see what is public, and so can everybody by signing out. */
export const ANYBODY: Relation = { own: false, hidden: false, government: false, signedIn: false, sharesBody: false }

/** The one place that decides who sees what: the first line that fits counts. */
export function sees(audience: Audience, { own, hidden, government, signedIn, sharesBody }: Relation): boolean {
  if (own) return true
  if (hidden) return false
  if (audience === 'public') return true
  if (government || !signedIn) return false
  return audience === 'members' || (audience === 'groups' && sharesBody)
}

export const isWider = (audience: Audience, than: Audience): boolean => AUDIENCES.indexOf(audience) > AUDIENCES.indexOf(than)
export const narrower = (one: Audience, other: Audience): Audience => (isWider(one, other) ? other : one)

/** The widest that an identity under 18 may choose. */
export const WIDEST_UNDER_18: Audience = 'groups'
export const audiencesUpTo = (widest: Audience): readonly Audience[] => AUDIENCES.filter((one) => !isWider(one, widest))

/** How widely an identity, and what it tells, may be shown. */
export const widestOf = (under18: boolean): Audience => (under18 ? WIDEST_UNDER_18 : 'public')
export const widestFacet = (under18: boolean, audience: Audience): Audience => (under18 ? 'nobody' : audience)

/** What an identity can tell: where the young live is kept by nobody here, not even under a seal. */
export const facetsFor = (under18: boolean): readonly Facet[] => FACETS.filter((facet) => !under18 || facet !== 'residence')

export type Told = { readonly facet: Facet; readonly audience: Audience; readonly values: readonly string[] }
export type HeldOffice = { readonly slug: string; readonly body: string; readonly language: string; readonly roles: readonly string[] }

/** All that is known of an identity, before somebody looks. */
export type WholeCard = {
  readonly person: string
  readonly name: string
  readonly audience: Audience
  readonly facets: readonly Told[]
  /** Public by their nature: the pages of the bodies name them in any case. */
  readonly offices: readonly HeldOffice[]
}

export type Card = Omit<WholeCard, 'audience' | 'facets'> & { readonly facets: readonly Omit<Told, 'audience'>[] }

/** What somebody sees of an identity; null: to them there is none. Every card that is shown comes from here. */
export function cardFor({ audience, facets, ...card }: WholeCard, relation: Relation): Card | null {
  if (!sees(audience, relation)) return null
  const shown = facets.filter((told) => sees(narrower(told.audience, audience), relation))
  return { ...card, facets: shown.map(({ facet, values }) => ({ facet, values })) }
}

/** The words of the consents are counted: whoever changes one of them in any language gives them the next number. */
export const CONSENT_VERSION = '1'

/** What can tell of origin, faith or opinion (article 9 of the GDPR), so that the words agreed to say it. */
export const SPECIAL: readonly Facet[] = ['origins', 'languages', 'generation', 'interests']

export const GENERATIONS = ['moved', 'children', 'grandchildren', 'otherwise'] as const
const ONE_VALUE: readonly Facet[] = ['residence', 'generation']
export const mostValues = (facet: Facet): number => (ONE_VALUE.includes(facet) ? 1 : 10)
export const MOST_LETTERS = 60

/** Languages of many diasporas that have three letters only. */
const THREE_LETTERS =
  `aii bal ber bho bin cdo ceb ckb cnh csb dag din doi dyu ewo fil fuv gan hak hbo hil hmn hsn ilo kab kbp kha kmb kmr kri kru lua lus
  luo mad mag mai mag men mfe min mni mos mtr myv nan nds nso nus nyn pag pam pap rif rom rup sat scn sco shi shn sid snk srr srn sus swc syl
  syr tem tig tiv tpi tum tzm umb vai vec vmw war wal wuu yue zgh zza`.split(/\s+/)
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('')
const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** What the form offers: BCP 47 has more, and the API takes any well-formed tag that has a name. */
export const LANGUAGES: readonly string[] = [
  ...new Set([...LETTERS.flatMap((first) => LETTERS.map((second) => first + second)), ...THREE_LETTERS]),
].filter(isLanguage)

function isLanguage(tag: string): boolean {
  const wellFormed = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/.test(tag) && !/^(und|mul|mis|zxx)\b/.test(tag)
  return wellFormed && Intl.getCanonicalLocales(tag)[0] === tag && english.of(tag) !== undefined
}

/** Years from one to another are no number of anybody. */
const SPAN_OF_YEARS = /(?<!\d)(1[89]|20)\d\d\s?[-–—]\s?(1[89]|20)\d\d(?!\d)/g
const ADDRESS = /\S@\S/
/** Six figures and more, however they are parted: a phone, a day of birth, a number of papers. */
const FIGURES = /\d(?:[\s.,\-–—/()+]*\d){5,}/
const LETTERS_AND_FIGURES = /[\p{L}\d]*\d[\p{L}\d]*/gu

/** The figures of every script as 0 to 9: the ten of a script stand in a row. */
const plainFigures = (text: string): string =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (figure) => {
    let zero = figure.codePointAt(0) ?? 0
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && (figure.codePointAt(0) ?? 0) - zero < 9) zero -= 1
    return String((figure.codePointAt(0) ?? 0) - zero)
  })

/** What nobody should leave in a free text, by the sentence that says so; null: it may stay. */
export function privateIn(text: string): 'field.private-number' | 'field.private-address' | null {
  const plain = plainFigures(text).replace(SPAN_OF_YEARS, '')
  if (ADDRESS.test(plain)) return 'field.private-address'
  const mixed = [...plain.matchAll(LETTERS_AND_FIGURES)].some(([word]) => word.replace(/\D/g, '').length >= 6)
  return FIGURES.test(plain) || mixed ? 'field.private-number' : null
}

/** What is wrong with a value, as the key of a sentence; null: nothing. */
export function valueFault(facet: Facet, value: string): string | null {
  switch (facet) {
    case 'origins':
    case 'residence':
      return isCountry(value) ? null : 'field.not-a-country'
    case 'languages':
      return isLanguage(value) ? null : 'field.not-a-language'
    case 'generation':
      return GENERATIONS.some((one) => one === value) ? null : 'field.invalid'
    case 'fields':
    case 'interests':
      return privateIn(value)
  }
}

/** Far more than somebody needs who is in danger, and an end for a program. */
export const MOST_HIDINGS = 200
