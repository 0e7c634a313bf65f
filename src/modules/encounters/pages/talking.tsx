import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { CALENDAR_TYPE, writeCalendar } from '../../../web/calendar.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, type Env, type PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { acceptMeeting } from '../commands/accept-meeting.ts'
import { cancelMeeting } from '../commands/cancel-meeting.ts'
import { endConversation } from '../commands/end-conversation.ts'
import { keepContact } from '../commands/keep-contact.ts'
import { muteConversation } from '../commands/mute-conversation.ts'
import { offerContact } from '../commands/offer-contact.ts'
import { proposeMeeting } from '../commands/propose-meeting.ts'
import { reportMessage } from '../commands/report-message.ts'
import { sendMessage } from '../commands/send-message.ts'
import { conversationFor } from '../queries/conversation.ts'
import { PLACE } from '../queries/entries.ts'
import { meetingFacts } from '../queries/meeting-facts.ts'
import { handedOne, isModerator } from '../queries/reported.ts'
import { tablesOfMeetings } from '../queries/tables.ts'
import { no } from '../refusals.ts'
import { endOfMeeting } from '../rules.ts'
import { HandedPage } from '../views/handed-page.tsx'
import { TalkPage } from '../views/talk-page.tsx'
import { askingOf, AT, besideFields, calendarEntry, idAt, readTime, standingAt } from './place.ts'

/** A conversation of two, with what can be agreed in it. */
export function talkingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/handed-over/:handed`, (c) => drawHanded(c, kit))
  app.get(`${AT}/:pair`, (c) => draw(c, kit))
  app.post(`${AT}/:pair/messages`, (c) =>
    done(c, kit, 'messages', (ref, form) =>
      perform(kit.runner, sendMessage, { ...ref, sending: form.text('sending'), text: form.text('text') }, c.var.page.actor),
    ),
  )
  app.post(`${AT}/:pair/muting`, (c) =>
    done(c, kit, 'stop', (ref, form) =>
      perform(kit.runner, muteConversation, { ...ref, muted: form.text('muted') === 'yes' }, c.var.page.actor),
    ),
  )
  app.post(`${AT}/:pair/ending`, async (c) => {
    const { session } = await standingAt(c, kit)
    await perform(kit.runner, endConversation, { session: session.id, pair: idAt(c, 'pair') }, c.var.page.actor)
    return goTo(c, `${session.path}/people?done=ended`)
  })
  app.post(`${AT}/:pair/handing-over`, (c) => handOver(c, kit))
  app.post(`${AT}/:pair/meetings`, (c) => propose(c, kit))
  app.post(`${AT}/:pair/meetings/:meeting/agreement`, (c) =>
    done(c, kit, 'meetings', ({ session }) =>
      perform(kit.runner, acceptMeeting, { session, meeting: idAt(c, 'meeting') }, c.var.page.actor),
    ),
  )
  app.post(`${AT}/:pair/meetings/:meeting/cancelling`, (c) =>
    done(c, kit, 'meetings', ({ session }) =>
      perform(kit.runner, cancelMeeting, { session, meeting: idAt(c, 'meeting') }, c.var.page.actor),
    ),
  )
  app.get(`${AT}/:pair/meetings/:meeting/calendar.ics`, (c) => calendar(c, kit))
  app.post(`${AT}/:pair/contact`, (c) =>
    done(c, kit, 'contact', (ref, form) => perform(kit.runner, offerContact, { ...ref, text: form.text('contact') }, c.var.page.actor)),
  )
  app.post(`${AT}/:pair/keeping`, (c) =>
    done(c, kit, 'contact', (ref, form) =>
      perform(kit.runner, keepContact, { ...ref, keep: form.text('keep') === 'yes' }, c.var.page.actor),
    ),
  )
  return app
}

type Filled = { readonly values?: Readonly<Record<string, string>>; readonly faulty?: string; readonly problem?: Problem }

async function draw(c: PageContext, kit: Kit, { values = {}, faulty = '', problem }: Filled = {}): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { session } = await standingAt(c, kit)
  const { talk } = await conversationFor(db, { session: session.id, pair: idAt(c, 'pair') }, askingOf(c, kit))
  return c.html(
    <TalkPage
      page={page}
      session={session}
      questions={await gatherings.questionsOf(db, session.id, page.say.locale)}
      talk={talk}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      faulty={faulty}
      problem={problem}
    />,
  )
}

type Ref = { readonly session: string; readonly pair: string }

/** A form of the page: it comes back to where it stands, and filled in where it was refused. */
async function done(c: PageContext, kit: Kit, of: string, deed: (ref: Ref, form: Form) => Promise<unknown>): Promise<Response> {
  const { session } = await standingAt(c, kit)
  const form = await readForm(c)
  const pair = idAt(c, 'pair')
  const names = ['sending', 'text', 'startsAt', 'minutes', 'place', 'contact', 'table']
  const values = Object.fromEntries(names.flatMap((name) => (form.optional(name) === undefined ? [] : [[name, form.text(name)]])))
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return deed({ session: session.id, pair }, form)
    },
    {
      done: () => goTo(c, `${session.path}/people/${pair}#${of}`),
      redraw: (problem) => draw(c, kit, { values, faulty: of, problem: besideFields(problem) }),
    },
  )
}

