import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CastName } from '../cast.ts'
import { joinAsGuest, makeClosed, makeDraft, makeOpen, seatCrowd, type Made } from '../dialogues.ts'
import { NOON, type Hub, type Visitor } from '../hub.ts'
import { inputs } from '../rights/inputs.ts'
import { openStage, type Stage } from '../rights/stage.ts'
import { callsOf, type Call, type Description } from './api-inputs.ts'
import { crawl, type Looked, type Way } from './crawl.ts'
import { LEADS_AWAY } from './ends.ts'
import { fillForm, type Manner } from './fill.ts'
import { foreignAmong, foreignIn, formsAmong, ownElementsOf, shapeOf, type Form } from './harvest.ts'
import { PAYLOADS } from './payloads.ts'
import { seededChance, type Chance } from './seed.ts'
import { startsOf } from './starts.ts'

// Stored and reflected scripts: every form that anybody of the cast is shown, and every input of the API, is sent with hostile texts;
// then everybody looks at everything. What came through is an element, an attribute or an address that no page of ours has.

/** A hub with something of everything: cases, charters, keys, tokens, requests; beside it the dialogues below, made of hostile texts. */
let stage: Stage
let hub: Hub
let chance: Chance
let open: Made
let closed: Made
let draft: Made
const everybody = new Map<string, Visitor>()
const CAST = ['niamh', 'samir', 'aoife', 'idrissa', 'gift', 'mai'] as const satisfies readonly CastName[]
const MANNERS = ['fits', 'hostile'] as const satisfies readonly Manner[]
/** After these there is less to attack, so they come last. */
const ENDS = /closing|calling-off|cancell|withdrawal|merger|DELETE/

/** Forms with texts that the harvest must have found: without them it would have found nothing to attack. */
const WITH_TEXTS = [
  ...['/dialogues', '/dialogues/*/edit', '/dialogues/*/translation', '/dialogues/*/answer', '/dialogues/*/statements'],
  ...['/dialogues/*/statements/*/refusal', '/bodies', '/bodies/*/edit', '/sign-in', '/preferences', '/me/facets/interests'],
  ...['/summits/*/*/sessions/*/note/edit', '/summits/*/*/sessions/*/interventions/mine', '/summits/*/*/sessions/*/ideas'],
  ...['/summits/*/*/sessions/*/floor/questions', '/summits/*/*/sessions/*/people/*/messages', '/recommendations/*/stance'],
  ...['/summits/*/*/registration', '/commitments/*/evidence'],
]

beforeAll(async () => {
  chance = seededChance('scripts in forms, the API and pages')
  stage = await openStage({ demo: true })
  hub = stage.hub
  // Statements with votes from the start: what nobody published would be on no page of a result.
  const texts = {
    title: 'Why <x-probe>',
    summary: 'Why "><x-probe>',
    background: PAYLOADS.join('\n\n'),
    questions: [PAYLOADS[0], PAYLOADS[11]],
  }
  open = await makeOpen(hub, { ...texts, seeds: PAYLOADS.slice(11, 19) })
  draft = await makeDraft(hub)
  closed = await makeClosed(hub)
  await seatCrowd(hub, open.id, 24, (person) => [1, person % 2 === 0 ? 1 : -1, person % 2 === 0 ? -1 : 1, 1, 0, 1, -1, 1])
  await hub.sweep()
  for (const name of CAST) everybody.set(name, hub.as(name))
  // Who has no account, and is shown all that somebody is shown who takes part in nothing.
  everybody.set('a guest', await joinAsGuest(hub, open))
}, 120_000)
afterAll(() => hub.close())

let minutes = 0
/** The limits would end the attack; an attacker who waits is not stopped by them, so the clock goes on. */
const waitAMinute = () => hub.setNow(new Date(NOON.getTime() + (minutes += 1) * 60_000))

/** Faults that an answer shows: something foreign in the page, a way out of the hub, a fault of the hub. */
async function faultsOf(what: string, answer: Response): Promise<readonly string[]> {
  const found: string[] = []
  // Who is told to wait has attacked nothing.
  if (answer.status >= 500 || answer.status === 429) found.push(`${what}: answered with ${answer.status}`)
  const to = answer.headers.get('location')
  if (to !== null && !/^\/(?![/\\])/.test(to)) found.push(`${what}: leads to ${to}`)
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('text/html')) for (const one of foreignIn(await answer.text())) found.push(`${what}: ${one}`)
  else await answer.body?.cancel()
  return found
}

/** Pages for each visitor: more than there are. A crawl that ends there has not seen all. */
const MOST = 900
const counted = { pages: 0, forms: 0, fields: 0, posts: 0, calls: 0, kept: 0 }

async function crawlAll(name: string, visitor: Visitor, way: Way) {
  const pages = await crawl(visitor, startsOf(stage, { open, closed, draft }), MOST, way)
  expect(pages.length, `pages that ${name} is shown`).toBeLessThan(MOST)
  return pages
}

async function lookEverywhere(): Promise<readonly string[]> {
  const found: string[] = []
  const looked: Looked = new Map()
  for (const [name, visitor] of everybody) {
    waitAMinute()
    for (const { path, status, elements } of await crawlAll(name, visitor, { looked })) {
      counted.pages += 1
      const all = foreignAmong(elements)
      const foreign = path === '/dev/mail' ? all.filter((one) => !one.includes(' style')) : all
      found.push(...(status >= 500 ? [`${path} as ${name}: ${status}`] : []), ...foreign.map((one) => `${path} as ${name}: ${one}`))
    }
  }
  return found
}

