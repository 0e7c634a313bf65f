import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { refuse, no as noFromHub } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { CALENDAR_TYPE } from '../../../web/calendar.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, href, type Env, type Page, type PageContext } from '../../../web/page.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { endFeed, makeFeed } from '../commands/make-feed.ts'
import { asked, cardsOf, cardsWithin, listed, ownProposals, placesIn, wantedOf, type Listed, type Wanted } from '../queries/calendar.ts'
import { hostByPath, hostsToHold, type Host } from '../queries/host.ts'
import { feedToken } from '../queries/links.ts'
import { actorBehind, feedOf, ownDates } from '../queries/own-calendar.ts'
import { datesOfAll, textFor, textsOf } from '../queries/rows.ts'
import type { Card } from '../queries/shapes.ts'
import { demandEvent, seenDates } from '../queries/seen-event.ts'
import { no } from '../refusals.ts'
import { DAY_MS, FEASTS, lastSlot, pathOf } from '../rules.ts'
import { CalendarPage, type Whose } from '../views/calendar.tsx'
import { writeEvents, type IcsEvent } from '../views/ics.ts'
import { OwnCalendarPage } from '../views/own.tsx'
import { EVENT, keepPrivate, readingOf } from './place.ts'

type Part = {
  readonly of: Whose | null
  /** The feasts of all hosts. */
  readonly feasts?: boolean
  readonly wanted: Partial<Wanted>
  readonly host: Host | null
  /** Where all that is published of it is followed by programs; null: nowhere. */
  readonly feed: string | null
}
type Finding = (c: PageContext, kit: Kit) => Promise<Part>

const ofHost =
  (sort: 'community' | 'body'): Finding =>
  async (c, kit) => {
    const host = await hostByPath(kit.runner.db, readingOf(c, kit), sort, c.req.param('slug') ?? '')
    return { of: host, wanted: { hosts: [host.id] }, host, feed: host.hidden ? null : `/feeds/${sort}/${host.id}` }
  }

const ofPlace: Finding = async (c, kit) => {
  const [country = '', town] = [c.req.param('country'), c.req.param('town')]
  const place = (await places.byPath(kit.runner.db, country, town ?? null, c.var.page.say.locale)) ?? refuse(noFromHub('page.missing'))
  return { of: place, wanted: { places: await placesIn(kit.runner.db, [place.id]) }, host: null, feed: `/feeds/place/${place.id}` }
}

const ofTopic: Finding = async (c, kit) => {
  const key = c.req.param('topic') ?? ''
  const topic = (await topics.named(kit.runner.db, [key], c.var.page.say.locale)).get(key) ?? refuse(noFromHub('page.missing'))
  const within = await topics.within(kit.runner.db, [topic.key])
  return { of: topic, wanted: { topics: [...(within.get(topic.key) ?? [])] }, host: null, feed: `/feeds/topic/${topic.key}` }
}

const CALENDARS: readonly (readonly [path: string, of: Finding])[] = [
  ['/events', async () => ({ of: null, wanted: {}, host: null, feed: '/feeds/all' })],
  // Before `/events/:event`.
  [FEASTS, async () => ({ of: null, feasts: true, wanted: { kind: 'feast' }, host: null, feed: null })],
  ['/communities/:slug/events', ofHost('community')],
  ['/bodies/:slug/events', ofHost('body')],
  ['/abroad/:country/events', ofPlace],
  ['/abroad/:country/:town/events', ofPlace],
  ['/topics/:topic/events', ofTopic],
]

/** Calendars: each as a page and as a file that another calendar follows. */
export function calendarPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const [path, of] of CALENDARS) {
    app.get(path, (c) => draw(c, kit, of))
    app.get(`${path}.ics`, (c) => sendAll(c, kit, of))
  }
  app.get('/events.export.json', (c) => sendJson(c, kit))
  app.get(`${EVENT}/calendar.ics`, (c) => sendOne(c, kit))
  app.get('/me/calendar', (c) => drawOwn(c, kit))
  app.post('/me/calendar/feed', async (c) => {
    await perform(kit.runner, makeFeed, {}, c.var.page.actor)
    return goTo(c, '/me/calendar')
  })
  app.post('/me/calendar/feed/end', async (c) => {
    await perform(kit.runner, endFeed, {}, c.var.page.actor)
    return goTo(c, '/me/calendar')
  })
  app.get('/calendars/:feed/calendar.ics', (c) => sendOwn(c, kit))
  return app
}

const VIEWS = ['coming', 'month', 'past'] as const

/** What cannot be read of an address is left out without a word: a calendar is shown, and not a fault. */
function askedOf(c: PageContext) {
  const given = Object.entries(c.req.query()).filter(([name, value]) => name in asked.shape && value !== '')
  const parsed = given.flatMap(([name, value]) => {
    const one = name === 'online' ? value === 'true' : name === 'days' ? Number(value) : value
    return asked.safeParse({ [name]: one }).success ? [[name, one] as const] : []
  })
  return asked.parse(Object.fromEntries(parsed))
}