async function propose(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await standingAt(c, kit)
  return done(c, kit, 'meetings', (ref, form) => {
    const startsAt = readTime(form.text('startsAt'), session.zone)
    const wanted = { startsAt, minutes: form.text('minutes'), place: form.text('place'), table: form.checked('table') }
    return perform(kit.runner, proposeMeeting, { ...ref, ...wanted, sending: form.text('sending') }, c.var.page.actor)
  })
}

/** One agreed meeting for a calendar. */
async function calendar(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { session } = await standingAt(c, kit)
  const ref = { session: session.id, meeting: idAt(c, 'meeting') }
  const { meeting } = await meetingFacts(db, ref, askingOf(c, kit), false)
  if (meeting.state !== 'agreed') return refuse(no('encounter.missing'))
  const tables = await tablesOfMeetings(db, session.id, [meeting.id])
  const entry = calendarEntry(page, address(page, `${session.path}/people`), {
    ...{ id: meeting.id, pair: meeting.pair_id, table: tables.get(meeting.id) ?? null },
    place: outside.keys.open(PLACE, meeting.place_sealed),
    startsAt: meeting.starts_at.toISOString(),
    endsAt: endOfMeeting(meeting.starts_at, meeting.minutes).toISOString(),
  })
  return c.body(writeCalendar({ name: entry.title, publicUrl: kit.publicUrl, entries: [entry] }), 200, { 'content-type': CALENDAR_TYPE })
}

async function handOver(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await standingAt(c, kit)
  const form = await readForm(c)
  const { page, visitor } = c.var
  const input = { session: session.id, pair: idAt(c, 'pair'), messages: [...form.all('messages')] }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('report', visitor, page.actor.account)
      return perform(kit.runner, reportMessage, input, page.actor)
    },
    { done: ({ path }) => goTo(c, path), redraw: (problem) => draw(c, kit, { faulty: 'report', problem: besideFields(problem) }) },
  )
}

async function drawHanded(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { session } = await standingAt(c, kit)
  const handed = idAt(c, 'handed')
  const row = await handedOne(db, session.id, handed)
  const mine = row !== null && row.handed_by !== null && row.handed_by === page.actor.person
  if (row === null || (!mine && !(await isModerator(db, session.id, page.actor)))) return refuse(no('encounter.missing'))
  const thing = {
    sort: 'message',
    scope: session.id,
    subject: handed,
    path: `${session.path}/people/handed-over/${handed}`,
    toAuthor: false,
  }
  return c.html(
    <HandedPage
      page={page}
      session={session}
      text={row.text}
      hidden={row.hidden_for !== null}
      mine={mine}
      sections={mine && row.hidden_for === null ? await kit.thingSections(page, thing) : []}
    />,
  )
}
