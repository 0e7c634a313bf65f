import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from './browser.ts'
import type { CastName } from './cast.ts'
import { doAsHub } from './dialogues.ts'
import { faultsInView, VIEWS } from './faults.ts'
import { castVotes, stageDialogue } from './scene.ts'
import { stageSession, type StagedSession } from './summit.ts'

let house: OpenHouse
let open: { slug: string; id: string }
let draft: { slug: string; id: string }
let closed: { slug: string; id: string }
let sealed: { slug: string; id: string }
let groupless: { slug: string; id: string }
let session: StagedSession
/** The number of a statement of Mai's that waits. */
let own: number

beforeAll(async () => {
  house = await openHouse(3932)
  const { hub } = house
  await doAsHub(hub, 'places.import-migrant-stock', STOCK)
  open = await stageDialogue(hub, { title: 'An open dialogue', peopleFrom: 'ML' })
  draft = await stageDialogue(hub, { title: 'A draft', open: false })
  closed = await stageDialogue(hub, { title: 'A closed dialogue' })
  sealed = await stageDialogue(hub, { title: 'One that publishes sums', publication: 'aggregates' })
  groupless = await stageDialogue(hub, { title: 'One without groups' })
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
  await stageVerification()
  await publishCharter()
  await hub.sweep()
})
afterAll(() => house.close())

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
  preferences: { path: () => '/preferences', as: null },
  'the charter': { path: () => '/charter', as: 'gift' },
  'a version of it': { path: () => '/charter/versions/2', as: 'mai' },
  'a charter being written': { path: () => '/charter/draft', as: 'gift' },
  'a charter in preview': { path: () => '/charter/draft/preview', as: 'gift' },
  safety: { path: () => '/safety', as: null },
  'where people born in a country live': { path: () => '/places/stock/ML', as: null },
  'steps for members': { path: () => '/safety/members', as: 'mai' },
  'the summits': { path: () => '/summits', as: null },
  'a series of summits': { path: () => session.editionPath.split('/').slice(0, -1).join('/'), as: null },
  'what was promised': { path: () => '/commitments', as: null },
  'what others can learn': { path: () => '/practices', as: null },
  'what was recommended': { path: () => '/recommendations', as: null },
  'checking a copy': { path: () => '/check', as: null },
  'a dialogue of a session': { path: () => `/dialogues/new?session=${session.id}`, as: 'aoife' },
  'an edition': { path: () => session.editionPath, as: null },
  'its programme on paper': { path: () => `${session.editionPath}/programme`, as: null },
  'a session': { path: () => session.path, as: null },
  'its briefing note': { path: () => `${session.path}/note`, as: null },
  'what the hub keeps': { path: () => '/privacy', as: null },
  'a page that is not there': { path: () => '/nowhere', as: null },
}

describe.each(Object.entries(PAGES))('%s', (_name, { path, as }) => {
  test.each(VIEWS)('in $locale at $width px: axe finds nothing, nothing sticks out, nothing comes from elsewhere', async (view) => {
    expect(await faultsInView(house, view, as, path())).toEqual([])
  })
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
