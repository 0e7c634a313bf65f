import { afterAll, beforeAll, expect, test } from 'vitest'
import { LYON, type CastName } from '../cast.ts'
import { joinAsGuest, makeClosed, makeDraft, makeOpen, seatCrowd, type Made } from '../dialogues.ts'
import { NOON, type Hub, type Visitor } from '../hub.ts'
import { openStage, type Stage } from '../rights/stage.ts'
import { callsOf, type Description } from './api-inputs.ts'
import { crawl } from './crawl.ts'
import { fillForm, type Manner } from './fill.ts'
import { foreignIn, formsIn, shapeOf, type Form } from './harvest.ts'
import { PAYLOADS } from './payloads.ts'
import { seededChance, type Chance } from './seed.ts'

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
/** What would end the part of whoever attacks. */
const FINAL =
  /sign-out|departure|acting|removal|archiv|me\/identity$|deletion|leav|erasure|sessions|discarding|ending|closure|DELETE \/(me|bodies)/

/** Forms with texts that the harvest must have found: without them it would have found nothing to attack. */
const WITH_TEXTS = [
  ...['/dialogues', '/dialogues/*/edit', '/dialogues/*/translation', '/dialogues/*/answer', '/dialogues/*/statements'],
  ...['/dialogues/*/statements/*/refusal', '/bodies', '/bodies/*/edit', '/sign-in', '/preferences', '/me/facets/interests'],
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
  everybody.set('a guest', await joinAsGuest(hub, open))
  everybody.set('nobody', hub.as(null))
}, 120_000)
afterAll(() => hub.close())

let minutes = 0
/** The limits would end the attack; an attacker who waits is not stopped by them, so the clock goes on. */
const waitAMinute = () => hub.setNow(new Date(NOON.getTime() + (minutes += 1) * 60_000))

const STARTS = () => [
  '/',
  '/dialogues',
  '/bodies',
  '/me',
  '/dialogues/new',
  '/bodies/new',
  `/bodies/${LYON}/edit`,
  `/dialogues/${draft.slug}/edit`,
  '/me/hiding',
  '/me/facets/interests',
  `/dialogues/${open.slug}/moderation`,
  `/dialogues/${open.slug}/take-part`,
  `/dialogues/${open.slug}/result`,
  `/dialogues/${open.slug}/statements`,
  `/dialogues/${closed.slug}/answer`,
  '/dev/mail',
  '/moderation',
  `/dialogues/${stage.open.slug}`,
  `/dialogues/${stage.open.slug}/moderation`,
  // To these no page leads: a letter does, or whoever was handed the link.
  `/reports/${stage.reported.link}`,
  `/reports/${stage.decided.link}`,
  `/reasons/${stage.reasons}`,
  `/pressure/${stage.pressure.link}`,
  `/circle/${stage.circleLink}`,
  `/letters/stop/${stage.letters.stop}`,
  `/me/address/${stage.addressLink}`,
  `/operator/invitation/${stage.operatorLink}`,
  `/bodies/${stage.lyon}/invitations/${stage.invitation.token}`,
  `/people/${stage.callers.Idrissa.actor.person}`,
]

/** Faults that an answer shows: something foreign in the page, a way out of the hub, a fault of the hub. */
async function faultsOf(what: string, answer: Response): Promise<readonly string[]> {
  const found: string[] = []
  if (answer.status >= 500) found.push(`${what}: answered with ${answer.status}`)
  const to = answer.headers.get('location')
  if (to !== null && !/^\/(?![/\\])/.test(to)) found.push(`${what}: leads to ${to}`)
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('text/html')) for (const one of foreignIn(await answer.text())) found.push(`${what}: ${one}`)
  else await answer.body?.cancel()
  return found
}

/** Pages for each visitor: more than there are of different kinds. */
const MOST = 150
const counted = { pages: 0, forms: 0, fields: 0, posts: 0, calls: 0, kept: 0 }

async function lookEverywhere(): Promise<readonly string[]> {
  const found: string[] = []
  for (const [name, visitor] of everybody) {
    waitAMinute()
    for (const { path, status, html } of await crawl(visitor, STARTS(), MOST)) {
      counted.pages += 1
      const foreign = path === '/dev/mail' ? foreignIn(html).filter((one) => !one.includes(' style')) : foreignIn(html)
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
  const tried = new Set<string>()
  for (const [name, visitor] of everybody) {
    waitAMinute()
    const pages = await crawl(visitor, STARTS(), MOST)
    const forms = pages.flatMap(({ path, html }) => formsIn(html).map((form) => ({ path, form })))
    for (const { path, form } of forms) {
      const shape = `${form.method} ${shapeOf(form.action)} ${form.fields.map((one) => one.name).join()}`
      if (tried.has(shape) || FINAL.test(form.action)) continue
      tried.add(shape)
      counted.forms += 1
      counted.fields += form.fields.length
      for (const manner of [...MANNERS, ...MANNERS]) found.push(...(await send(visitor, { path, form }, { manner, name })))
    }
  }
  const actions = new Set([...tried].map((shape) => shape.split(' ')[1]?.slice('/en'.length)))
  expect([...actions]).toEqual(expect.arrayContaining(WITH_TEXTS))
  // So that a crawl that finds less than there is does not pass for an attack.
  expect(counted.forms).toBeGreaterThan(80)
  expect(found).toEqual([])
})

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
  for (const [name, visitor] of everybody) {
    for (const manner of MANNERS) {
      waitAMinute()
      const known = {
        dialogue: open.slug,
        body: 'pulaar-lyon',
        statement: '0',
        language: 'fr',
        participant: '1000',
        file: 'statements.csv',
        ...{ scope: stage.open.id, case: stage.reported.case, link: stage.reported.link, person: stage.callers.Mai.actor.person ?? '' },
        ...{ passkey: stage.passkey, token: stage.accessToken, account: stage.account, provider: 'ministry', number: '1' },
      }
      for (const call of callsOf(described, manner, known, chance)) {
        if (FINAL.test(`${call.method} ${call.path}`)) continue
        counted.calls += 1
        const answer = await visitor.api(call.method, `${call.path}${call.query}`, call.body)
        if (answer.ok && call.method !== 'GET') counted.kept += 1
        found.push(...(await faultsOf(`${call.method} ${call.path} as ${name}, ${manner}, ${JSON.stringify(call.body)}`, answer)))
      }
    }
  }
  expect(counted.calls).toBeGreaterThan(200)
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