async function draw(c: PageContext, shared: Kit, of: Finding): Promise<Response> {
  const { page } = c.var
  const kit = shared.forOnePage()
  const { db } = kit.runner
  const part = await of(c, kit)
  const reading = readingOf(c, kit)
  const view = VIEWS.find((one) => one === c.req.query('view')) ?? 'coming'
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.exec(c.req.query('month') ?? '')?.[0] ?? page.now.toISOString().slice(0, 7)
  const filter = askedOf(c)
  const whole = part.of === null && part.feasts !== true
  const wanted = { ...(await spanOf(c, kit, { view, month, whole })), ...part.wanted }
  const hold = whole ? await hostsToHold(db, reading) : part.host !== null && part.host.team && !part.host.ended ? [part.host] : []
  const proposes = part.host !== null && !part.host.team && part.host.member && !part.host.ended ? part.host : null
  const drafts =
    proposes === null ? await draftsOf(db, reading, hold) : await ownProposals(db, reading, proposes, { ...far(page), most: 200 })
  if (page.actor.account !== null) keepPrivate(c)
  return c.html(
    <CalendarPage
      page={page}
      of={part.of}
      feasts={part.feasts === true}
      feed={part.feed}
      done={c.req.query('done') === 'imported' ? 'imported' : null}
      view={view}
      month={month}
      asked={filter}
      cards={await cardsWithin(db, reading, wanted)}
      drafts={[...new Map(drafts.map((card) => [card.id, card])).values()]}
      places={whole && view === 'coming' ? await placeOptions(kit, page, reading) : []}
      mayHold={hold}
      mayPropose={proposes}
    />,
  )
}

/** What waits to be published where the reader leads. */
async function draftsOf(db: Reader, reading: ReturnType<typeof readingOf>, hold: readonly Host[]): Promise<readonly Card[]> {
  if (hold.length === 0) return []
  const hosts = hold.map(({ id }) => id)
  const found = await cardsWithin(db, reading, { ...far(reading), hosts, drafts: true, most: 200 })
  return found.filter(({ state }) => state === 'draft')
}

const far = (page: Pick<Page, 'now'>) => ({ from: page.now, to: new Date(`${lastSlot(page.now)}T23:59:59Z`) })

async function spanOf(
  c: PageContext,
  kit: Kit,
  { view, month, whole }: { view: (typeof VIEWS)[number]; month: string; whole: boolean },
): Promise<Wanted> {
  const { page } = c.var
  if (view === 'past') return { from: new Date(page.now.getTime() - 366 * DAY_MS), to: page.now, most: 100, backwards: true }
  if (view === 'month') {
    const first = Temporal.PlainYearMonth.from(month)
    const at = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime(page.homeZone).epochMilliseconds)
    return { from: at(first.toPlainDate({ day: 1 })), to: at(first.add({ months: 1 }).toPlainDate({ day: 1 })), most: 500 }
  }
  const filter = askedOf(c)
  return whole ? wantedOf(kit.runner.db, filter, page.now) : { ...far(page), most: 60 }
}

/** Where something is held that the reader may know of: nobody chooses a place in which there is nothing. */
async function placeOptions(kit: Kit, page: Page, reading: ReturnType<typeof readingOf>) {
  const all = await listed(kit.runner.db, reading, { ...far(page), most: 1000 })
  const named = await places.named(kit.runner.db, [...new Set(all.flatMap(({ row }) => row.place_id ?? []))], page.say.locale)
  const countries = await places.named(kit.runner.db, [...new Set([...named.values()].map(({ country }) => country))], page.say.locale)
  const { compare } = new Intl.Collator(page.say.locale)
  return [...new Map([...named, ...countries]).values()]
    .toSorted((a, b) => compare(a.name, b.name))
    .map((place) => ({ value: place.id, label: place.name }))
}

