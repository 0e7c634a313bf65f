import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appoint, cork, ITEM, propose, publish } from './abroad.ts'
import { stageBelonging, type Belonging } from './belonging.ts'
import { openHouse, type OpenHouse } from './browser.ts'
import type { CastName } from './cast.ts'
import { doAsHub, makeDraft } from './dialogues.ts'
import { stageEvent } from './events.ts'
import { seededChance } from './attack/seed.ts'
import { makeHidden } from './hidden-voices.ts'
import { faultsInView, sticksOut, VIEWS } from './faults.ts'
import { castVotes, stageDialogue } from './scene.ts'
import { stageSession, type StagedSession } from './summit.ts'

let house: OpenHouse
let open: { slug: string; id: string }
let draft: { slug: string; id: string }
let closed: { slug: string; id: string }
let sealed: { slug: string; id: string }
let groupless: { slug: string; id: string }
let hidden: { slug: string; id: string }
let unpublished: { slug: string }
let session: StagedSession
/** The number of a statement of Mai's that waits. */
let own: number
let event: string
let belonging: Belonging

beforeAll(async () => {
  house = await openHouse(3932)
  const { hub } = house
  await doAsHub(hub, 'places.import-migrant-stock', STOCK)
  open = await stageDialogue(hub, { title: 'An open dialogue', peopleFrom: 'ML' })
  draft = await stageDialogue(hub, { title: 'A draft', open: false })
  closed = await stageDialogue(hub, { title: 'A closed dialogue' })
  sealed = await stageDialogue(hub, { title: 'One that publishes sums', publication: 'aggregates' })
  groupless = await stageDialogue(hub, { title: 'One without groups' })
  hidden = await makeHidden(hub, soon('Hidden voices'))
  unpublished = await makeDraft(hub, { ...soon('A hidden draft'), participation: 'hidden' })
  await hub.as('gift').post('/operator/credentials', ELSEWHERE)
  for (const dialogue of [open, closed, sealed]) await castVotes(hub, dialogue)
  await castVotes(hub, groupless, 12)
  const niamh = hub.as('niamh')
  await niamh.api('POST', `/dialogues/${sealed.id}/closure`, {})
  await niamh.api('POST', `/dialogues/${closed.id}/closure`, {})
  await niamh.api('PUT', `/dialogues/${closed.id}/answers/en`, { text: 'We accept the first and refuse the rest.' })
  await niamh.api('PUT', `/dialogues/${closed.id}/answers/en`, { text: 'We accept the first and refuse the last.' })
  const ana = hub.as(null)
  await ana.post(`/dialogues/${open.slug}/participation`)
  await ana.post(`/dialogues/${open.slug}/statements`, { text: 'One that waits', language: 'en' })
  const mai = hub.as('mai')
  await mai.post(`/dialogues/${open.slug}/participation`)
  const added = await mai.api('POST', `/dialogues/${open.slug}/statements`, { text: 'Teh one that waits', language: 'en' })
  own = ((await added.json()) as { number: number }).number
  session = await stageSession(hub)
  await doAsHub(hub, 'gatherings.add-block', { session: session.id, sort: 'welcome', minutes: 10 })
  const later = { edition: session.edition, languages: ['en', 'ar'], hoursKnown: false, note: { language: 'en', title: 'Not yet' } }
  const { id } = await doAsHub<{ id: string }>(hub, 'gatherings.create-session', later)
  await doAsHub(hub, 'gatherings.announce-session', { session: id })
  event = await stageEvent(
    hub,
    'niamh',
    { sort: 'body', id: hub.cast.bodies.unit },
    { when: { day: '2099-03-04', time: '19:00', minutes: 90 } },
  )
  belonging = await stageBelonging(hub)
  await stageAtHome()
  await stageVerification()
  await publishCharter()
  const entry = { places: ['IE'], origins: ['ML'], accepts: ['newcomers'], language: 'en', fields: { services: ['Passports', 'Advice'] } }
  await hub.as('aoife').api('PUT', '/bodies/department-of-the-diaspora/entry', entry)
  await hub.sweep()
})
afterAll(() => house.close())

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const soon = (title: string) => ({ title, opensAt: inDays(10), closesAt: inDays(20), answerBy: inDays(40) })
const [closesOn = '', votingOpens = '', votingCloses = ''] = [5, 9, 12].map((days) => inDays(days).slice(0, 10))
const ELSEWHERE = { hub: 'other.example', dialogue: crypto.randomUUID(), title: 'Elsewhere', closesOn, votingOpens, votingCloses }

