import { beforeEach, describe, expect, test } from 'vitest'
import { voterOf } from '#hidden-ballot'
import { askCredential, askInBackground, isSameElectorate } from './asking.ts'
import { placeIn } from './app.ts'
import { boxOf, issuerOf, padded, type Issuance } from './hub.ts'
import {
  becomeIndependent,
  keepAnswers,
  keepDraft,
  keepRootOpen,
  keptAnswers,
  keptDraft,
  keptRoot,
  keysHere,
  onShelf,
  shelfForNew,
  shelfOfKey,
  type KeptRoot,
} from './kept.ts'
import { forget, speaking, visitStore, type Outside, type Store } from './outside.ts'
import { languageOf, languages, sayingIn } from './say.ts'
import { checkPublicFiles, firstMoment, receiptFile, sendAnswers, sendStatement, type Speaker } from './sending.ts'
import { partOf } from './told.ts'
import { stagedHub, stagedOutside, type StagedHub } from './testing/staged-hub.ts'

const root = Uint8Array.from({ length: 32 }, (_, at) => at)
const minute = 60_000
let hub: StagedHub
let device: Store
let outside: Outside & { at: number }

beforeEach(() => {
  hub = stagedHub()
  device = visitStore()
  outside = stagedOutside(hub, device)
})

async function issuance(): Promise<Issuance> {
  const told = await issuerOf(hub).issuances()
  const first = told.ok ? told.value.issuances[0] : undefined
  if (first === undefined) throw new Error('an issuance')
  return first
}

async function speaker(from = root, store = device): Promise<Speaker> {
  const voter = await voterOf(from, hub.electorate)
  return { voter, electorate: hub.electorate, store, box: boxOf(hub, '', hub.electorate.dialogue) }
}

/** As if the key stood in the log: public-log.test.ts has what happens where it does not. */
const background = async (of: Outside = outside) => askInBackground(of, issuerOf(of), async () => ({ ok: true, value: null }))
const hasCredential = (store: Store): boolean => store.names().some((name) => /(^|\.)credential\./.test(name))
const [first, second] = ['account-one-', 'account-two-']
const rootOf = (shelf: string, store = device): KeptRoot | null => keptRoot(onShelf(store, shelf))
const posts = () => hub.asked.filter(({ init }) => init.method === 'POST')

describe('in the background', () => {
  test('every device asks once, at a random moment of the window, with a key that it makes', async () => {
    await background()
    expect([hasCredential(device), rootOf(first)]).toEqual([false, null])
    const moment = Number(device.get(`key.${first}.ask.${hub.electorate.dialogue}`))
    expect(moment).toBeGreaterThan(outside.at)
    expect(moment).toBeLessThan(Date.parse('2026-12-08'))
    outside.at = moment
    expect(await background()).toBe(1)
    expect([hasCredential(device), rootOf(first)?.kind]).toEqual([true, 'open'])
    expect(await background()).toBe(0)
  })

  test('moments of many devices are spread over the window', async () => {
    const moments = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const each = stagedOutside(hub, visitStore(), at + 7)
        await background(each)
        return Number(each.device.get(`key.${first}.ask.${hub.electorate.dialogue}`))
      }),
    )
    const days = new Set(moments.map((moment) => new Date(moment).getUTCDate()))
    expect(days.size).toBeGreaterThan(4)
  })

  test.each([
    ['2026-11-30T23:59:00Z', false],
    ['2026-12-08T00:01:00Z', true],
    ['2026-12-09T00:00:00Z', false],
  ])('at %s: asked at once: %s', async (at, asks) => {
    outside.at = Date.parse(at)
    await background()
    expect(hasCredential(device)).toBe(asks)
  })

  test('a device of somebody who uses the client of another host asks for nothing', async () => {
    outside.at = Date.parse('2026-12-08T00:01:00Z')
    becomeIndependent(device)
    await background()
    expect([hub.asked, keysHere(device)]).toEqual([[], []])
  })

  test('a device on which nothing can be kept asks for nothing', async () => {
    outside.at = Date.parse('2026-12-08T00:01:00Z')
    await background({ ...outside, device: { ...device, set: () => false } })
    expect(posts()).toEqual([])
  })
})

