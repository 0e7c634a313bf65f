import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { CALENDAR_TYPE, writeCalendar } from '../../../web/calendar.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, type Env, type PageContext } from '../../../web/page.ts'
import { acceptRoom } from '../commands/accept-room.ts'
import { closeRoom } from '../commands/close-room.ts'
import { joinRoom } from '../commands/join-room.ts'
import { leaveRoom } from '../commands/leave-room.ts'
import { openRoom } from '../commands/open-room.ts'
import { planTables } from '../commands/plan-tables.ts'
import { mayMeet } from '../policy.ts'
import { listFor } from '../queries/list.ts'
import { blockedBeside, mayRead, roomsFor } from '../queries/rooms.ts'
import { tablePlan } from '../queries/tables.ts'
import { RoomsPage } from '../views/rooms-page.tsx'
import { AT, calendarEntry, idAt, readTime, standingAt } from './place.ts'

/** Small rooms, the tables that are lent, and all times that somebody agreed to as a file for their calendar. */
export function roomPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/rooms`, (c) => draw(c, kit))
  app.post(`${AT}/rooms`, (c) => open(c, kit))
  app.post(`${AT}/tables`, (c) => plan(c, kit))
  app.post(`${AT}/rooms/leaving`, (c) =>
    decide(c, kit, 'room-left', (session) => perform(kit.runner, leaveRoom, { session }, c.var.page.actor)),
  )
  app.post(`${AT}/rooms/:room/seat`, (c) =>
    decide(c, kit, 'room-joined', (session) => perform(kit.runner, joinRoom, ref(c, session), c.var.page.actor)),
  )
  app.post(`${AT}/rooms/:room/acceptance`, (c) =>
    decide(c, kit, 'room-opened', (session) => perform(kit.runner, acceptRoom, ref(c, session), c.var.page.actor)),
  )
  app.post(`${AT}/rooms/:room/closing`, (c) =>
    decide(c, kit, 'room-closed', (session) => perform(kit.runner, closeRoom, ref(c, session), c.var.page.actor)),
  )
  app.get(`${AT}/calendar.ics`, (c) => calendar(c, kit))
  return app
}

const DONE = ['room-opened', 'room-proposed', 'room-joined', 'room-left', 'room-closed', 'tables']

const ref = (c: PageContext, session: string) => ({ session, room: idAt(c, 'room') })

type Filled = {
  readonly values?: Readonly<Record<string, string>>
  readonly faulty?: 'room' | 'tables'
  readonly problem?: Problem
}

async function draw(c: PageContext, kit: Kit, { values = {}, faulty, problem }: Filled = {}): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const standing = await standingAt(c, kit)
  demand(mayRead(standing))
  const { session, entry, leads } = standing
  const done = c.req.query('done') ?? ''
  return c.html(
    <RoomsPage
      page={page}
      session={session}
      rooms={await roomsFor(db, standing, { actor: page.actor, keys: outside.keys, now: page.now })}
      plan={await tablePlan(db, session.id)}
      leads={leads}
      listed={entry !== null}
      blockedBeside={entry !== null && (await blockedBeside(db, session.id, entry.member))}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      faulty={faulty ?? ''}
      done={DONE.includes(done) ? done : null}
      problem={problem}
    />,
  )
}

const ROOM_FIELDS = ['sending', 'title', 'topic', 'place', 'link', 'capacity', 'startsAt', 'minutes']

async function open(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await standingAt(c, kit)
  const form = await readForm(c)
  const values = Object.fromEntries(ROOM_FIELDS.map((name) => [name, form.text(name)]))
  const input = { session: session.id, ...values, startsAt: readTime(form.text('startsAt'), session.zone) }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, openRoom, input, c.var.page.actor)
    },
    {
      done: ({ state }) => goTo(c, `${session.path}/people/rooms?done=${state === 'open' ? 'room-opened' : 'room-proposed'}`),
      redraw: (problem) => draw(c, kit, { values, faulty: 'room', problem }),
    },
  )
}

/** The fields of the two forms of the page have names of their own. */
const TABLE_FIELDS = new Map([
  ['minutes', 'slot'],
  ['startsAt', 'from'],
  ['endsAt', 'to'],
])

async function plan(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await standingAt(c, kit)
  const form = await readForm(c)
  const values = Object.fromEntries(['tables', 'slot', 'from', 'to'].map((name) => [name, form.text(name)]))
  const times = { startsAt: readTime(form.text('from'), session.zone), endsAt: readTime(form.text('to'), session.zone) }
  const input = { session: session.id, tables: form.text('tables'), minutes: form.text('slot'), ...times }
  return attempt(c, () => perform(kit.runner, planTables, input, c.var.page.actor), {
    done: () => goTo(c, `${session.path}/people/rooms?done=tables`),
    redraw: (problem) => {
      const fields = [...problem.fields].map(([field, sentence]) => [TABLE_FIELDS.get(field) ?? field, sentence] as const)
      return draw(c, kit, { values, faulty: 'tables', problem: { ...problem, fields: new Map(fields) } })
    },
  })
}

/** A button of the page: it comes back to it, with a sentence where it was refused. */
async function decide(c: PageContext, kit: Kit, done: string, deed: (session: string) => Promise<unknown>): Promise<Response> {
  const { session } = await standingAt(c, kit)
  return attempt(c, () => deed(session.id), {
    done: () => goTo(c, `${session.path}/people/rooms?done=${done}`),
    redraw: (problem) => draw(c, kit, { problem }),
  })
}

/** All that they agreed to around a session. Nobody's name is in it. */
async function calendar(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const standing = await standingAt(c, kit)
  demand(mayMeet(standing.here))
  const { times } = await listFor(db, standing, { actor: page.actor, keys: outside.keys, now: page.now })
  const url = address(page, `${standing.session.path}/people`)
  const entries = times.map((time) => calendarEntry(page, url, time))
  return c.body(writeCalendar({ name: page.say('encounters.times'), publicUrl: kit.publicUrl, entries }), 200, {
    'content-type': CALENDAR_TYPE,
  })
}