/** Of the country that the open dialogue is about; the address is longer than a phone is wide. */
const STOCK = {
  source: 'An invented table of where people live',
  licence: 'CC BY 3.0 IGO, https://creativecommons.org/licenses/by/3.0/igo/legalcode-in-full',
  retrievedOn: '2026-01-31',
  leftOut: ['World', 'Channel Islands'],
  rows: [
    [2015, 'ML', 'FR', 60_000],
    [2019, 'ML', 'FR', 78_000],
    [2019, 'ML', 'VC', 21_000],
    [2019, 'ML', 'IT', 300],
  ],
}

/** Something that stands on the page of a town, something that waits, and a remark. */
async function stageAtHome(): Promise<void> {
  const { hub } = house
  const place = await cork(hub)
  await appoint(hub, place, 'mai')
  const item = await propose(hub, place, { links: [`https://example.org/${'a-long-address-'.repeat(6)}`] })
  await publish(hub, item, 'mai')
  await propose(hub, place, { ...ITEM, title: 'One that waits' })
  await hub.as(null).api('POST', `/abroad/items/${item}/remarks`, { sending: crypto.randomUUID(), sort: 'wrong', language: 'en' })
}

/** A version that holds, one that is announced, and one that is being written. */
async function publishCharter(): Promise<void> {
  const gift = house.hub.as('gift')
  for (const text of ['## Words\n\nWe speak of ideas.', '## Words\n\nWe speak of ideas, calmly.']) {
    await gift.api('PUT', '/charter/draft/en', { text, changed: 'A word.' })
    await gift.api('POST', '/charter/versions', {})
  }
  await gift.api('PUT', '/charter/draft/en', { text: 'A draft.', changed: 'Another word.' })
}

/** A body with evidence, and one that looks like it. */
async function stageVerification(): Promise<void> {
  const { hub } = house
  const gift = hub.as('gift')
  const texts = [{ language: 'en', name: 'Department of the Diasp0ra', summary: 'An invented body.' }]
  await gift.api('POST', '/bodies', { kind: 'charity', texts })
  await gift.api('PUT', '/bodies/department-of-the-diaspora/attestation', { reason: 'We met them at their office.' })
  await hub.as('aoife').api('POST', '/bodies/department-of-the-diaspora/domains', { domain: 'department-of-the-diaspora.exemple.org' })
  await hub.as('aoife').api('PUT', '/bodies/department-of-the-diasp0ra/vouchings/department-of-the-diaspora', {})
}

type Opened = { readonly path: () => string; readonly as: CastName | null }

