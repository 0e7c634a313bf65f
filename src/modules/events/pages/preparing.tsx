import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { broughtText } from '../../../web/text-file.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { createEvent } from '../commands/create-event.ts'
import { editEvent } from '../commands/edit-event.ts'
import { importEvents } from '../commands/import-events.ts'
import { mayHold, mayPropose } from '../policy.ts'
import { hostsToPropose, type Host } from '../queries/host.ts'
import { ROOM } from '../queries/links.ts'
import { calendarIn, notThereYet } from '../queries/read-ics.ts'
import { demandEvent, type Seen } from '../queries/seen-event.ts'
import { isZone, localOf, momentOf } from '../rules.ts'
import { HOST_SORTS } from '../tables.ts'
import { ChoosePage } from '../views/choose.tsx'
import { ImportPage } from '../views/import.tsx'
import { WritePage, type Written } from '../views/write.tsx'
import { EVENT, hostIn, keepPrivate, numberIn, readingOf, valuesOf, whenFrom } from './place.ts'

/** For those who hold it: write it down, change it, take a calendar in. */
export function preparingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/events/new', async (c) => {
    const own = kit.forOnePage()
    if (HOST_SORTS.every((sort) => c.req.query(sort) === undefined)) return drawChoice(c, own)
    const host = await hostIn(c, own, (name) => c.req.query(name))
    return drawForm(c, own, { host, seen: null, values: { one: {}, many: {} } })
  })
  app.post('/events', (c) => create(c, kit))
  app.get('/events/import', async (c) =>
    drawImport(c, kit, { host: await hostIn(c, kit, (name) => c.req.query(name)), values: {}, read: null }),
  )
  app.post('/events/import', (c) => takeIn(c, kit))
  app.get(`${EVENT}/edit`, async (c) => {
    const seen = await seenAt(c, kit)
    return drawForm(c, kit, { host: seen.host, seen, values: filledFrom(kit, seen) })
  })
  app.post(`${EVENT}/edit`, (c) => edit(c, kit))
  return app
}

/** Who holds it is chosen first: what one leads, and where one belongs. */
async function drawChoice(c: PageContext, kit: Kit): Promise<Response> {
  const hosts = await hostsToPropose(kit.runner.db, readingOf(c, kit))
  if (c.var.page.actor.account !== null) keepPrivate(c)
  return c.html(<ChoosePage page={c.var.page} hosts={hosts} />)
}

const seenAt = (c: PageContext, kit: Kit): Promise<Seen> => demandEvent(kit.runner.db, readingOf(c, kit), c.req.param('event') ?? '')

const ONE = [
  ...[
    'sending',
    'title',
    'text',
    'language',
    'whom',
    'venue',
    'directions',
    'access',
    'cost',
    'kind',
    'visibility',
    'starts',
    'ends',
    'zone',
  ],
  ...[
    'every',
    'interval',
    'until',
    'count',
    'source',
    'way',
    'placeName',
    'place',
    'stepFree',
    'quietRoom',
    'childcare',
    'link',
    'linkFor',
  ],
  ...['capacity', 'closesHours', 'contact'],
]

const writtenIn = (form: Form): Written => ({
  one: valuesOf(form, ONE),
  many: { languages: form.all('languages'), topics: form.all('topics') },
})

