import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import type { Receiver } from '../../../core/receiver.ts'
import { demand } from '../../../core/refused.ts'
import { readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { closePoll } from '../commands/close-poll.ts'
import { createPoll } from '../commands/create-poll.ts'
import { decideQuestion } from '../commands/decide-question.ts'
import { openPoll } from '../commands/open-poll.ts'
import { putStatement } from '../commands/put-statement.ts'
import { startTurn } from '../commands/start-turn.ts'
import { stopTurn } from '../commands/stop-turn.ts'
import { mayPrepare } from '../policy.ts'
import type { Floor } from '../queries/floor-facts.ts'
import { placesFor } from '../queries/places.ts'
import { readPolls } from '../queries/polls.ts'
import { readQuestions } from '../queries/questions.ts'
import { readPuts } from '../queries/records.ts'
import { readSpeaking } from '../queries/speaking.ts'
import { ChairPage, ChairParts, type ChairProps } from '../views/chair-page.tsx'
import type { PollValues } from '../views/poll-desk.tsx'
import type { TurnValues } from '../views/speaking-desk.tsx'
import { AT, done, floorHere, frameOf, idHere, readerMark, wantsPart } from './where.ts'

type Filled = { readonly poll?: PollValues; readonly turn?: TurnValues; readonly problem?: Problem; readonly faulty?: string }
type Desk = { readonly kit: Kit; readonly receivers: readonly Receiver[] }

/** For whoever leads the session. */
export function leadingPages(kit: Kit, receivers: readonly Receiver[]): Hono<Env> {
  const desk: Desk = { kit, receivers }
  const app = new Hono<Env>()
  app.get(`${AT}/chair`, async (c) => drawChair(c, desk, await floorHere(c, kit)))
  app.post(`${AT}/questions/:question/decision`, (c) => decide(c, desk))
  app.post(`${AT}/polls`, (c) => make(c, desk))
  app.post(`${AT}/polls/:poll/opening`, (c) =>
    lead(c, desk, (session) => perform(kit.runner, openPoll, { session, poll: idHere(c, 'poll') }, c.var.page.actor)),
  )
  app.post(`${AT}/polls/:poll/closing`, (c) =>
    lead(c, desk, (session) => perform(kit.runner, closePoll, { session, poll: idHere(c, 'poll') }, c.var.page.actor)),
  )
  app.post(`${AT}/turns`, (c) => start(c, desk))
  app.post(`${AT}/turns/now/end`, (c) => lead(c, desk, (session) => perform(kit.runner, stopTurn, { session }, c.var.page.actor)))
  app.post(`${AT}/statements`, async (c) => {
    await kit.limits.spend('write', c.var.visitor)
    return lead(c, desk, (session, form) => {
      const [question, extract] = [form.optional('question') ?? null, form.optional('extract') ?? null]
      const words = { id: form.text('id'), place: form.text('place'), text: form.text('text'), language: form.text('language') }
      return putStatement(receivers).invoke(kit.runner, { session, question, extract, ...words }, c.var.page.actor)
    })
  })
  return app
}

type Deed = (session: string, form: Form) => Promise<unknown>

async function lead(c: PageContext, desk: Desk, deed: Deed, faulty = ''): Promise<Response> {
  const floor = await floorHere(c, desk.kit)
  const form = await readForm(c)
  const back = form.text('extract') === '' ? 'chair' : 'rapporteur'
  return done(c, () => deed(floor.session.id, form), {
    path: `${floor.session.path}/floor/${back}`,
    redraw: (problem) => drawChair(c, desk, floor, { problem, faulty }),
  })
}

function decide(c: PageContext, desk: Desk): Promise<Response> {
  const question = idHere(c, 'question')
  const { actor } = c.var.page
  return lead(
    c,
    desk,
    (session, form) => {
      const [answer, into, rule, note] = ['answer', 'into', 'rule', 'note'].map((name) => form.optional(name) ?? null)
      const decision = { decision: form.text('sort'), answer, into, rule, note, language: form.optional('language') ?? null }
      return perform(desk.kit.runner, decideQuestion, { session, question, ...decision }, actor)
    },
    question,
  )
}

async function make(c: PageContext, desk: Desk): Promise<Response> {
  const floor = await floorHere(c, desk.kit)
  const form = await readForm(c)
  const poll: PollValues = {
    ...{ id: form.text('id'), text: form.text('text'), language: form.text('language') },
    ...{ sort: form.text('sort'), shows: form.text('shows'), options: form.text('options') },
  }
  const options = poll.options.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  return done(c, () => perform(desk.kit.runner, createPoll, { session: floor.session.id, ...poll, options }, c.var.page.actor), {
    path: `${floor.session.path}/floor/chair`,
    redraw: (problem) => drawChair(c, desk, floor, { poll, problem, faulty: 'poll' }),
  })
}

async function start(c: PageContext, desk: Desk): Promise<Response> {
  const floor = await floorHere(c, desk.kit)
  const form = await readForm(c)
  const turn: TurnValues = { id: form.text('id'), label: form.text('label'), role: form.text('role'), language: form.text('language') }
  const input = {
    ...{ session: floor.session.id, id: turn.id, role: turn.role, label: turn.label || null, language: turn.language || null },
    ...{ speaker: form.optional('speaker') ?? null, hand: form.optional('hand') ?? null },
  }
  return done(c, () => perform(desk.kit.runner, startTurn, input, c.var.page.actor), {
    path: `${floor.session.path}/floor/chair`,
    redraw: (problem) => drawChair(c, desk, floor, { turn, problem, faulty: 'turn' }),
  })
}

async function drawChair(c: PageContext, { kit, receivers }: Desk, floor: Floor, filled: Filled = {}): Promise<Response> {
  const { page } = c.var
  const { session, standing } = floor
  demand(mayPrepare(page.actor, standing))
  const { db, outside } = kit.runner
  const { blocks, guiding, own } = await frameOf(kit, c, floor)
  const props: ChairProps = {
    ...{ page, session, blocks, guiding, problem: filled.problem, faulty: filled.faulty, freshId: () => outside.uuid() },
    questions: await readQuestions(db, { session: session.id, actor: page.actor, own }, 'queue'),
    polls: await readPolls(db, { session: session.id, own, drafts: true }),
    puts: await readPuts(db, session.id),
    reader: readerMark(c, kit, session.id),
    places: await placesFor(db, receivers, session.id, page.actor),
    speaking: await readSpeaking(db, { session: session.id, own, blocks, now: page.now }),
    poll: filled.poll ?? { id: outside.uuid(), text: '', language: '', sort: '', shows: '', options: '' },
    turn: filled.turn ?? { id: outside.uuid(), label: '', role: '', language: '' },
  }
  c.header('cache-control', 'private, no-store')
  return c.html(wantsPart(c) ? <ChairParts {...props} /> : <ChairPage {...props} />)
}