const PAGES: Readonly<Record<string, Opened>> = {
  'the first page': { path: () => '', as: null },
  dialogues: { path: () => '/dialogues', as: null },
  'an open dialogue': { path: () => `/dialogues/${open.slug}`, as: null },
  'a closed and answered one': { path: () => `/dialogues/${closed.slug}`, as: null },
  'a result': { path: () => `/dialogues/${open.slug}/result`, as: null },
  'a result of sums': { path: () => `/dialogues/${sealed.slug}/result`, as: null },
  'a statement with sums': { path: () => `/dialogues/${sealed.slug}/statements/0`, as: null },
  'a result without groups': { path: () => `/dialogues/${groupless.slug}/result`, as: null },
  'what strikes in the votes': { path: () => `/dialogues/${open.slug}/moderation/patterns`, as: 'samir' },
  'checking a result': { path: () => `/dialogues/${open.slug}/result/check`, as: null },
  'the method': { path: () => `/dialogues/${open.slug}/method`, as: null },
  'all statements': { path: () => `/dialogues/${open.slug}/statements`, as: null },
  'one statement': { path: () => `/dialogues/${open.slug}/statements/0`, as: null },
  'the versions of texts': { path: () => `/dialogues/${closed.slug}/history`, as: null },
  'taking part': { path: () => `/dialogues/${open.slug}/take-part`, as: 'mai' },
  'my part': { path: () => `/dialogues/${open.slug}/my-part`, as: 'mai' },
  'as who one speaks': { path: () => `/dialogues/${open.slug}/voice`, as: 'mai' },
  'where one lives': { path: () => `/dialogues/${open.slug}/country`, as: 'mai' },
  'correcting a statement': { path: () => `/dialogues/${open.slug}/statements/${own}/correction`, as: 'mai' },
  'a new dialogue': { path: () => '/dialogues/new', as: 'niamh' },
  'a draft at its desk': { path: () => `/dialogues/${draft.slug}`, as: 'niamh' },
  'a draft in preview': { path: () => `/dialogues/${draft.slug}/preview`, as: 'niamh' },
  'a draft being changed': { path: () => `/dialogues/${draft.slug}/edit`, as: 'niamh' },
  'a translation': { path: () => `/dialogues/${draft.slug}/translation`, as: 'niamh' },
  'an answer': { path: () => `/dialogues/${closed.slug}/answer`, as: 'niamh' },
  'the moderation desk': { path: () => `/dialogues/${open.slug}/moderation`, as: 'samir' },
  'what was published': { path: () => `/dialogues/${open.slug}/moderation?show=published`, as: 'samir' },
  bodies: { path: () => '/bodies', as: null },
  'a body': { path: () => '/bodies/department-of-the-diaspora', as: null },
  'the directory': { path: () => '/directory?kind=government-unit', as: null },
  'the map of bodies': { path: () => '/directory/map', as: null },
  'what a body says in the directory': { path: () => '/directory/department-of-the-diaspora/edit', as: 'aoife' },
  communities: { path: () => '/communities', as: null },
  'a new community': { path: () => '/communities/new?sort=gender', as: 'mai' },
  'what was found': { path: () => '/search?q=department', as: null },
  'a new body': { path: () => '/bodies/new', as: 'gift' },
  'the verification of a body': { path: () => '/bodies/department-of-the-diaspora/verification', as: null },
  'its steward’s desk': { path: () => '/bodies/department-of-the-diaspora/verification', as: 'aoife' },
  'vouching for another': { path: () => '/bodies/pulaar-lyon/verification', as: 'aoife' },
  'my identities': { path: () => '/me/identities', as: 'mai' },
  leaving: { path: () => '/me/departure', as: 'mai' },
  'my address': { path: () => '/me/address', as: 'mai' },
  'who runs the hub': { path: () => '/operator', as: null },
  'whoever runs the hub looks at that': { path: () => '/operator', as: 'gift' },
  'a look-alike': { path: () => '/bodies/department-of-the-diasp0ra', as: null },
  'a look-alike, for whoever runs the hub': { path: () => '/bodies/department-of-the-diasp0ra/verification', as: 'gift' },
  'the people of a body': { path: () => '/bodies/department-of-the-diaspora/people', as: 'aoife' },
  'signing in': { path: () => '/sign-in', as: null },
  'ways to sign in': { path: () => '/me/ways-in', as: 'mai' },
  'my account': { path: () => '/me', as: 'mai' },
  'my name': { path: () => '/me/name', as: 'mai' },
  'what is new': { path: () => '/notices', as: 'mai' },
  'what is written by mail': { path: () => '/notices/settings', as: 'mai' },
  'moderation in figures': { path: () => '/moderation', as: null },
  'who reads reports of pressure': { path: () => '/moderation/circle', as: 'gift' },
  'moderators of the hub': { path: () => '/moderation/moderators', as: 'gift' },
  preferences: { path: () => '/preferences', as: null },
  'the charter': { path: () => '/charter', as: 'gift' },
  events: { path: () => '/events', as: 'niamh' },
  'feasts of all': { path: () => '/events/feasts', as: null },
  'who holds an event': { path: () => '/events/new', as: 'niamh' },
  'an event': { path: () => `/events/${event}`, as: null },
  'an event to change': { path: () => `/events/${event}/edit`, as: 'niamh' },
  topics: { path: () => '/topics', as: 'gift' },
  'a topic': { path: () => '/topics/health', as: 'gift' },
  'what is public, the newest first': { path: () => '/feeds', as: null },
  'a version of it': { path: () => '/charter/versions/2', as: 'mai' },
  'a charter being written': { path: () => '/charter/draft', as: 'gift' },
  'a charter in preview': { path: () => '/charter/draft/preview', as: 'gift' },
  safety: { path: () => '/safety', as: null },
  'at home abroad, choosing a place': { path: () => '/abroad?live=San&people=Cebu', as: null },
  'at home abroad, the page of a town': { path: () => '/abroad/ie/cork?from=PH', as: null },
  'at home abroad, what waits there': { path: () => '/abroad/ie/desk', as: 'mai' },
  'where people born in a country live': { path: () => '/places/stock/ML', as: null },
  'steps for members': { path: () => '/safety/members', as: 'mai' },
  'the summits': { path: () => '/summits', as: null },
  'a series of summits': { path: () => session.editionPath.split('/').slice(0, -1).join('/'), as: null },
  'what was promised': { path: () => '/commitments', as: null },
  'what others can learn': { path: () => '/practices', as: null },
  'protected voices': { path: () => '/voices', as: null },
  'a testimony': { path: () => `/voices/testimonies/${belonging.testimony}`, as: null },
  'a mandate': { path: () => `/voices/mandates/${belonging.mandate}`, as: null },
  'the desk of an intermediary': { path: () => '/voices/desk', as: 'mai' },
  'asking somebody who answers': { path: () => '/contact?about=/communities/pulaar-books', as: null },
  'who answers for a community': { path: () => `/contact/named/community/${belonging.aimed}`, as: 'idrissa' },
  'what was asked': { path: () => '/contact/desk', as: 'idrissa' },
  'entering something for somebody else': { path: () => '/contact/by-hand', as: null },
  'a group kept together by telephone': { path: () => '/contact/phone-tree', as: null },
  'sharing a community': { path: () => `/share/community/${belonging.aimed}`, as: null },
  'a poster': { path: () => `/share/community/${belonging.aimed}/poster`, as: null },
  calls: { path: () => '/calls', as: null },
  'a call': { path: () => `/calls/${belonging.call}`, as: null },
  'a new call': { path: () => `/calls/new?from=body:${house.hub.cast.bodies.lyon}`, as: 'idrissa' },
  'three questions to members': { path: () => '/bodies/pulaar-lyon/pulse', as: 'idrissa' },
  'a community with a goal': { path: () => '/communities/pulaar-books', as: null },
  'its goals': { path: () => '/communities/pulaar-books/purposes', as: null },
  'several things at once': { path: () => '/crossings/residence:IE', as: null },
  'a goal': { path: () => `/communities/pulaar-books/purposes/${belonging.purpose}`, as: null },
  'a new goal': { path: () => '/communities/no-goal-yet/purposes/new', as: 'idrissa' },
  'how a shared space is held': { path: () => '/communities/cedars-and-harps/held', as: 'mai' },
  'a new shared space': { path: () => '/communities/cedars-too/mirrors/new?with=harps', as: 'idrissa' },
  'what a community is tied to': { path: () => '/communities/fouta-region/ties', as: 'idrissa' },
  'the page of a code': { path: () => '/v', as: null },
  'the library': { path: () => '/library', as: null },
  'a new tool for it': { path: () => '/library/new/tool', as: 'mai' },
  'questions to peers': { path: () => '/library/assists', as: null },
  'what was recommended': { path: () => '/recommendations', as: null },
  'checking a copy': { path: () => '/check', as: null },
  'a dialogue of a session': { path: () => `/dialogues/new?session=${session.id}`, as: 'aoife' },
  'an edition': { path: () => session.editionPath, as: null },
  'its programme on paper': { path: () => `${session.editionPath}/programme`, as: null },
  'a session': { path: () => session.path, as: null },
  'its briefing note': { path: () => `${session.path}/note`, as: null },
  'what the hub did': { path: () => '/record?kind=dialogue.opened', as: null },
  'an entry of the log': { path: () => '/record/0', as: null },
  'hidden participation': { path: () => '/hidden-participation', as: null },
  'a dialogue with hidden participation': { path: () => `/dialogues/${hidden.slug}`, as: 'mai' },
  'what can be checked of it': { path: () => `/dialogues/${hidden.slug}/ballots`, as: null },
  'a second issuer': { path: () => `/dialogues/${unpublished.slug}/issuer`, as: 'niamh' },
  'my credentials': { path: () => '/me/credentials', as: 'mai' },
  'credentials for dialogues elsewhere': { path: () => '/operator/credentials', as: 'gift' },
  'what the hub keeps': { path: () => '/privacy', as: null },
  'somebody to go along with': { path: () => '/buddies/IE', as: null },
  'asking for somebody to go along with': { path: () => '/buddies/IE/request', as: 'mai' },
  'a page that is not there': { path: () => '/nowhere', as: null },
}

