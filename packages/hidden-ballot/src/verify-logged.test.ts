import { jcs, type Json } from '#base'
import { describe, expect, test } from 'vitest'
import { loggedFindings, readingLogged, slotFindings, slotLogged, slotProof, treeOf, verifyBallots } from './index.ts'
import type { CheckedBallots } from './verify-ballots.ts'
import { rootOf, stagedIssuer } from './testing/issuer.ts'
import { stagedElection } from './testing/staged-election.ts'
import { slotCommitment } from './roll.ts'

const [hub, other] = ['hub.example.org', 'registrar.example']
const { election, files, issuers } = await stagedElection(3, [stagedIssuer(hub), stagedIssuer(other)])
const { dialogue } = election
const [here, there] = issuers
const [told] = election.electorates[0]?.issuers ?? []
const { checked } = await verifyBallots(files)
if (checked === null || here === undefined || there === undefined || told === undefined) throw new Error('an election of two issuers')

type Entry = Readonly<Record<string, Json>>
const roots = { issued_root: told.commitment?.issued.root ?? '', empty_root: told.commitment?.empty.root ?? '' }
const counts = (issuer: string): Entry => ({ issuer, roll: told.roll, issued: told.issued ?? 0, ...roots })
const opened = (batch: number, registrations: number, votes: number): Entry => ({
  ...{ t: 'ballots.opened', dialogue, batch, digest: election.batches[batch - 1]?.digest ?? '', registrations, votes },
  ...{ registered: 3, voted: 3, credentials: [counts(here.digest), counts(there.digest)] },
})
const days = { day: '2026-03-01', opens: '2026-03-01' }
const key: Entry = { t: 'issuer.key', dialogue, hub, class: 'all', key: here.key, other_key: there.key, least: 3, ...days }
const counted: Entry = { t: 'issuer.counted', dialogue, ...counts(here.digest) }
const [first, second] = [opened(1, 3, 6), opened(2, 0, 1)]
const client: Entry = { t: 'client.released', client: 'c'.repeat(64) }
/** As the hub has it; what stands there besides is about something else. */
const log: readonly Entry[] = [
  { t: 'day.counted', counts: { posts: 1 } },
  client,
  { t: 'issuer.key', dialogue: '1'.repeat(36), key: 'another' },
  key,
  { t: 'dialogue.opened', dialogue },
  counted,
  first,
  second,
  { t: 'client.released', client: 'd'.repeat(64) },
]
const without = (entry: Entry): readonly Entry[] => log.filter((one) => one !== entry)
const instead = (entry: Entry, change: Entry): readonly Entry[] => log.map((one) => (one === entry ? { ...one, ...change } : one))

function read(entries: readonly (Entry | string)[]) {
  const reading = readingLogged(dialogue)
  for (const [index, entry] of entries.entries())
    reading.take(index, new TextEncoder().encode(typeof entry === 'string' ? entry : jcs(entry)))
  return reading.logged
}
const codes = (entries: readonly (Entry | string)[], { ballots = checked, of = hub }: { ballots?: CheckedBallots; of?: string } = {}) =>
  loggedFindings(ballots, read(entries), of).map(({ code }) => code)

test('a log that says the same holds, and names the programs that voters were given meanwhile', () => {
  const findings = loggedFindings(checked, read(log), hub)
  expect(findings.map(({ code, data }) => [code, data['entry'] ?? data['batches']])).toEqual([
    ['logged.key', '3'],
    ['logged.counted', '5'],
    ['logged.batches', '2'],
    ['logged.client', '1'],
  ])
})

