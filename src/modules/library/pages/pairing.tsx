import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { CALENDAR_TYPE, writeCalendar } from '../../../web/calendar.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, type Env, type PageContext } from '../../../web/page.ts'
import { confirmNote } from '../commands/confirm-note.ts'
import { decideOffer } from '../commands/decide-offer.ts'
import { recordMeeting } from '../commands/record-meeting.ts'
import { scheduleMeeting } from '../commands/schedule-meeting.ts'
import { withdrawOffer } from '../commands/withdraw-offer.ts'
import { writeNote } from '../commands/write-note.ts'
import { pairFacts } from '../queries/assists.ts'
import { no } from '../refusals.ts'
import { assistPathOf } from '../rules.ts'
import type { Values } from '../views/pieces.tsx'
import { askingOf, numberIn, pairAt, valuesOf } from './place.ts'

type Draw = (c: PageContext, kit: Kit, filled: { form: string; values: Values; problem: Problem }) => Promise<Response>

const AT = '/library/assists/:assist/offers/:body'
const MINUTE_MS = 60_000

/** What the two sides of a pair do. */
export function pairingPages(kit: Kit, draw: Draw): Hono<Env> {
  const app = new Hono<Env>()
  const back = (c: PageContext) => goTo(c, assistPathOf(pairAt(c).assist))
  app.post(`${AT}/decision`, async (c) => {
    const form = await readForm(c)
    await perform(kit.runner, decideOffer, { ...pairAt(c), outcome: form.text('outcome') }, c.var.page.actor)
    return back(c)
  })
  app.post(`${AT}/withdrawal`, async (c) => {
    await perform(kit.runner, withdrawOffer, pairAt(c), c.var.page.actor)
    return back(c)
  })
  app.post(`${AT}/held`, async (c) => {
    const form = await readForm(c)
    await perform(kit.runner, recordMeeting, { ...pairAt(c), held: form.text('held') === 'yes' }, c.var.page.actor)
    return back(c)
  })
  app.post(`${AT}/agreement`, async (c) => {
    const form = await readForm(c)
    await perform(kit.runner, confirmNote, { ...pairAt(c), version: numberIn(form.text('version')) }, c.var.page.actor)
    return back(c)
  })
  app.post(`${AT}/meeting`, (c) => settle(c, kit, draw))
  app.post(`${AT}/note`, (c) => note(c, kit, draw))
  app.get(`${AT}/meeting.ics`, (c) => calendar(c, kit))
  return app
}

/** Back to UTC; what is no time is given on as it is, for the schema to refuse beside its field. */
function readTime(text: string, zone: string): string {
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds).toISOString()
  } catch {
    return text
  }
}

async function settle(c: PageContext, kit: Kit, draw: Draw): Promise<Response> {
  const at = pairAt(c)
  const values = valuesOf(await readForm(c), ['startsAt', 'minutes', 'place'])
  const input = {
    ...{ ...at, startsAt: readTime(values['startsAt'] ?? '', c.var.page.homeZone), minutes: numberIn(values['minutes']) },
    place: values['place'],
  }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, scheduleMeeting, input, c.var.page.actor)
    },
    {
      done: () => goTo(c, assistPathOf(at.assist)),
      redraw: (problem) => draw(c, kit, { form: `meeting-${at.body}`, values, problem }),
    },
  )
}

async function note(c: PageContext, kit: Kit, draw: Draw): Promise<Response> {
  const at = pairAt(c)
  const form = await readForm(c)
  const values = valuesOf(form, ['title', 'did', 'came', 'failed', 'language'])
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, writeNote, { ...at, ...values, follows: numberIn(form.text('follows')) }, c.var.page.actor)
    },
    { done: () => goTo(c, assistPathOf(at.assist)), redraw: (problem) => draw(c, kit, { form: `note-${at.body}`, values, problem }) },
  )
}

/** The hour of a pair for the calendars of its two sides. */
async function calendar(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const at = pairAt(c)
  const { row, pair } = await pairFacts(kit.runner.db, at, askingOf(c))
  const { meeting, offer } = pair
  if (meeting === null || offer.state !== 'paired') return refuse(no('assist.missing'))
  const url = address(page, assistPathOf(at.assist))
  const entry = {
    ...{ id: `${at.assist}-${at.body}`, title: page.say('assist.calendar.title'), location: meeting.place, url },
    at: {
      sort: 'moments' as const,
      from: meeting.starts_at,
      to: new Date(meeting.starts_at.getTime() + meeting.minutes * MINUTE_MS),
    },
    ...{ description: row.question, sequence: meeting.changes, calledOff: false, stamp: page.now },
  }
  return c.body(writeCalendar({ name: entry.title, publicUrl: kit.publicUrl, entries: [entry] }), 200, {
    'content-type': CALENDAR_TYPE,
    'cache-control': 'private, no-store',
  })
}
