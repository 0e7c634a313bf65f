import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import type { CastName } from '../../testing/cast.ts'
import { faultsInView, VIEWS } from '../../testing/faults.ts'

const UNIT = '/bodies/department-of-the-diaspora'
const PULAAR = '/bodies/pulaar-lyon'

let house: OpenHouse
let office = ''

beforeAll(async () => {
  house = await openHouse(3947)
  const { hub } = house
  const [aoife, gift, idrissa] = [hub.as('aoife'), hub.as('gift'), hub.as('idrissa')]
  const texts = [
    { language: 'fr', name: 'Fédération des associations pulaar de France et de Navarre', summary: 'Une fédération inventée.' },
  ]
  await gift.api('POST', '/bodies', { kind: 'umbrella', slug: 'federation', texts })
  await gift.api('POST', '/bodies/federation/offices', { person: hub.cast.members.get('samir')?.person, role: 'steward' })
  await idrissa.api('POST', `/bodies/federation/chapters/pulaar-lyon`, { side: 'chapter' })
  await hub.as('samir').api('POST', `/bodies/federation/chapters/pulaar-lyon/acceptance`, {})
  await hub.as('samir').api('POST', `/bodies/federation/chapters/department-of-the-diaspora`, { side: 'umbrella' })
  const facts = {
    founded: 1998,
    countries: ['FR', 'SN'],
    languages: ['ff', 'fr'],
    web: 'https://pulaar.example.org/',
    contact: 'bureau@pulaar.example.org',
  }
  await idrissa.api('PUT', `${PULAAR}/facts`, facts)
  await idrissa.api('PUT', `${PULAAR}/texts/en`, {
    name: 'Pulaar Lyon',
    summary: 'A second summary.',
    focus: 'Fuuta Tooro',
    expectations: 'A meal in June.',
  })
  await idrissa.api('POST', `${PULAAR}/accounts`, {
    url: 'https://social.example.org/@a-rather-long-name-of-an-account-on-a-network-elsewhere',
  })
  office = `${UNIT}/offices/${hub.cast.members.get('aoife')?.person}/steward`
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await aoife.api('PUT', office, { termEnds: soon, titles: { en: 'Director', ar: 'مديرة' } })
  await aoife.api('POST', `${office}/handovers`, {})
  await aoife.api('POST', `${UNIT}/invitations`, { role: 'moderator', delegatedUntil: soon })
  await hub.as('niamh').api('POST', `${UNIT}/offices/${hub.cast.members.get('niamh')?.person}/convener/handovers`, {})
  await gift.api('POST', '/bodies', {
    kind: 'youth',
    slug: 'asleep',
    texts: [{ language: 'en', name: 'Asleep', summary: 'An invented body.' }],
  })
  await gift.api('POST', '/bodies/asleep/offices', { person: hub.cast.members.get('mai')?.person, role: 'steward' })
  await hub.as('mai').api('PUT', '/bodies/asleep/archive', { sure: true })
})
afterAll(() => house.close())

const PAGES: Readonly<Record<string, { readonly path: () => string; readonly as: CastName | null }>> = {
  'a chapter with all that it says': { path: () => PULAAR, as: null },
  'its umbrella': { path: () => '/bodies/federation', as: null },
  'its steward’s page': { path: () => PULAAR, as: 'idrissa' },
  'a body whose term ends': { path: () => UNIT, as: 'aoife' },
  'text and facts': { path: () => `${PULAAR}/edit`, as: 'idrissa' },
  'the history': { path: () => `${PULAAR}/history`, as: null },
  'the people, with a delegation': { path: () => `${UNIT}/people`, as: 'aoife' },
  'an office': { path: () => office, as: 'aoife' },
  chapters: { path: () => `${UNIT}/chapters`, as: 'aoife' },
  'chapters of the umbrella': { path: () => '/bodies/federation/chapters', as: 'samir' },
  accounts: { path: () => `${PULAAR}/accounts`, as: 'idrissa' },
  'into the archive': { path: () => `${UNIT}/archive`, as: 'aoife' },
  'out of the archive': { path: () => '/bodies/asleep/archive', as: 'mai' },
  'a body in the archive': { path: () => '/bodies/asleep', as: null },
}

test.each(Object.entries(PAGES))('%s: axe finds nothing and nothing sticks out', async (_name, { path, as }) => {
  for (const view of VIEWS) expect([view.locale, await faultsInView(house, view, as, path())]).toEqual([view.locale, []])
})
