import { createHash } from 'node:crypto'
import { Feed } from 'feed'
import type { Published } from '../core/published.ts'
import { CALENDAR_TYPE, writeCalendar, type CalendarEntry } from './calendar.ts'
import { address, href, type Page, type PageContext } from './page.ts'
import { directionOf } from './say.ts'

/** For programs: RSS 2.0, Atom 1.0, JSON Feed 1.1, and iCalendar of what has a day. */
const FEED_FORMS = ['rss', 'atom', 'json', 'ics'] as const
export type FeedForm = (typeof FEED_FORMS)[number]

const TYPES: Readonly<Record<FeedForm, string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
  ics: CALENDAR_TYPE,
}

/** `health.rss` is the feed of `health` in that form; null: no file of a feed. */
export function feedFile(name: string): { readonly of: string; readonly form: FeedForm } | null {
  const dot = name.lastIndexOf('.')
  const form = FEED_FORMS.find((one) => one === name.slice(dot + 1))
  return dot < 1 || form === undefined ? null : { of: name.slice(0, dot), form }
}

export type FeedAsked = {
  readonly title: string
  readonly description: string
  /** Its page, and its own address but for the ending; both without language. What is asked for (`?follow=`) belongs to both. */
  readonly path: string
  readonly file: string
  readonly search?: string
  /** The newest first. What is not open to everybody is left out here once more. */
  readonly items: readonly Published[]
}

const MOST = 50
/** Where there is nothing yet: a feed has to say when it changed, and what depends on the hour of asking would change each time. */
const NEVER = new Date('2026-01-01T00:00:00Z')

type About = Pick<Page, 'say' | 'publicUrl' | 'hubName'>

export function writeFeed(form: FeedForm, asked: FeedAsked, page: About): string {
  const items = asked.items.filter(({ open }) => open).slice(0, MOST)
  if (form === 'ics') return calendarOf(asked, items, page)
  const feed = feedOf(form, asked, page)
  for (const item of items)
    feed.addItem({
      id: tagOf(page, `${item.sort}/${item.id}`),
      link: address(page, item.path),
      ...{ date: changedAt(item), published: item.at },
      ...(form === 'json'
        ? { title: plain(item.title), extensions: [{ name: 'language', objects: item.language as unknown as Record<string, unknown> }] }
        : { title: escaped(item.title) }),
      content: inItsLanguage(item),
    })
  if (form === 'rss') return feed.rss2()
  return form === 'atom' ? feed.atom1() : jsonOf(feed, page)
}

function feedOf(form: FeedForm, { title, description, path, file, search = '', items }: FeedAsked, page: About): Feed {
  const { say } = page
  return new Feed({
    id: tagOf(page, `${say.locale}${file}${search}`),
    title: plain(`${title} · ${page.hubName}`),
    description: plain(description),
    language: say.locale,
    link: address(page, path) + search,
    feedLinks: { [form]: `${address(page, file)}.${form}${search}` },
    updated: items.reduce((latest, item) => (changedAt(item) > latest ? changedAt(item) : latest), NEVER),
    // Whose words they are stands in the text, by the name they chose; an address of somebody stands nowhere.
    author: { name: plain(page.hubName) },
    generator: 'Passerelle',
  })
}

/** The library writes version 1, in which a feed has no language and authors are one. */
function jsonOf(feed: Feed, page: About): string {
  const { author: _author, ...rest }: Record<string, unknown> = JSON.parse(feed.json1())
  const whole = { ...rest, version: 'https://jsonfeed.org/version/1.1', language: page.say.locale, authors: [{ name: page.hubName }] }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** Stays the same as long as the thing does, whatever becomes of its address (RFC 4151). */
const tagOf = ({ publicUrl }: About, what: string): string => `tag:${new URL(publicUrl).hostname},2026:${what}`

/** Somebody who looked whether it still holds is news, too. */
function changedAt({ at, checkedOn }: Published): Date {
  const checked = checkedOn === null ? at : new Date(`${checkedOn}T00:00:00Z`)
  return checked > at ? checked : at
}

/** Characters that no XML may hold, not even escaped. */
// oxlint-disable-next-line no-control-regex
const plain = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ' ')

/** Readers of feeds take titles and texts for HTML. */
const escaped = (text: string): string =>
  plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function inItsLanguage({ text, by, language }: Published): string {
  const known = language !== 'und'
  const attributes = known ? `lang="${escaped(language)}" dir="${directionOf(language)}"` : 'dir="auto"'
  const named = by === null ? '' : `<p><bdi>${escaped(by)}</bdi></p>`
  return `<p ${attributes}>${escaped(text)}</p>${named}`
}

function calendarOf({ title }: FeedAsked, items: readonly Published[], page: About): string {
  return writeCalendar({
    name: `${title} · ${page.hubName}`,
    publicUrl: page.publicUrl,
    entries: items.flatMap((item) => entryOf(item, page)),
  })
}

/** What takes place from then to then; of what only ends, the day on which it does. */
function entryOf(item: Published, page: About): readonly CalendarEntry[] {
  const { starts, until } = item
  const at = starts === null ? dayOf(until) : { sort: 'moments' as const, from: starts, to: until ?? starts }
  if (at === null) return []
  return [
    {
      ...{ id: `${item.sort}-${item.id}`, title: item.title, at, location: '', description: item.text },
      ...{ url: address(page, item.path), sequence: 0, calledOff: false, stamp: changedAt(item) },
    },
  ]
}

function dayOf(until: Date | null) {
  if (until === null) return null
  const day = until.toISOString().slice(0, 10)
  return { sort: 'days' as const, first: day, last: day }
}

const FRESH_SECONDS = 300

/** A program that has it already is told so, and gets nothing else. */
export function answerFeed(c: PageContext, form: FeedForm, asked: FeedAsked): Response {
  const body = writeFeed(form, asked, c.var.page)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  c.header('etag', etag)
  c.header('cache-control', `public, max-age=${FRESH_SECONDS}`)
  const held = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (held.includes(etag) || held.includes('*')) return c.body(null, 304)
  c.header('content-type', TYPES[form])
  return c.body(body)
}

/** The addresses of one feed in its forms, for people who copy them. */
export const feedLinks = (
  page: Pick<Page, 'say'>,
  file: string,
  search = '',
): readonly { readonly form: FeedForm; readonly href: string }[] =>
  FEED_FORMS.map((form) => ({ form, href: `${href(page, file)}.${form}${search}` }))
