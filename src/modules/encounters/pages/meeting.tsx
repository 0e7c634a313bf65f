import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { perform, together } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { askPerson } from '../commands/ask-person.ts'
import { blockPerson } from '../commands/block-person.ts'
import { declinePerson } from '../commands/decline-person.ts'
import { enterList } from '../commands/enter-list.ts'
import { leaveList } from '../commands/leave-list.ts'
import { refreshSuggestions } from '../commands/refresh-suggestions.ts'
import { mayEnter, mayMeet } from '../policy.ts'
import { listFor } from '../queries/list.ts'
import { topicOf, wordsIn } from '../rules.ts'
import { EMPTY, valuesOf, type EntryValues } from '../views/entry-form.tsx'
import { PeoplePage } from '../views/people-page.tsx'
import { AT, besideFields, idAt, standingAt } from './place.ts'

/** The list, going on it and leaving it, and saying whom one would like to meet. */
export function meetingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(AT, (c) => draw(c, kit))
  app.get(`${AT}/live`, (c) => stream(c, kit))
  app.post(`${AT}/entry`, (c) => enter(c, kit))
  app.post(`${AT}/leaving`, async (c) => {
    const { session } = await standingAt(c, kit)
    await perform(kit.runner, leaveList, { session: session.id }, c.var.page.actor)
    return goTo(c, `${session.path}/people?done=left`)
  })
  app.post(`${AT}/more`, async (c) => {
    const { session } = await standingAt(c, kit)
    const { drawn, left } = await perform(kit.runner, refreshSuggestions, { session: session.id }, c.var.page.actor)
    return goTo(c, `${session.path}/people?done=${drawn > 0 ? 'more' : left > 0 ? 'no-more' : 'enough'}`)
  })
  app.post(`${AT}/with/:entry/asking`, (c) => ask(c, kit))
  app.post(`${AT}/with/:entry/passing`, (c) => decide(c, kit, declinePerson, 'passed'))
  app.post(`${AT}/with/:entry/block`, (c) => decide(c, kit, blockPerson, 'blocked'))
  return app
}

const DONE = ['entered', 'changed', 'left', 'more', 'no-more', 'enough', 'asked', 'passed', 'blocked', 'ended']

type Filled = { readonly values?: EntryValues; readonly problem?: Problem }

async function draw(c: PageContext, kit: Kit, { values, problem }: Filled = {}): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const standing = await standingAt(c, kit)
  const { session, entry, here } = standing
  const may = mayEnter(here)
  const done = c.req.query('done') ?? ''
  const list = await listFor(db, may.ok ? standing : { ...standing, entry: null }, { actor: page.actor, keys: outside.keys, now: page.now })
  return c.html(
    <PeoplePage
      page={page}
      session={session}
      questions={await gatherings.questionsOf(db, session.id, page.say.locale)}
      list={list}
      listed={entry !== null}
      leads={standing.leads && here.open}
      byOther={standing.other !== null}
      quiet={standing.attendance?.quiet === true}
      personName={page.personName}
      closed={may.ok ? null : { sentence: page.say(may.refusal.code, may.refusal.data), signIn: may.refusal.code === 'sign-in.needed' }}
      values={values ?? (entry === null ? EMPTY : valuesOf(entry))}
      done={DONE.includes(done) ? done : null}
      problem={problem}
    />,
  )
}

const readValues = (form: Form): EntryValues => ({
  ...{ words: form.text('words'), seeks: form.text('seeks'), offers: form.text('offers') },
  ...{ questions: form.all('questions'), languages: form.all('languages'), notToStates: form.checked('notToStates') },
})

/** Whoever goes on the list is shown the first few at once. */
async function enter(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await standingAt(c, kit)
  const values = readValues(await readForm(c))
  const said = { words: wordsIn(values.words), seeks: wordsIn(values.seeks), offers: wordsIn(values.offers) }
  const input = { session: session.id, ...values, ...said, questions: [...values.questions], languages: [...values.languages] }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('take-part', c.var.visitor)
      return together(kit.runner, async (deed) => {
        const { entered } = await deed(enterList, input, c.var.page.actor)
        if (entered) await deed(refreshSuggestions, { session: session.id }, c.var.page.actor)
        return entered
      })
    },
    {
      done: (entered) => goTo(c, `${session.path}/people?done=${entered ? 'entered' : 'changed'}`),
      redraw: (problem) => draw(c, kit, { values, problem: besideFields(problem) }),
    },
  )
}

async function ask(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await standingAt(c, kit)
  const input = { session: session.id, entry: idAt(c, 'entry') }
  return attempt(c, () => perform(kit.runner, askPerson, input, c.var.page.actor), {
    done: ({ state, pair }) => goTo(c, state === 'open' ? `${session.path}/people/${pair}` : `${session.path}/people?done=asked`),
    redraw: (problem) => draw(c, kit, { problem }),
  })
}

async function decide(
  c: PageContext,
  kit: Kit,
  deed: typeof declinePerson | typeof blockPerson,
  done: 'passed' | 'blocked',
): Promise<Response> {
  const { session } = await standingAt(c, kit)
  const input = { session: session.id, entry: idAt(c, 'entry') }
  await (deed === blockPerson
    ? perform(kit.runner, blockPerson, input, c.var.page.actor)
    : perform(kit.runner, declinePerson, input, c.var.page.actor))
  return goTo(c, `${session.path}/people?done=${done}`)
}

const HEARTBEAT_MS = 25_000

/** Says to the open pages of one member that something is new for them, and no word of what. */
async function stream(c: PageContext, kit: Kit): Promise<Response> {
  const { session, here, member } = await standingAt(c, kit)
  demand(mayMeet(here))
  // Nobody would read the stream, and so nobody would ever close it.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
  return streamSSE(c, async (events) => {
    const leave = kit.live.listen(
      topicOf(session.id, member ?? ''),
      ({ event, data }) => void events.writeSSE({ event, data: JSON.stringify(data) }),
    )
    events.onAbort(leave)
    while (!events.aborted) {
      await events.writeSSE({ event: 'still', data: '{}' })
      await events.sleep(HEARTBEAT_MS)
    }
  })
}