describe('two accounts in one browser', () => {
  /** The last day of asking: whoever opens a page asks at once. */
  const signIn = async (...marks: string[]): Promise<number> => {
    hub.marks = marks
    return background()
  }
  const shelves = () => keysHere(device).map(({ shelf, isLast }) => [shelf, isLast])
  beforeEach(() => void (outside.at = Date.parse('2026-12-08T00:01:00Z')))

  test('have a key each, and no mark of them is ever sent', async () => {
    expect([await signIn(first), await signIn(second), await signIn(first)]).toEqual([1, 1, 0])
    expect(rootOf(first)).not.toEqual(rootOf(second))
    expect([hasCredential(onShelf(device, first)), hasCredential(onShelf(device, second))]).toEqual([true, true])
    expect(shelves()).toEqual([
      [first, true],
      [second, false],
    ])
    expect(keysHere(device)[0]?.since).toBe('2026-12-08')
    const found = rootOf(second)
    if (found?.kind !== 'open') throw new Error('a key')
    await sendAnswers(await speaker(Uint8Array.from(found.root), onShelf(device, second)), { 1: { choice: 'agree', important: false } })
    expect(hub.registrations).toHaveLength(1)
    expect(JSON.stringify(hub.asked)).not.toMatch(/account-(one|two)-/)
  })

  test('a key that another account has used is put aside, and one of its own is made', async () => {
    keepRootOpen(onShelf(device, first), root)
    keepRootOpen(onShelf(device, second), root)
    expect([await signIn(first), await signIn(second)]).toEqual([1, 1])
    expect(rootOf(first)).toEqual({ kind: 'open', root })
    expect(rootOf(second)).not.toEqual({ kind: 'open', root })
    expect(shelves().map(([shelf]) => String(shelf).replace(/~.*/, '~'))).toEqual([second, first, '~'])
  })

  test('what was kept before is taken over by the account whose it is, whoever comes first', async () => {
    keepRootOpen(device, root)
    await askCredential(issuerOf(hub), await issuance(), { root, store: device })
    const before = device.names()
    expect(await signIn(second)).toBe(1)
    expect([rootOf(second)?.kind, keptRoot(device)]).toEqual(['open', { kind: 'open', root }])
    expect(rootOf(second)).not.toEqual({ kind: 'open', root })
    expect(shelves()).toEqual([
      [second, true],
      ['', false],
    ])
    expect(await signIn(first)).toBe(0)
    expect([rootOf(first), keptRoot(device)]).toEqual([{ kind: 'open', root }, null])
    expect(onShelf(device, first).names().toSorted()).toEqual(before.toSorted())
  })

  test('an account that asked from elsewhere takes over nothing, and asks about it once', async () => {
    keepRootOpen(device, root)
    await askCredential(issuerOf(hub), await issuance(), { root: root.map((byte) => byte + 1), store: visitStore() })
    await signIn(first)
    const asked = posts().length
    await signIn(first)
    expect([posts().length - asked, rootOf(first), keptRoot(device)]).toEqual([0, null, { kind: 'open', root }])
  })

  test('a key is found again after the hub has replaced its secret', async () => {
    await signIn(first)
    const kept = rootOf(first)
    await signIn(second, first)
    expect([rootOf(first), rootOf(second)]).toEqual([null, kept])
  })

  test('a key that is made on the page is put beside those that are there', async () => {
    expect(shelfForNew(outside)).toMatch(/^~/)
    device.set('here', first)
    expect(shelfForNew(outside)).toBe(first)
    keepRootOpen(onShelf(device, first), root)
    expect(shelfForNew(outside)).toMatch(/^~/)
    const place = { dialogue: hub.electorate.dialogue, voter: (await voterOf(root, hub.electorate)).key }
    expect([shelfOfKey(device, root, place), shelfOfKey(device, root.toReversed(), place)]).toEqual([first, null])
  })

  test('one can be forgotten without the other', async () => {
    await signIn(first)
    await signIn(second)
    forget(onShelf(device, second))
    expect(shelves()).toEqual([[first, false]])
    // The old names are none of another's.
    keepRootOpen(device, root)
    forget(onShelf(device, ''))
    expect(shelves()).toEqual([[first, false]])
  })
})

