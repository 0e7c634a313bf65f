import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { perform } from '../../../core/perform.ts'
import { readForm, type Form, type Problem } from '../../../web/form.ts'
import { sharing } from '../../../web/live.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { answerPoll } from '../commands/answer-poll.ts'
import { askQuestion } from '../commands/ask-question.ts'
import { giveVoice } from '../commands/give-voice.ts'
import { raiseHand } from '../commands/raise-hand.ts'
import { withdrawHand } from '../commands/withdraw-hand.ts'
import { withdrawQuestion } from '../commands/withdraw-question.ts'
import { mayAsk, mayTakePart } from '../policy.ts'
import type { Floor } from '../queries/floor-facts.ts'
import { liveNumbers } from '../queries/live-numbers.ts'
import { readPolls } from '../queries/polls.ts'
import { readQuestions } from '../queries/questions.ts'
import { readSpeaking } from '../queries/speaking.ts'
import { topicOf } from '../rules.ts'
import { FloorPage, FloorParts, type AskValues, type FloorProps, type HandValues } from '../views/floor-page.tsx'
import { AT, done, floorHere, frameOf, idHere, readerMark, sessionHere, wantsPart } from './where.ts'

/** So that a proxy does not take a quiet stream for a dead one. */
const HEARTBEAT_MS = 25_000

type Filled = {
  readonly ask?: AskValues
  readonly hand?: HandValues
  readonly problem?: Problem
  readonly faulty?: string
}

/** For everybody to read, and for those who are there to take part in. */
export function takingPartPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(AT, async (c) => drawFloor(c, kit, await floorHere(c, kit)))
  const numbersOf = sharing((session) => liveNumbers(kit.runner.db, session))
  app.get(`${AT}/live`, (c) => stream(c, kit, numbersOf))
  app.post(`${AT}/questions`, (c) => ask(c, kit))
  app.post(`${AT}/questions/:question/voice`, (c) =>
    one(c, kit, async (floor, form) => {
      const input = { session: floor.session.id, question: idHere(c, 'question'), given: form.text('given') === 'yes' }
      return perform(kit.runner, giveVoice, input, c.var.page.actor)
    }),
  )
  app.post(`${AT}/questions/:question/withdrawal`, (c) =>
    one(c, kit, (floor) =>
      perform(kit.runner, withdrawQuestion, { session: floor.session.id, question: idHere(c, 'question') }, c.var.page.actor),
    ),
  )
  app.post(`${AT}/hands`, (c) => raise(c, kit))
  app.post(`${AT}/hands/:hand/withdrawal`, (c) =>
    one(c, kit, (floor) => perform(kit.runner, withdrawHand, { session: floor.session.id, hand: idHere(c, 'hand') }, c.var.page.actor)),
  )
  app.post(`${AT}/polls/:poll/answer`, async (c) => {
    const poll = idHere(c, 'poll')
    return one(
      c,
      kit,
      (floor, form) => perform(kit.runner, answerPoll, { session: floor.session.id, poll, chosen: form.all('chosen') }, c.var.page.actor),
      poll,
    )
  })
  return app
}

type Deed = (floor: Floor, form: Form) => Promise<unknown>

/** A form of one button, or of a poll: it comes back to the page that it stands on, for those who lead to theirs. */
async function one(c: PageContext, kit: Kit, deed: Deed, faulty = ''): Promise<Response> {
  const floor = await floorHere(c, kit)
  const form = await readForm(c)
  const back = form.text('back') === 'chair' || (c.req.header('referer') ?? '').endsWith('/floor/chair') ? '/chair' : ''
  return done(c, () => deed(floor, form), {
    path: `${floor.session.path}/floor${back}`,
    redraw: (problem) => drawFloor(c, kit, floor, { problem, faulty }),
  })
}