/** As the form shows what is there. */
function filledFrom(kit: Kit, { row, text }: Seen): Written {
  const { keys } = kit.runner.outside
  const starts = momentOf(row.first_on, row.starts_time, row.zone)
  const end = localOf(new Date(starts.getTime() + row.minutes * 60_000), row.zone)
  const part = (name: string) => new RegExp(`${name}=([^;]+)`).exec(row.repeat_rule ?? '')?.[1] ?? ''
  const frequency = part('FREQ')
  const every = frequency === 'WEEKLY' ? 'week' : frequency === 'YEARLY' ? 'year' : part('BYDAY') === '' ? 'month-day' : 'month-weekday'
  const { title, language, whom, venue, directions, access, cost } = text
  return {
    one: {
      ...{ title, text: text.text, language, whom, venue, directions, access, cost, kind: row.kind, visibility: row.visibility },
      ...{
        starts: `${row.first_on}T${row.starts_time}`,
        ends: `${end.day}T${end.time}`,
        zone: row.zone,
        interval: part('INTERVAL') || '1',
      },
      ...{ every: row.repeats === 'rule' ? every : row.repeats, count: part('COUNT'), way: row.way, place: row.place_id ?? '' },
      until: part('UNTIL').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'),
      ...{ stepFree: row.step_free, quietRoom: row.quiet_room, childcare: row.childcare, linkFor: row.link_for, contact: row.contact },
      link: row.link_sealed === null ? '' : keys.open(ROOM, row.link_sealed),
      ...{ capacity: row.capacity === null ? '' : String(row.capacity), closesHours: String(row.closes_hours) },
    },
    many: { languages: row.languages, topics: row.topics },
  }
}

type Drawing = { readonly host: Host; readonly seen: Seen | null; readonly values: Written; readonly problem?: Problem }

async function drawForm(c: PageContext, kit: Kit, { host, seen, values, problem }: Drawing): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  demand(seen === null && !host.team ? mayPropose(page.actor, host) : mayHold(page.actor, host))
  keepPrivate(c)
  const all = await topics.all(db, page.say.locale)
  return c.html(
    <WritePage
      page={page}
      host={host}
      event={seen === null ? null : { id: seen.row.id, draft: seen.row.state === 'draft', mine: seen.row.owner_ref === host.ref }}
      sending={values.one['sending'] ?? outside.uuid()}
      values={values}
      places={await placesFor(c, kit, values)}
      topics={all.map(({ key, name, language }) => ({ value: key, label: name, lang: language }))}
      problem={problem}
    />,
  )
}

/** What was chosen before, and what a name that was written can mean. */
async function placesFor(c: PageContext, kit: Kit, { one }: Written) {
  const { db } = kit.runner
  const { locale } = c.var.page.say
  const chosen = one['place'] === undefined || one['place'] === '' ? [] : [...(await places.named(db, [one['place']], locale)).values()]
  const written = (one['placeName'] ?? '') === '' ? [] : await places.found(db, one['placeName'] ?? '', locale, 6)
  const options = [...new Map([...chosen, ...written].map((place) => [place.id, place])).values()]
  return options.map((place) => ({ value: place.id, label: place.name, lang: place.language }))
}

/** One name that means one place is taken; among several somebody chooses. */
async function placeIn(c: PageContext, kit: Kit, { one }: Written): Promise<string | null> {
  if ((one['place'] ?? '') !== '') return one['place'] ?? null
  if ((one['placeName'] ?? '') === '') return null
  const [only, ...more] = await places.found(kit.runner.db, one['placeName'] ?? '', c.var.page.say.locale, 6)
  return only !== undefined && (more.length === 0 || only.name.toLowerCase() === one['placeName']?.toLowerCase()) ? only.id : '?'
}

async function inputFrom(c: PageContext, kit: Kit, written: Written) {
  const { one, many } = written
  const { title, text, language, whom, venue, directions, access, cost, every } = one
  const repeat =
    every === 'once' || every === 'by-hand'
      ? null
      : { every, interval: numberIn(one['interval'] ?? '1'), until: one['until'] || null, count: numberIn(one['count']) }
  return {
    words: { language, title, text, whom, venue, directions, access, cost },
    plan: {
      ...{
        kind: one['kind'],
        visibility: one['visibility'],
        way: one['way'],
        capacity: numberIn(one['capacity']),
        contact: one['contact'],
      },
      ...{
        closesHours: numberIn(one['closesHours'] ?? '0') ?? 0,
        place: await placeIn(c, kit, written),
        topics: many['topics'],
        languages: many['languages'],
      },
      ...{
        stepFree: one['stepFree'],
        quietRoom: one['quietRoom'],
        childcare: one['childcare'],
        link: one['link'],
        linkFor: one['linkFor'],
      },
    },
    times: {
      zone: one['zone'],
      when: whenFrom(one['starts'] ?? '', one['ends'] ?? ''),
      repeat,
      byHand: every === 'by-hand',
      source: one['source'],
    },
  }
}