// Each page is looked at in one of the three ways in a run, drawn by its seed: all of them in each run were a tenth of all tests.
const chance = seededChance('in which way each page is looked at')
const LOOKS = Object.entries(PAGES).map(([name, { path, as }]) => ({ name, path, as, view: chance.oneOf(VIEWS) }))

test.each(LOOKS)(
  '$name, in $view.locale at $view.width px: nothing is amiss, sticks out or comes from elsewhere',
  async ({ path, as, view }) => {
    expect(await faultsInView(house, view, as, path())).toEqual([])
  },
)

test.each(['fr', 'ar'])('in %s what else there is opens within the window, wherever the row breaks', async (locale) => {
  const seat = await house.sit('mai', { locale })
  const page = await seat.newPage()
  const beyond: unknown[] = []
  for (const width of [320, 360, 480, 740, 830, 1280]) {
    await page.setViewportSize({ width, height: 760 })
    await page.goto(`${house.url}/${locale}/topics`)
    await page.click('nav details > summary')
    const box = await page.locator('nav details > ul').boundingBox()
    const inside = box !== null && box.x >= 0 && box.x + box.width <= width && (await sticksOut(page)).length === 0
    if (!inside) beyond.push({ width, box })
  }
  expect(beyond).toEqual([])
  await seat.close()
})