async function ask(c: PageContext, kit: Kit): Promise<Response> {
  const floor = await floorHere(c, kit)
  const form = await readForm(c)
  const values: AskValues = {
    ...{ id: form.text('id'), text: form.text('text'), language: form.text('language'), guiding: form.text('guiding') },
    ...{ naming: form.text('naming'), pseudonym: form.text('pseudonym'), chairOnly: form.checked('chairOnly') },
  }
  const { guiding, pseudonym, ...rest } = values
  const input = { session: floor.session.id, ...rest, guiding: guiding || null, pseudonym: pseudonym || null }
  return done(c, () => perform(kit.runner, askQuestion, input, c.var.page.actor), {
    path: `${floor.session.path}/floor?done=asked`,
    redraw: (problem) => drawFloor(c, kit, floor, { ask: values, problem, faulty: 'ask' }),
  })
}

async function raise(c: PageContext, kit: Kit): Promise<Response> {
  const floor = await floorHere(c, kit)
  const form = await readForm(c)
  const values: HandValues = { id: form.text('id'), label: form.text('label'), language: form.text('language'), group: form.text('group') }
  const input = { session: floor.session.id, ...values, group: values.group || null }
  return done(c, () => perform(kit.runner, raiseHand, input, c.var.page.actor), {
    path: `${floor.session.path}/floor?done=sent`,
    redraw: (problem) => drawFloor(c, kit, floor, { hand: values, problem, faulty: 'hand' }),
  })
}

async function drawFloor(c: PageContext, kit: Kit, floor: Floor, filled: Filled = {}): Promise<Response> {
  const props = await propsOf(c, kit, floor, filled)
  if (floor.standing.attending || floor.standing.records) c.header('cache-control', 'private, no-store')
  return c.html(wantsPart(c) ? <FloorParts {...props} /> : <FloorPage {...props} />)
}

async function propsOf(c: PageContext, kit: Kit, floor: Floor, filled: Filled): Promise<FloorProps> {
  const { page } = c.var
  const { session, standing } = floor
  const { db, outside } = kit.runner
  const { blocks, guiding, own } = await frameOf(kit, c, floor)
  const looking = { session: session.id, actor: page.actor, own }
  const asked = c.req.query('done')
  return {
    ...{ page, session, standing, blocks, guiding },
    mayTakePart: mayTakePart(page.actor, standing).ok,
    mayAsk: mayAsk(page.actor, standing, { waiting: 0, all: 0 }).ok,
    questions: await readQuestions(db, looking, 'public'),
    own: await readQuestions(db, looking, 'own'),
    polls: await readPolls(db, { session: session.id, own, drafts: false }),
    speaking: await readSpeaking(db, { session: session.id, own, blocks, now: page.now }),
    order: c.req.query('order') === 'time' ? 'time' : 'voices',
    reader: readerMark(c, kit, session.id),
    ask: filled.ask ?? { id: outside.uuid(), text: '', language: '', guiding: '', naming: '', pseudonym: '', chairOnly: false },
    hand: filled.hand ?? { id: outside.uuid(), label: '', language: '', group: '' },
    done: asked === 'asked' || asked === 'sent' ? asked : null,
    problem: filled.problem,
    faulty: filled.faulty,
  }
}

/** Numbers, and a word that something is to be drawn anew. The same for everybody, so that one reading serves all who listen. */
async function stream(c: PageContext, kit: Kit, numbersOf: (session: string) => ReturnType<typeof liveNumbers>): Promise<Response> {
  const session = await sessionHere(c, kit)
  // Nobody would read the stream, and so nobody would ever close it.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
  return streamSSE(c, async (events) => {
    // Listening comes first: what changes while the first numbers are read is heard, and then these are out of date.
    let heard = false
    const leave = kit.live.listen(topicOf(session.id), ({ event, data }) => {
      heard = true
      void events.writeSSE({ event, data: JSON.stringify(data) })
    })
    events.onAbort(leave)
    try {
      const first = await numbersOf(session.id)
      if (!heard) await events.writeSSE({ event: 'numbers', data: JSON.stringify(first) })
      while (!events.aborted) {
        await events.sleep(HEARTBEAT_MS)
        await events.writeSSE({ event: 'still', data: '{}' })
      }
    } finally {
      leave()
    }
  })
}
