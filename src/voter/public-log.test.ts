import { beforeEach, describe, expect, test } from 'vitest'
import { COSIGNATURE } from '#merkle-log'
import type { Electorate } from '#hidden-ballot'
import { logOfApp, readBox } from './app.ts'
import { askInBackground } from './asking.ts'
import { issuerOf } from './hub.ts'
import { logOf } from './log-files.ts'
import { forget, visitStore, type Outside, type Store } from './outside.ts'
import { isAlarm, lookingHere, lookInLog, readWholeLog } from './public-log.ts'
import { stagedHub, stagedOutside, type StagedHub } from './testing/staged-hub.ts'
import { keyEntry, lineOf, signerNamed, stagedLog, type StagedLog } from './testing/staged-log.ts'

const name = 'hub.example.org'
const signer = signerNamed(`${name}/log`)
const another = { t: 'issuer.key', hub: name, dialogue: '00000000-0000-4000-8000-000000000000', class: 'all', key: 'AAAA' }
const day = { t: 'day.counted' }

let hub: StagedHub
let electorate: Electorate
let log: StagedLog
let memory: Store

beforeEach(async () => {
  hub = stagedHub()
  ;({ electorate } = hub)
  log = stagedLog(signer)
  memory = visitStore()
  await log.add(another, day, keyEntry(electorate), day, day)
})

const asked = (of = log, wanted = electorate) => [logOf(of, { base: '', hub: name }), { electorate: wanted, memory }] as const
const look = async (of = log, wanted = electorate) => lookInLog(...asked(of, wanted))
const faultOf = async (looking: ReturnType<typeof lookInLog>) => {
  const answer = await looking
  return answer.ok ? null : answer.fault
}
/** A key that begins and ends like the other one. */
const forged = (of: Electorate): string => (of.issuers[0]?.key ?? '').replace(/.(?=.{200}$)/, (one) => (one === 'A' ? 'B' : 'A'))

describe('who signed', () => {
  test('the hub alone, or these witnesses; a signature that does not fit counts for nobody', async () => {
    expect(await look()).toEqual({ ok: true, value: { hub: name, witnesses: [], size: 5 } })
    const [library, union, stranger] = ['library.example', 'union.example', 'stranger.example'].map(signerNamed)
    if (library === undefined || union === undefined || stranger === undefined) throw new Error('three signers')
    log.told.witnesses.push(
      { name: 'library', key: lineOf(library, COSIGNATURE) },
      { name: 'union', key: lineOf(union, COSIGNATURE) },
      { name: 'none', key: 'no key' },
    )
    log.witnesses = [library, stranger, { ...union, sign: stranger.sign }]
    expect(await look()).toEqual({ ok: true, value: { hub: name, witnesses: ['library'], size: 5 } })
  })

  test('nobody else is asked, and nothing says who asks', async () => {
    const seen: RequestInit[] = []
    await lookInLog(logOf({ fetch: async (path, init) => (seen.push(init), log.fetch(path, init)) }, { base: '', hub: name }), {
      electorate,
      memory,
    })
    expect(seen.length).toBeGreaterThan(3)
    expect(new Set(seen.map(({ credentials, referrerPolicy, method }) => [credentials, referrerPolicy, method].join()))).toEqual(
      new Set(['omit,no-referrer,']),
    )
  })
})