describe('a lie', () => {
  const more = opened(3, 0, 0)
  const cases: readonly (readonly [string, readonly (Entry | string)[], readonly string[]])[] = [
    ['a batch that the log does not have', without(second), ['logged.batch-missing']],
    ['a batch that only the log has', [...log, more], ['logged.batch-more']],
    ['a batch twice', [...log, second], ['logged.batch-twice']],
    ['another digest', instead(first, { digest: 'a'.repeat(64) }), ['logged.batch-digest']],
    ['other counts of a batch', instead(first, { votes: 7 }), ['logged.batch-counts']],
    ['other counts until then', instead(second, { voted: 2 }), ['logged.batch-counts']],
    ['batches in another order', [key, counted, second, first], ['logged.batch-order']],
    ['an issuer of whom a batch says something else', instead(second, { credentials: [counts(here.digest)] }), ['logged.batch-issuers']],
    ['no key', without(key), ['logged.key-missing']],
    ['another key', instead(key, { key: there.key, other_key: here.key.replace(/.$/, 'A') }), ['logged.key-other']],
    ['a key of another hub', instead(key, { hub: 'elsewhere.example' }), ['logged.key-other']],
    ['one of two keys', instead(key, { other_key: here.key }), ['logged.key-other']],
    ['a key for one voter beside the others', [key, { ...key, key: 'AAAA' }, ...without(key)], ['logged.key-twice', 'logged.key-other']],
    ['the same key twice', [key, ...log], ['logged.key-twice']],
    ['a key after the first batch', [counted, first, key, second], ['logged.key-late']],
    ['a key after its own counts', [counted, key, first, second], ['logged.key-late']],
    ['a key on a later day', instead(key, { day: '2026-03-02' }), ['logged.key-day']],
    ['a class that the election does not have', [...log, { ...key, class: 'abroad' }], ['logged.key-unknown']],
    ['another least number', instead(key, { least: 2 }), ['logged.least-differs']],
    ['no counts of the issuer', without(counted), ['logged.counted-missing']],
    ['another number of credentials', instead(counted, { issued: 4 }), ['logged.counted-differs']],
    ['another roll', instead(counted, { roll: 99 }), ['logged.counted-differs']],
    ['another root', instead(counted, { empty_root: 'b'.repeat(64) }), ['logged.counted-differs']],
    ['counts twice', [key, counted, ...without(key)], ['logged.counted-twice']],
    ['counts of a key that nobody named', [...log, { ...counted, issuer: 'f'.repeat(64) }], ['logged.counted-unknown']],
    ['counts after a batch', [key, first, counted, second], ['logged.counted-late']],
    ['an entry without its fields', [...log, { t: 'ballots.opened', dialogue }], ['logged.unreadable']],
    ['an entry that can be read in two ways', [...log, jcs(more).replace('{', `{"dialogue":"x",`)], ['logged.unreadable']],
    [
      'an id that is written in another way',
      [...log, jcs(more).replace(dialogue, `${dialogue.slice(0, -1)}\\u0066`)],
      ['logged.unreadable'],
    ],
  ]
  test.each(cases)('%s is found', (_, entries, expected) => {
    const found = loggedFindings(checked, read(entries), hub).filter(({ outcome }) => outcome === 'fails')
    expect(found.map(({ code }) => code)).toEqual(expected)
  })

  test('a batch left out of the election and its files stands in the log', async () => {
    const short = { ...checked, batches: checked.batches.slice(0, 1) }
    expect(codes(log, { ballots: short })).toContain('logged.batch-more')
  })

  test('a batch whose file was altered is compared by what the file holds', async () => {
    const text = new TextDecoder().decode(files['batch-2.json'])
    const changed = { ...files, 'batch-2.json': new TextEncoder().encode(text.replace('"statement":1', '"statement":2')) }
    const { checked: altered } = await verifyBallots(changed)
    expect(altered === null ? [] : codes(log, { ballots: altered })).toContain('logged.batch-digest')
  })

  test('a thousand of them are twenty lines', () => {
    const many = Array.from({ length: 1000 }, (_, at) => opened(at + 3, 0, 0))
    expect(codes([...log, ...many]).filter((code) => code === 'logged.batch-more')).toHaveLength(20)
  })
})

test('while the box is open the newest batch may be missing in the log, and no other', () => {
  const open = { ...checked, election: { ...election, form: 'passerelle-hidden/1' as const, closed: false } }
  expect(codes(without(second), { ballots: open })).toContain('logged.batch-not-yet')
  expect(codes(without(first), { ballots: open })).toContain('logged.batch-missing')
})

test('without the files of batches, those that the election names are compared', async () => {
  const { checked: bare } = await verifyBallots({ 'election.json': files['election.json'] ?? new Uint8Array() })
  expect(bare === null ? [] : codes(log, { ballots: bare })).toContain('logged.batches')
  expect(bare === null ? [] : codes(instead(second, { digest: 'a'.repeat(64) }), { ballots: bare })).toContain('logged.batch-digest')
})

test('the log of an issuer elsewhere has its own key and counts alone', () => {
  const own = [
    { ...key, key: there.key, other_key: undefined, least: 50 },
    { ...counted, issuer: there.digest },
  ].map((entry) => JSON.parse(JSON.stringify(entry)) as Entry)
  expect(codes(own, { of: other })).toEqual(['logged.key', 'logged.counted'])
  expect(codes([...own, first], { of: other })).toContain('logged.elsewhere')
  expect(codes([key, counted], { of: other })).toEqual(['logged.key-other', 'logged.counted-missing', 'logged.counted-unknown'])
})

describe('the proof of a slot', () => {
  const salts = Array.from({ length: 6 }, (_, at) => rootOf(at).subarray(0, 16))
  const commitments = salts.map((salt) => slotCommitment('issued', salt))
  const proof = slotProof(commitments, 'issued', salts[1] ?? new Uint8Array())
  if (proof === null) throw new Error('a proof')
  const found = (changed: object, of: typeof checked.election | null = checked.election) =>
    slotFindings({ ...proof, ...changed }, of).map(({ code, data }) => [code, data['name']])

  test('leads to the root of an issuer, or it is said that it does not', () => {
    // The staged issuers gave out as many slots as there are salts here.
    expect(treeOf(commitments)).toEqual(told.commitment?.issued)
    expect(found({})).toEqual([['slot.used', hub]])
    expect(found({}, null)).toEqual([['slot.alone', undefined]])
    expect(found({ state: 'empty' })).toEqual([['slot.broken', undefined]])
    const nobody = { ...checked.election, electorates: [] }
    expect(found({}, nobody)).toEqual([['slot.unknown', undefined]])
  })

  test('the log names its root, or does not', () => {
    expect(slotLogged(proof, read(log), hub)).toMatchObject({ code: 'slot.logged', data: { entry: '5' } })
    expect(slotLogged(proof, read(instead(counted, { issued_root: 'a'.repeat(64) })), hub).code).toBe('slot.unlogged')
    expect(slotLogged({ ...proof, state: 'empty' }, read(log), hub).code).toBe('slot.unlogged')
  })
})