describe('the credential', () => {
  test('is checked before it is kept; a second device with the same root gets it again, one with another root does not', async () => {
    hub.lies = true
    const one = await issuance()
    expect(await askCredential(issuerOf(hub), one, { root, store: device })).toMatchObject({ fault: 'credential.refused' })
    expect(hasCredential(device)).toBe(false)
    hub.lies = false
    expect(await askCredential(issuerOf(hub), one, { root, store: device })).toEqual({ ok: true, value: null })
    const second = visitStore()
    expect(await askCredential(issuerOf(hub), one, { root, store: second })).toEqual({ ok: true, value: null })
    expect(second.names()).toEqual(device.names())
    const stranger = { root: root.map((byte) => byte + 1), store: visitStore() }
    expect(await askCredential(issuerOf(hub), one, stranger)).toMatchObject({ fault: 'credential.another-asked' })
  })

  test('a key that only this account is told is noticed', () => {
    const { electorate } = hub
    expect(isSameElectorate(electorate, structuredClone(electorate))).toBe(true)
    const lying = { ...electorate, issuers: electorate.issuers.map((issuer) => ({ ...issuer, key: `A${issuer.key.slice(1)}` })) }
    expect(isSameElectorate(lying, electorate)).toBe(false)
  })
})

describe('at the box', () => {
  beforeEach(async () => void (await askCredential(issuerOf(hub), await issuance(), { root, store: device })))

  test('the first message has its moment: ten minutes to six hours later, drawn once', () => {
    const opening = { dialogue: 'd', votingOpens: '2026-12-01' }
    const moments = Array.from(
      { length: 60 },
      (_, at) => firstMoment(stagedOutside(hub, visitStore(), at + 3), visitStore(), opening) - outside.at,
    )
    expect(Math.min(...moments)).toBeGreaterThanOrEqual(10 * minute)
    expect(Math.max(...moments)).toBeLessThanOrEqual(360 * minute)
    expect(Math.max(...moments) - Math.min(...moments)).toBeGreaterThan(200 * minute)
    const first = firstMoment(outside, device, opening)
    outside.at += minute
    expect(firstMoment(outside, device, opening)).toBe(first)
    // Answers that are given before the box opens wait for a moment after that.
    const early = firstMoment(outside, visitStore(), { dialogue: 'd', votingOpens: '2026-12-10' })
    expect(early).toBeGreaterThan(Date.parse('2026-12-10'))
  })

  test('registers once, votes on two devices, changes a vote, writes; nothing says whose', async () => {
    const answers = { 1: { choice: 'agree', important: true }, 2: { choice: 'pass', important: false } } as const
    const here = await speaker()
    expect((await sendAnswers(here, answers)).ok).toBe(true)
    const there = await speaker(root, visitStore())
    const changed = await sendAnswers(there, {
      ...answers,
      1: { choice: 'disagree', important: false },
      3: { choice: 'agree', important: false },
    })
    expect(changed).toMatchObject({
      ok: true,
      value: [
        { statement: 1, seq: 3 },
        { statement: 3, seq: 4 },
      ],
    })
    expect((await sendStatement(here, { text: 'Des bourses', language: 'fr' })).ok).toBe(true)
    expect(hub.registrations).toHaveLength(1)
    expect(hub.statements).toMatchObject([{ seq: 5, language: 'fr' }])
    expect(await checkPublicFiles(there)).toEqual({ faults: [], found: 3, registered: true })
    expect(JSON.parse(new TextDecoder().decode(receiptFile(there, changed.ok ? changed.value : [])))).toMatchObject({
      voter: here.voter.key,
      votes: [{ choice: 'disagree' }, {}],
    })
  })

  test('what goes to the box carries no cookie and no address, and is of one length', async () => {
    await sendAnswers(await speaker(), { 1: { choice: 'agree', important: true } })
    await sendStatement(await speaker(), { text: 'Short', language: 'en' })
    const sent = hub.asked.filter(({ path }) => path.includes('/ballots/'))
    expect(sent.length).toBeGreaterThan(4)
    expect(new Set(sent.map(({ init: { credentials, referrerPolicy } }) => `${credentials} ${referrerPolicy}`))).toEqual(
      new Set(['omit no-referrer']),
    )
    expect(new Set(sent.flatMap(({ init: { body } }) => (typeof body === 'string' ? [body.length] : [])))).toEqual(new Set([2048]))
    expect([padded('é').length, padded('x'.repeat(2049)).length, padded('').length]).toEqual([2047, 4096, 0])
  })

  test('each question says the language that is chosen here, as one of three, and nothing else of the reader', async () => {
    let language = 'fr'
    const box = boxOf(
      speaking(outside, () => language),
      '',
      hub.electorate.dialogue,
    )
    const own = { ...(await speaker()), box }
    await sendAnswers(own, { 1: { choice: 'agree', important: true } })
    language = 'ar'
    await sendStatement(own, { text: 'Short', language: 'en' })
    await checkPublicFiles(own)
    const told = hub.asked.filter(({ path }) => path.includes('/ballots/')).map(({ init }) => new Headers(init.headers))
    expect([...new Set(told.map((headers) => headers.get('accept-language')))]).toEqual(['fr', 'ar'])
    expect(new Set(told.flatMap((headers) => [...headers.keys()]))).toEqual(new Set(['accept', 'accept-language', 'content-type']))
  })

  test('a vote that the box left out of the public files, or altered, is noticed', async () => {
    await sendAnswers(await speaker(), { 1: { choice: 'agree', important: true }, 2: { choice: 'pass', important: false } })
    const [kept] = hub.votes.splice(0, 1)
    expect(await checkPublicFiles(await speaker())).toMatchObject({ faults: [], found: 1 })
    if (kept !== undefined) hub.votes.push({ ...kept, choice: 'disagree' })
    expect((await checkPublicFiles(await speaker())).faults).toEqual(['vote.signature'])
  })

  test('without a credential nothing is registered', async () => {
    const stranger = await speaker(root.map((byte) => byte + 1))
    expect(await sendAnswers(stranger, { 1: { choice: 'agree', important: true } })).toMatchObject({ fault: 'credential.missing' })
    expect(hub.registrations).toEqual([])
  })
})