describe('refused', () => {
  const wholly = async () => faultOf(readWholeLog(...asked()))

  test('a key that is not in the log, that another one stands for, or that is not the only one', async () => {
    const other = { ...electorate, dialogue: '11111111-1111-4111-8111-111111111111' }
    expect(await faultOf(look(log, other))).toBe('log.key-missing')
    for (const of of [{ class: 'abroad' }, { hub: 'other.example' }])
      expect(await faultOf(look(log, { ...electorate, ...of }))).toBe('log.other-key')
    const mine = { ...electorate, issuers: [{ name, key: forged(electorate) }] }
    expect(await faultOf(look(log, mine))).toBe('log.other-key')
    await log.add(keyEntry(electorate))
    expect([await faultOf(look()), await wholly()]).toEqual([null, null])
    // A class or a hub's name for one voter alone marks that voter as a key would.
    for (const of of [{ class: 'c17' }, { hub: 'c17.example.org' }]) {
      const marked = stagedLog(signer)
      await marked.add(keyEntry({ ...electorate, ...of }), another, keyEntry(electorate))
      const fresh = { electorate, memory: visitStore() }
      expect(await faultOf(lookInLog(logOf(marked, { base: '', hub: name }), fresh))).toBe('log.two-keys')
      expect(await faultOf(readWholeLog(logOf(marked, { base: '', hub: name }), fresh))).toBe('log.two-keys')
    }
    await log.add(keyEntry(electorate, forged(electorate)))
    expect([await faultOf(look()), await wholly()]).toEqual(['log.two-keys', 'log.two-keys'])
    // A hub that leaves it out of its list: only who reads everything finds it.
    log.listed.pop()
    expect([await faultOf(look()), await wholly()]).toEqual([null, 'log.two-keys'])
  })

  test('an electorate of two issuers whose log names one', async () => {
    const second = { name: 'registrar.example', key: forged(electorate) }
    const both = { ...electorate, issuers: [...electorate.issuers, second] }
    expect(await faultOf(look(log, both))).toBe('log.other-key')
    forget(memory)
    const full = stagedLog(signer)
    await full.add(keyEntry(both))
    expect(await faultOf(look(full, both))).toBeNull()
    // The log of the second issuer tells its own key alone.
    const own = stagedLog(signerNamed('registrar.example/log'))
    await own.add(keyEntry(electorate, second.key))
    expect(await faultOf(lookInLog(logOf(own, { base: '', hub: second.name }), { electorate: both, memory }))).toBeNull()
  })

  test('a list that says what the log does not, and files that do not fit', async () => {
    const [, entry] = log.listed
    if (entry === undefined) throw new Error('an entry')
    const mine = { ...electorate, issuers: [{ name, key: forged(electorate) }] }
    log.listed.push({ ...entry, entry: entry.entry.replace(electorate.issuers[0]?.key ?? '', forged(electorate)) })
    log.listed.splice(1, 1)
    expect(await faultOf(look(log, mine))).toBe('log.broken')
    for (const [, bytes] of log.log.files) bytes[40] = (bytes[40] ?? 0) ^ 1
    expect([await wholly(), await faultOf(look())]).toEqual(['log.broken', 'log.broken'])
  })

  test('another log of the hub, for whoever saw none before: by its own number, and never beside a key that an older one tells', async () => {
    const next = stagedLog(signerNamed(`${name}/log/2`), '2/')
    next.told.earlier = 5
    await next.add({ t: 'log.begun' }, keyEntry(electorate), day)
    const fresh = async (of: StagedLog) => faultOf(lookInLog(logOf(of, { base: '', hub: name }), { electorate, memory: visitStore() }))
    expect([
      await fresh(next),
      await faultOf(readWholeLog(logOf(next, { base: '', hub: name }), { electorate, memory: visitStore() })),
    ]).toEqual([...[null, null]])
    const [entry] = next.listed
    if (entry === undefined) throw new Error('an entry')
    expect(entry.index).toBe(6)
    next.listed.push({ ...entry, index: 2, entry: entry.entry.replace(electorate.issuers[0]?.key ?? '', forged(electorate)) })
    expect(await fresh(next)).toBe('log.two-keys')
    next.listed.splice(0, 2, { ...entry, index: 2 })
    expect(await fresh(next)).toBe('log.key-missing')
    // Who saw the first one does not go on with another by itself.
    expect([await faultOf(look()), await faultOf(look(next))]).toEqual([null, 'log.changed'])
    for (const wrong of ['log/1', 'log/02', 'log/2/3', 'log/x', 'logs'])
      expect([wrong, await fresh(stagedLog(signerNamed(`${name}/${wrong}`), '2/'))]).toEqual([wrong, 'log.broken'])
  })

  test('a head of another key, or of another log', async () => {
    log.told.key = lineOf(signerNamed(`${name}/log`), 1)
    expect(await faultOf(look())).toBe('log.broken')
    const foreign = stagedLog(signerNamed('other.example/log'))
    await foreign.add(keyEntry(electorate))
    expect(await faultOf(look(foreign))).toBe('log.broken')
  })

  test.each([
    ['it says that it stands still', (of: StagedLog) => void (of.told.standsSince = '2026-12-01'), 'log.stands'],
    [
      'nothing is signed yet',
      (of: StagedLog) => void of.instead.set('/log/checkpoint', () => new Response(null, { status: 404 })),
      'log.stands',
    ],
    ['the network fails', (of: StagedLog) => void of.instead.set('/', () => null), 'log.unreachable'],
    ['the hub is busy', (of: StagedLog) => void of.instead.set('/log/tile', () => new Response(null, { status: 429 })), 'log.unreachable'],
    ['the list cannot be read', (of: StagedLog) => void of.instead.set('/api/record', () => Response.json({})), 'log.unreachable'],
    ['a file is not there', (of: StagedLog) => void of.instead.set('/log/tile', () => new Response(null, { status: 404 })), 'log.broken'],
  ])('the log: %s', async (_what, break_, fault) => {
    break_(log)
    const looked = await look()
    expect(looked).toMatchObject({ ok: false, fault })
    expect(isAlarm(looked)).toBe(fault === 'log.broken')
  })
})

