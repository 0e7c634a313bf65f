import type { CATEGORY_OF } from '../../core/reportable.ts'
import type { Day, ItemState, LinkState } from './tables.ts'

/** What an item is, in the order of the page: what somebody needs in an emergency stands first. */
export const KINDS = [
  ...(['emergency', 'contact', 'help', 'service', 'right', 'document'] as const),
  ...(['health', 'school', 'language', 'money', 'other'] as const),
] as const
export type ItemKind = (typeof KINDS)[number]
export const kindOf = (text: string): ItemKind => KINDS.find((kind) => kind === text) ?? 'other'

export const REMARK_SORTS = ['no-longer', 'wrong', 'missing'] as const
export const OWNER_OFFICES = ['steward', 'convener'] as const

export const LONGEST = { title: 120, text: 2000, telephone: 40, url: 500, words: 1000, reason: 500, csv: 200_000 } as const
export const MOST = { links: 5, forWhom: 10, origins: 5, waiting: 20, rows: 500 } as const

/** Rules for what stands on these pages, by which it can be reported. */
export const RULES = ['no-advert', 'no-attack', 'no-personal-data', 'no-deceit'] as const satisfies readonly (keyof typeof CATEGORY_OF)[]
export const HIDDEN_FOR: readonly string[] = [...RULES, 'law']

/** So many days has a steward to answer a proposal or a remark. */
export const ANSWER_DAYS = 7
/** So many days after its end an item is still shown, with the sentence that nobody has checked it. */
export const GRACE_DAYS = 60
/** A steward's desk names what ends within so many days. */
export const SOON_DAYS = 30
export const MOST_MONTHS = 12

const DAY_MS = 86_400_000

export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10)
export const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`)
export const daysAfter = (day: Day, days: number): Day => dayOf(new Date(dateOf(day).getTime() + days * DAY_MS))

/** The last day on which something that was checked that day can be good: twelve months later. */
export function lastEnd(checked: Day): Day {
  const end = dateOf(checked)
  const month = end.getUTCMonth()
  end.setUTCMonth(month + MOST_MONTHS)
  // Of the 29th of February the last day of the month.
  if (end.getUTCMonth() !== month % 12) end.setUTCDate(0)
  return dayOf(end)
}

export const isEnd = (end: Day, checked: Day): boolean => end > checked && end <= lastEnd(checked)

/** Where a published item stands on that day. */
export type Freshness = 'holds' | 'to-check' | 'expired'
export const freshness = (expiresOn: Day | null, today: Day): Freshness =>
  expiresOn !== null && today <= expiresOn
    ? 'holds'
    : expiresOn !== null && today <= daysAfter(expiresOn, GRACE_DAYS)
      ? 'to-check'
      : 'expired'

export const isOverdue = (answerBy: Day, today: Day): boolean => today > answerBy
export const endsSoon = (expiresOn: Day, today: Day): boolean => expiresOn <= daysAfter(today, SOON_DAYS)

/** What a page shows: published, and not longer past its end than the days of grace. */
export const isShown = (item: { readonly state: ItemState; readonly expires_on: Day | null }, today: Day): boolean =>
  item.state === 'published' && freshness(item.expires_on, today) !== 'expired'

/** Each link is asked for once a week; one that failed, three days later. */
const WEEK_MS = 7 * DAY_MS
export const APART_MS = 3 * DAY_MS
export const askBefore = (now: Date): { readonly answering: Date; readonly failing: Date } => ({
  answering: new Date(now.getTime() - WEEK_MS),
  failing: new Date(now.getTime() - APART_MS),
})
/** So many in one turn of the sweep, and never two of one host. */
export const LINKS_A_TURN = 5

type LinkRow = { readonly state: LinkState; readonly failed_since: Date | null }

/** What one more look says of a link: dead only where it failed before as well, three days ago at least. */
export function afterLook(link: LinkRow, answered: boolean, now: Date): { readonly state: LinkState; readonly failed_since: Date | null } {
  if (answered) return { state: 'answers', failed_since: null }
  const since = link.failed_since ?? now
  return { state: now.getTime() - since.getTime() >= APART_MS ? 'dead' : 'fails', failed_since: since }
}

/** Whether an answer says that the page is there. Who is kept out (401, 403, 429) has met somebody: many sites let no program in. */
export const isThere = (status: number): boolean => (status >= 200 && status < 400) || [401, 403, 405, 406, 429].includes(status)

/** The same page by another spelling is no move: a slash at the end, letters of the host, a mark within the page. */
export function movedTo(asked: string, reached: URL): string | null {
  const plain = (url: URL): string => `${url.host}${url.pathname.replace(/\/$/, '')}${url.search}`
  return plain(new URL(asked)) === plain(reached) || reached.protocol !== 'https:' ? null : reached.href.slice(0, LONGEST.url)
}

export const isLink = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, username, password, hostname } = new URL(url)
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.')
}

/** Digits, spaces and the signs that people write between them. */
export const isTelephone = (text: string): boolean => text === '' || (/^\+?[0-9][0-9 ()./-]*$/.test(text) && text.length >= 2)
export const dialled = (text: string): string => text.replace(/[^+0-9]/g, '')
