import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClosed, makeDraft, makeOpen, PLAN, type Made } from '../../testing/dialogues.ts'
import type { CastName } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
/** One of each state, only read. */
let standing: Record<State, Made>
beforeAll(async () => {
  hub = await openHub()
  standing = { draft: await made('draft'), open: await made('open'), closed: await made('closed') }
})
afterAll(() => hub.close())

/** Convener, steward, moderator; a member and a steward of another body; the operator; Ana. */
const CAST = ['niamh', 'aoife', 'samir', 'mai', 'idrissa', 'gift', null] as const satisfies readonly (CastName | null)[]
type Answers = readonly [number, number, number, number, number, number, number]
type State = 'draft' | 'open' | 'closed'
type Row = readonly [State, string, Answers]

const EVERYBODY: Answers = [200, 200, 200, 200, 200, 200, 200]
const HIDDEN: Answers = [404, 404, 404, 404, 404, 404, 404]
const PREPARERS: Answers = [200, 200, 200, 404, 404, 200, 404]
const CONVENERS_OF_DRAFT: Answers = [200, 200, 403, 404, 404, 200, 404]
const CONVENERS: Answers = [200, 200, 403, 403, 403, 200, 403]
const MODERATORS: Answers = [200, 200, 200, 403, 403, 200, 403]
const done = (answers: Answers): Answers => answers.map((status) => (status === 200 ? 303 : status)) as unknown as Answers
const instead = (answers: Answers, status: number): Answers => answers.map((one) => (one === 200 ? status : one)) as unknown as Answers

async function made(state: State): Promise<Made> {
  const make = { draft: makeDraft, open: makeOpen, closed: makeClosed }[state]
  return make(hub)
}

async function answersOf(ask: (who: CastName | null) => Promise<Response>): Promise<readonly number[]> {
  const statuses: number[] = []
  for (const who of CAST) statuses.push((await ask(who)).status)
  return statuses
}

const READ: readonly Row[] = [
  ['draft', '', PREPARERS],
  ['draft', '/preview', CONVENERS_OF_DRAFT],
  ['draft', '/edit', CONVENERS_OF_DRAFT],
  ['draft', '/translation', CONVENERS_OF_DRAFT],
  ['draft', '/moderation', PREPARERS],
  ['draft', '/answer', instead(CONVENERS_OF_DRAFT, 409)],
  ['draft', '/take-part', instead(PREPARERS, 409)],
  ['open', '', EVERYBODY],
  ['open', '/result', EVERYBODY],
  ['open', '/method', EVERYBODY],
  ['open', '/statements', EVERYBODY],
  ['open', '/statements/0', EVERYBODY],
  ['open', '/statements/99', HIDDEN],
  ['open', '/statements/x', HIDDEN],
  ['open', '/export/other.csv', HIDDEN],
  ['open', '/preview', CONVENERS],
  ['open', '/edit', instead(CONVENERS, 409)],
  ['open', '/translation', CONVENERS],
  ['open', '/moderation', MODERATORS],
  ['draft', '/moderation/patterns', PREPARERS],
  ['open', '/moderation/patterns', MODERATORS],
  ['open', '/moderation/participants/77', instead(MODERATORS, 404)],
  ['open', '/moderation/participants/x', HIDDEN],
  ['open', '/answer', instead(CONVENERS, 409)],
  ['open', '/take-part', done(EVERYBODY)],
  ['open', '/my-part', done(EVERYBODY)],
  ['open', '/return/forged.key', instead(EVERYBODY, 409)],
  ['closed', '/answer', CONVENERS],
  ['closed', '/take-part', instead(EVERYBODY, 409)],
  ['closed', '/my-part', done(EVERYBODY)],
]

test.each(READ)('GET of a dialogue that is %s: %s', async (state, path, expected) => {
  const { slug } = standing[state]
  expect(await answersOf((who) => hub.as(who).get(`/dialogues/${slug}${path}`))).toEqual(expected)
})

test('the page that begins a dialogue', async () => {
  expect(await answersOf((who) => hub.as(who).get('/dialogues/new'))).toEqual([200, 200, 403, 403, 200, 200, 403])
})

const FORM = {
  ...PLAN,
  seeds: 'One.\nTwo.',
  questions: 'One?',
  opensAt: '2026-03-02T09:00',
  closesAt: '2026-03-12T09:00',
  answerBy: '2026-03-22T09:00',
  mayAdd: 'on',
} as const
const WORDS = { language: 'fr', title: 'Titre', summary: 'En bref.', background: '', questions: '' }

const WRITE: readonly (readonly [State, string, Record<string, string | readonly string[]>, Answers])[] = [
  ['draft', '/edit', FORM, done(CONVENERS_OF_DRAFT)],
  ['draft', '/opening', {}, done(CONVENERS_OF_DRAFT)],
  ['draft', '/closure', {}, instead(CONVENERS_OF_DRAFT, 409)],
  ['draft', '/discarding', {}, done(CONVENERS_OF_DRAFT)],
  ['draft', '/translation', WORDS, done(CONVENERS_OF_DRAFT)],
  ['draft', '/participation', {}, instead(PREPARERS, 409)],
  ['draft', '/statements/0/vote', { choice: 'agree' }, instead(PREPARERS, 409)],
  ['draft', '/statements', { text: 'A thought.', language: 'en' }, instead(PREPARERS, 409)],
  ['draft', '/statements/0/refusal', { rule: 'on-topic' }, done(PREPARERS)],
  ['open', '/edit', FORM, instead(CONVENERS, 409)],
  ['open', '/opening', {}, instead(CONVENERS, 409)],
  ['open', '/discarding', {}, instead(CONVENERS, 409)],
  ['open', '/closure', {}, done(CONVENERS)],
  ['open', '/translation', WORDS, done(CONVENERS)],
  ['open', '/answer', { language: 'en', text: 'Yes.' }, instead(CONVENERS, 409)],
  ['open', '/participation', {}, done(EVERYBODY)],
  ['open', '/statements/0/vote', { choice: 'agree' }, instead(EVERYBODY, 409)],
  ['open', '/statements/0/publication', {}, done(MODERATORS)],
  ['open', '/statements/0/refusal', { rule: 'on-topic', note: '' }, done(MODERATORS)],
  ['open', '/statements/0/marks', { meta: 'on' }, done(MODERATORS)],
  ['open', '/statements/99/publication', {}, HIDDEN],
  ['open', '/removals', {}, instead(MODERATORS, 422)],
  ['open', '/removals', { participant: '77', reason: 'automated' }, instead(MODERATORS, 404)],
  ['open', '/participants/77/restoration', {}, instead(MODERATORS, 404)],
  ['closed', '/answer', { language: 'en', text: 'Yes.' }, done(CONVENERS)],
  ['closed', '/closure', {}, instead(CONVENERS, 409)],
  ['closed', '/participation', {}, instead(EVERYBODY, 409)],
]

test.each(WRITE)('POST to a dialogue that is %s: %s', async (state, path, form, expected) => {
  let fresh = await made(state)
  const statuses = await answersOf(async (who) => {
    const answer = await hub.as(who).post(`/dialogues/${fresh.slug}${path}`, form)
    // What was done cannot be done twice: the next one gets a dialogue of their own.
    if (answer.status === 303) fresh = await made(state)
    return answer
  })
  expect(statuses).toEqual(expected)
})

test('POST of a new dialogue in the name of the department', async () => {
  const form = { ...FORM, bodyId: hub.cast.bodies.unit }
  expect(await answersOf((who) => hub.as(who).post('/dialogues', form))).toEqual([303, 303, 403, 403, 403, 303, 403])
})