describe('what this device saw before', () => {
  test('goes on in a log that grew, also over many', async () => {
    await look()
    for (let more = 0; more < 3; more += 1) {
      await log.add(...Array.from({ length: 200 }, () => day))
      expect([await faultOf(look()), await faultOf(readWholeLog(...asked()))]).toEqual([null, null])
    }
  })

  test('is missed in one that is shorter, that was rewritten, or that another key signs', async () => {
    await look()
    const shorter = stagedLog(signer)
    await shorter.add(another, day, keyEntry(electorate))
    const rewritten = stagedLog(signer)
    await rewritten.add(another, { t: 'day.counted', told: 'otherwise' }, keyEntry(electorate), day, day, day)
    const changed = stagedLog(signerNamed(`${name}/log`))
    await changed.add(another, day, keyEntry(electorate), day, day)
    for (const of of [shorter, rewritten, changed])
      expect([await faultOf(look(of)), await faultOf(readWholeLog(...asked(of)))]).toEqual(['log.changed', 'log.changed'])
    // To whoever has seen nothing yet each of them is a log like any other.
    forget(memory)
    expect(await faultOf(look(rewritten))).toBeNull()
  })
})

describe('on the page', () => {
  const { dialogue } = stagedHub().electorate
  const address = async (origin: string, base: string): Promise<string | undefined> => {
    const paths: string[] = []
    const fetch: Outside['fetch'] = async (path) => (paths.push(path), new Response(null, { status: 404 }))
    const here = {
      outside: { ...stagedOutside(hub, memory), fetch },
      place: { base, dialogue },
      electorate,
      origin,
      host: new URL(origin).host,
    }
    await logOfApp(here)?.files('').checkpoint()
    return paths[0]
  }

  test('the log is that of the hub which the electorate names, wherever client and box are', async () => {
    const home = 'https://hub.example.org'
    expect(await address(home, '')).toBe('/log/checkpoint')
    expect(await address(home, 'https://box.example.net')).toBe('/log/checkpoint')
    for (const base of [home, 'https://box.example.net'])
      expect(await address('https://elsewhere.example', base)).toBe('https://hub.example.org/log/checkpoint')
  })

  test.each([
    ['of the dialogue in the address', (own: Electorate) => [own], true],
    ['of another dialogue', (own: Electorate) => [{ ...own, dialogue: dialogue.replace('0', '1') }], false],
    ['of two at once', (own: Electorate) => [own, { ...own, class: 'c17' }], false],
  ])('an electorate %s', async (_which, electorates, taken) => {
    const told: string[] = []
    const answer = await (await hub.fetch(`/api/ballots/${dialogue}`, {})).json()
    const fetch: Outside['fetch'] = async () => Response.json({ ...Object(answer), electorates: electorates(electorate) })
    const here = {
      outside: { ...stagedOutside(hub, memory), fetch },
      place: { base: '', dialogue },
      state: null,
      electorate: null,
      tell: (key: string) => void told.push(key),
    }
    const app: Parameters<typeof readBox>[0] = here
    await readBox(app)
    expect([app.state !== null, app.electorate !== null, told]).toEqual([true, taken, taken ? [] : ['credential.differs']])
  })
})

test('in the background nothing is asked for until the key stands in the log', async () => {
  const device = visitStore()
  const outside: Outside & { at: number } = stagedOutside(hub, device)
  outside.at = Date.parse('2026-12-08T00:01:00Z')
  const empty = stagedLog(signer)
  await empty.add(another)
  let at = empty
  const run = async () =>
    askInBackground(outside, issuerOf(outside), async (wanted) => lookingHere({ ...outside, fetch: at.fetch }, name)(wanted))
  expect([await run(), hub.asked.filter(({ init }) => init.method === 'POST')]).toEqual([0, []])
  // The day after: the entry has come.
  await empty.add(keyEntry(electorate))
  at.told.standsSince = '2026-12-08'
  expect(await run()).toBe(0)
  at.told.standsSince = null
  expect(await run()).toBe(1)
  expect(device.names().some((one) => one.includes('.credential.'))).toBe(true)
  // What it saw is kept, and holds the log to it.
  at = log
  hub.marks = ['account-two-']
  forget(device)
  device.set(`log.${name}`, await empty.log.checkpoint())
  expect(await run()).toBe(0)
})