/** Events of a list, each once with all of its dates, as calendars take them. */
async function icsOf(c: PageContext, kit: Kit, found: readonly Listed[]): Promise<readonly IcsEvent[]> {
  const { page } = c.var
  const { db } = kit.runner
  const rows = [...new Map(found.map(({ row }) => [row.id, row])).values()]
  const [texts, dates] = [await textsOf(db, rows), await datesOfAll(db, rows)]
  const there = await places.named(db, [...new Set(rows.flatMap((row) => row.place_id ?? []))], page.say.locale)
  return rows.map((row): IcsEvent => {
    const text = textFor(texts.get(row.id), page.say.locale)
    const place = there.get(row.place_id ?? '')?.name ?? ''
    return {
      ...{ id: row.id, title: text.title, description: text.text, url: address(page, pathOf(row.id)), sequence: row.sequence },
      location: row.way === 'online' ? '' : [text.venue, place].filter((part) => part !== '').join(', '),
      ...{ calledOff: row.state === 'called-off', zone: row.zone, stamp: row.published_at ?? row.written_at },
      categories: [page.say(`event.kind.${row.kind}`)],
      series:
        row.repeat_rule === null
          ? null
          : { first: row.first_on, time: row.starts_time, minutes: row.minutes, rule: row.repeat_rule, endsOn: row.ends_on },
      dates: (dates.get(row.id) ?? []).map((date) => ({
        ...{ slot: date.slot, startsAt: date.starts_at, endsAt: date.ends_at, calledOff: date.state === 'called-off' },
        note: [
          date.state === 'called-off' ? date.reason : null,
          date.note,
          // Days that people put in one by one bear where they are from, in a calendar of elsewhere too.
          row.repeats !== 'by-hand' || date.source === null ? null : page.say('event.source', { source: date.source }),
        ]
          .flatMap((words) => words ?? [])
          .join('\n\n'),
      })),
    }
  })
}

type Sending = { readonly name: string; readonly events: readonly IcsEvent[]; readonly alarms: boolean }

function send(c: PageContext, kit: Kit, { name, events, alarms }: Sending): Response {
  const text = writeEvents({ name, host: new URL(kit.publicUrl).host, events, alarms })
  return c.body(text, 200, { 'content-type': CALENDAR_TYPE, 'content-disposition': 'attachment; filename="events.ics"' })
}

/** What a program follows is what everybody may read: whoever asks, nothing of a hidden community is in it. */
async function sendAll(c: PageContext, kit: Kit, of: Finding): Promise<Response> {
  const { page } = c.var
  const { of: whose, wanted, feasts } = await of(c, kit)
  const filter = whose === null && feasts !== true ? await wantedOf(kit.runner.db, askedOf(c), page.now) : {}
  const span = { from: new Date(page.now.getTime() - 31 * DAY_MS), to: far(page).to, most: 2000 }
  const found = (await listed(kit.runner.db, readingOf(c, kit), { ...filter, ...wanted, ...span })).filter(open)
  const name =
    whose === null ? page.say(feasts === true ? 'events.feasts' : 'events.title') : page.say('events.title-of', { name: whose.name })
  return send(c, kit, { name, events: await icsOf(c, kit, found), alarms: false })
}

const open = ({ row, host }: Listed): boolean =>
  row.visibility === 'everybody' && !host.hidden && row.hidden_for === null && row.state !== 'draft'

async function sendJson(c: PageContext, kit: Kit): Promise<Response> {
  const found = (await listed(kit.runner.db, readingOf(c, kit), { ...far(c.var.page), most: 2000 })).filter(open)
  return c.json({ events: await cardsOf(kit.runner.db, c.var.page.say.locale, found) })
}

/** One event for whoever may see it, with alarms: for a calendar of one's own. */
async function sendOne(c: PageContext, kit: Kit): Promise<Response> {
  const seen = await demandEvent(kit.runner.db, readingOf(c, kit), c.req.param('event') ?? '')
  const [date] = await seenDates(kit.runner.db, seen)
  const events = date === undefined ? [] : await icsOf(c, kit, [{ ...seen, date }])
  if (c.var.page.actor.account !== null) keepPrivate(c)
  return send(c, kit, { name: seen.text.title, events, alarms: true })
}

async function drawOwn(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  if (page.actor.person === null) return c.redirect(href(page, '/sign-in?then=%2Fme%2Fcalendar'), 303)
  const own = await ownDates(db, { ...readingOf(c, kit), outside })
  // One card a date, in the same order.
  const cards = await cardsOf(db, page.say.locale, own)
  const feed = await feedOf(db, page.actor.person)
  keepPrivate(c)
  return c.html(
    <OwnCalendarPage
      page={page}
      cards={cards.filter((_, at) => own[at]?.waiting === false)}
      waiting={cards.filter((_, at) => own[at]?.waiting === true)}
      feed={feed === null ? null : `/calendars/${feedToken(outside.keys, feed)}/calendar.ics`}
    />,
  )
}

/** For whoever has the address: the dates to which its owner said yes, each by itself, and nothing of its owner. */
async function sendOwn(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const actor = (await actorBehind(db, outside.keys, c.req.param('feed') ?? '', page.say.locale)) ?? refuse(no('event.feed-missing'))
  const own = (await ownDates(db, { actor, now: page.now, outside })).filter(({ answer, waiting }) => answer === 'yes' && !waiting)
  const wanted = new Set(own.map(({ row, date }) => `${row.id}/${date.slot}`))
  const events = (await icsOf(c, kit, own)).map((event) => ({
    ...event,
    series: null,
    dates: event.dates.filter(({ slot }) => wanted.has(`${event.id}/${slot}`)),
  }))
  keepPrivate(c)
  return send(c, kit, { name: page.say('events.mine'), events, alarms: true })
}