test('the reader of pages would see a payload that came through', () => {
  const page = (text: string) => `<!doctype html><html><body><p title="${text}">${text}</p></body></html>`
  const seen = PAYLOADS.filter((one) => foreignIn(page(one)).length > 0)
  expect(seen.length).toBeGreaterThan(15)
  expect(foreignIn(page('Plain &lt;x-probe&gt; text'))).toEqual([])
  expect(foreignIn('<a href="java&#9;script:x">x</a><form action="//evil.test"></form>')).toHaveLength(2)
})

test('no form lets a script into a page, and no answer to it shows one', { timeout: 240_000 }, async () => {
  const found: string[] = []
  const tried = new Map<string, { readonly name: string; readonly visitor: Visitor; readonly path: string; readonly form: Form }>()
  const looked: Looked = new Map()
  // All forms are gathered before any is sent: what one of them does takes others from the pages.
  for (const [name, visitor] of everybody) {
    waitAMinute()
    // Nothing is judged here, so the quick reader is enough.
    for (const { path, elements } of await crawlAll(name, visitor, { looked, read: ownElementsOf }))
      for (const form of formsAmong(elements)) {
        const shape = `${form.method} ${shapeOf(form.action)} ${[...new Set(form.fields.map((one) => one.name))].join()}`
        if (!tried.has(shape) && !LEADS_AWAY.test(form.action)) tried.set(shape, { name, visitor, path, form })
      }
  }
  const actions = new Set([...tried.keys()].map((shape) => shape.split(' ')[1]?.slice('/en'.length)))
  expect([...actions]).toEqual(expect.arrayContaining(WITH_TEXTS))
  // So that a crawl that finds less than there is does not pass for an attack.
  counted.forms = tried.size
  expect(counted.forms).toBeGreaterThan(180)
  for (const { name, visitor, path, form } of [...tried.values()].toSorted((one, two) => endsLast(one) - endsLast(two))) {
    counted.fields += form.fields.length
    for (const manner of MANNERS) found.push(...(await send(visitor, { path, form }, { manner, name })))
  }
  expect(found).toEqual([])
})

const endsLast = ({ form }: { readonly form: Form }): number => (ENDS.test(form.action) ? 1 : 0)

const endOf = ({ method, path }: Pick<Call, 'method' | 'path'>): string => `${method} ${path}`

async function send(visitor: Visitor, { path, form }: { path: string; form: Form }, { manner, name }: { manner: Manner; name: string }) {
  const filled = fillForm(form, manner, chance)
  const to = form.action === '' ? path : form.action
  counted.posts += 1
  if (counted.posts % 50 === 0) waitAMinute()
  const what = `${form.method} ${to} as ${name}, ${manner}, ${JSON.stringify(filled)}`
  if (form.method !== 'post') return faultsOf(what, await visitor.get(`${to}?${new URLSearchParams(filled as Record<string, string>)}`))
  const answer = await visitor.post(to, filled)
  if (answer.status === 303) counted.kept += 1
  return faultsOf(what, answer)
}

test('no input of the API lets a script into a page', { timeout: 240_000 }, async () => {
  const described = (await (await hub.as(null).api('GET', '/openapi.json')).json()) as Description
  const found: string[] = []
  const given = new Map<string, object>()
  for (const [name, input] of Object.entries(inputs)) given.set(name, Object(await input(stage, stage.callers.Mai)))
  // What fits nothing is refused before anybody asks who sends it, and what one of them may do needs no other.
  const done = new Set<string>()
  for (const [manner, ...names] of [
    ['hostile', 'mai'],
    ['fits', ...everybody.keys()],
  ] as const)
    for (const name of names) {
      const visitor = everybody.get(name) ?? hub.as(null)
      const calls = callsOf(described, manner, (operation) => ({ ...given.get(operation) }), chance)
      for (const call of calls.toSorted((one, two) => Number(ENDS.test(endOf(one))) - Number(ENDS.test(endOf(two))))) {
        if (LEADS_AWAY.test(endOf(call)) || done.has(call.name)) continue
        counted.calls += 1
        if (counted.calls % 50 === 0) waitAMinute()
        const answer = await visitor.api(call.method, `${call.path}${call.query}`, call.body)
        if (answer.ok) done.add(call.name)
        if (answer.ok && call.method !== 'GET') counted.kept += 1
        found.push(...(await faultsOf(`${endOf(call)} as ${name}, ${manner}, ${JSON.stringify(call.body)}`, answer)))
      }
    }
  // Of what was refused to everybody nothing is found later, so most of them must have been taken from somebody.
  expect(counted.calls).toBeGreaterThan(600)
  expect(done.size).toBeGreaterThan(150)
  expect(found).toEqual([])
})

test('what was kept is text on every page that anybody sees, and in every letter', { timeout: 240_000 }, async () => {
  await hub.settle()
  await hub.sweep()
  expect(counted.kept, 'without anything kept there would be nothing to find').toBeGreaterThan(10)
  expect(await lookEverywhere()).toEqual([])
  const letters = hub.letters.flatMap(({ html }) => foreignIn(html).filter((one) => !one.includes(' style')))
  expect(letters).toEqual([])
  process.stdout.write(`attack: scripts, ${JSON.stringify(counted)}\n`)
})