describe('what is kept', () => {
  test('can be forgotten whole, and what is none of its forms is not there', () => {
    keepRootOpen(device, root)
    expect(keptRoot(device)).toEqual({ kind: 'open', root })
    const place = { dialogue: 'd', voter: 'v' }
    keepAnswers(device, place, { 1: { choice: 'agree', important: false } })
    expect(keptAnswers(device, place)).toEqual({ 1: { choice: 'agree', important: false } })
    keepAnswers(device, place, { 2: { choice: 'pass', important: true } }, 'chosen')
    keepDraft(device, place, 'Des bour')
    expect([keptAnswers(device, place, 'chosen'), keptDraft(device, place)]).toEqual([
      { 2: { choice: 'pass', important: true } },
      'Des bour',
    ])
    expect(keptAnswers(device, place)).toEqual({ 1: { choice: 'agree', important: false } })
    keepDraft(device, place, '')
    expect(device.names().filter((name) => name.startsWith('draft'))).toEqual([])
    forget(device)
    expect([device.names(), keptRoot(device), keptAnswers(device, place)]).toEqual([[], null, {}])
    for (const wrong of ['', '"AAAA"', '{}', '{"passkey":1,"wrapped":{}}', 'null']) {
      device.set('root', wrong)
      expect(keptRoot(device)).toBeNull()
    }
    device.set('answers.d.v', '{"1":{"choice":"maybe","important":true}}')
    expect(keptAnswers(device, place)).toEqual({})
  })
})

describe('words and places', () => {
  test('every language has each blank of each sentence', () => {
    const blanks = (text: string) => (text.match(/\{[\w-]+\}/g) ?? []).toSorted()
    for (const [key, english] of Object.entries(languages.en.sentences)) {
      const other = [languages.fr, languages.ar].map(({ sentences }) => new Map(Object.entries(sentences)).get(key) ?? '')
      expect([key, ...other.map(blanks)]).toEqual([key, blanks(english), blanks(english)])
    }
    const french = Object.values(languages.fr.sentences).join('\n')
    expect(french).not.toMatch(/[^\u00a0\d/]:(?!\/)|(?<!\u00a0)[;?!]|[A-Za-zéè] :/)
    expect(sayingIn('en')('key.word', { at: 3 })).toBe('Word \u20683\u2069')
    expect([languageOf(['de-DE', 'ar-MA', 'fr']), languageOf(['de'])]).toEqual(['ar', 'en'])
  })

  test('what is told stands in the part of the page that it is about', () => {
    const parts = (['kit.near', 'log.broken', 'voice.sent', 'fault.network'] as const).map((key) => partOf(key, 'write'))
    expect(parts).toEqual(['key', 'credential', 'voice', 'write'])
  })

  test('an address says whose dialogue it is, and where the box stands', () => {
    const { dialogue } = hub.electorate
    const own = 'https://hub.example.org'
    expect(placeIn(`${own}/voice/#${dialogue}`, own)).toEqual({ base: '', dialogue })
    expect(placeIn(`${own}/voice/#${dialogue}`, 'https://elsewhere.example')).toEqual({ base: own, dialogue })
    expect(placeIn(`${own}/voice/#${dialogue}@https://box.example/x`, own)).toEqual({ base: 'https://box.example', dialogue })
    for (const wrong of ['', own, `${own}/voice/#../../x`, 'javascript:alert(1)#']) expect(placeIn(wrong, own)).toBeNull()
  })
})