const FIRST_PAGE_BYTES = 14 * 1024
const SCRIPT_BYTES = 10 * 1024

test('a first page weighs at most 14 kB with its styles, and the scripts of any page at most 10 kB, compressed', async () => {
  for (const locale of ['fr', 'en', 'ar']) {
    for (const path of ['', `/dialogues/${open.slug}`, '/bodies', `/dialogues/${closed.slug}`]) {
      const html = await (await fetch(`${house.url}/${locale}${path}`)).text()
      const styles = await bytesOf(html, /href="(\/assets\/[^"]+\.css)"/g)
      expect(gzipSync(html).length + styles, `${locale}${path}`).toBeLessThanOrEqual(FIRST_PAGE_BYTES)
      expect(await bytesOf(html, /src="(\/assets\/[^"]+\.js)"/g), `scripts of ${path}`).toBeLessThanOrEqual(SCRIPT_BYTES)
    }
  }
})

async function bytesOf(html: string, assets: RegExp): Promise<number> {
  const sizes = await Promise.all(
    [...html.matchAll(assets)].map(async ([, url]) => gzipSync(await (await fetch(`${house.url}${url}`)).text()).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

test('every page leads to itself in each language, and an address without a language to the reader’s', async () => {
  const html = await (await fetch(`${house.url}/fr/dialogues/${open.slug}`)).text()
  const alternates = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)].map(([, language, url]) => [
    language,
    url,
  ])
  expect(alternates).toEqual([
    ...['ar', 'en', 'fr'].map((language) => [language, `${house.url}/${language}/dialogues/${open.slug}`]),
    ['x-default', `${house.url}/dialogues/${open.slug}`],
  ])
  const bare = async (language: string) => {
    const answer = await fetch(`${house.url}/dialogues/${open.slug}`, { redirect: 'manual', headers: { 'accept-language': language } })
    return [answer.status, answer.headers.get('location')]
  }
  expect(await bare('ar-MA,fr;q=0.8')).toEqual([302, `/ar/dialogues/${open.slug}`])
  expect(await bare('de,fr;q=0.8')).toEqual([302, `/fr/dialogues/${open.slug}`])
  expect(await bare('de')).toEqual([302, `/en/dialogues/${open.slug}`])
})