async function create(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const host = await hostIn(c, kit, (name) => form.optional(name))
  const values = writtenIn(form)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      const { words, plan, times } = await inputFrom(c, kit, values)
      const input = { host: { sort: host.sort, id: host.id }, sending: values.one['sending'], text: words, ...plan, ...times }
      return perform(kit.runner, createEvent, input, c.var.page.actor)
    },
    {
      done: ({ path }) => goTo(c, `${path}?done=${host.team ? 'drafted' : 'handed-in'}`),
      redraw: (problem) => drawForm(c, kit, { host, seen: null, values, problem: flat(problem) }),
    },
  )
}

async function edit(c: PageContext, kit: Kit): Promise<Response> {
  const seen = await seenAt(c, kit)
  const form = await readForm(c)
  const values = writtenIn(form)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      const { words, plan, times } = await inputFrom(c, kit, values)
      const draft = seen.row.state === 'draft' ? { times } : {}
      return perform(
        kit.runner,
        editEvent,
        { event: seen.row.id, text: words, ...plan, ...draft, own: form.checked('own') },
        c.var.page.actor,
      )
    },
    {
      done: ({ path }) => goTo(c, `${path}?done=saved`),
      redraw: (problem) => drawForm(c, kit, { host: seen.host, seen, values, problem: flat(problem) }),
    },
  )
}

const FIELD: Readonly<Record<string, string>> = { day: 'starts', time: 'starts', minutes: 'ends' }

/** A deed takes its input in parts; the form names each field by its own name. */
function flat(problem: Problem): Problem {
  const fields = [...problem.fields].map(([name, sentence]) => {
    const last = name.split('.').at(-1) ?? name
    return [name === 'text' ? 'title' : (FIELD[last] ?? last), sentence] as const
  })
  return { ...problem, fields: new Map(fields) }
}

type Importing = {
  readonly host: Host
  readonly values: Readonly<Record<string, string>>
  readonly read: ReturnType<typeof calendarIn> | null
  /** The file was in an older form of writing. */
  readonly older?: boolean
  readonly problem?: Problem
}

function drawImport(c: PageContext, _kit: Kit, { host, values, read, older = false, problem }: Importing): Response | Promise<Response> {
  demand(mayHold(c.var.page.actor, host))
  keepPrivate(c)
  return c.html(<ImportPage page={c.var.page} host={host} values={values} read={read} older={older} problem={problem} />)
}

async function takeIn(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const host = await hostIn(c, kit, (name) => form.optional(name))
  demand(mayHold(c.var.page.actor, host))
  const values = valuesOf(form, ['calendar', 'zone', 'language'])
  const again = (problem: Problem) => drawImport(c, kit, { host, values, read: null, problem })
  return attempt(c, () => broughtText(c, form, { file: 'file', field: 'calendar' }), {
    done: (brought) => lookOrTake(c, kit, { form, host, values: { ...values, calendar: brought.text }, older: brought.older }),
    redraw: again,
  })
}

type Looking = { readonly form: Form; readonly host: Host; readonly values: Readonly<Record<string, string>>; readonly older: boolean }

/** First it is looked at; a second press takes in what was found. */
async function lookOrTake(c: PageContext, kit: Kit, { form, host, values, older }: Looking): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const [calendar = '', zone = ''] = [values['calendar'], values['zone']]
  const read = isZone(zone) ? calendarIn(calendar, { zone, now: page.now }) : null
  const whole = read === null ? null : await notThereYet(db, { host: host.id, keys: outside.keys, read })
  if (form.text('then') !== 'take' && whole !== null && calendar.trim() !== '')
    return drawImport(c, kit, { host, values, read: whole, older })
  const input = { host: { sort: host.sort, id: host.id }, ...values }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, importEvents, input, page.actor)
    },
    {
      done: () => goTo(c, `${host.path}/events?done=imported`),
      redraw: (problem) => drawImport(c, kit, { host, values, read: whole, older, problem }),
    },
  )
}
