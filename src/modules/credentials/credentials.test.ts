import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import { checkSlot, type SlotProof } from '#hidden-ballot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { doAsHub, eventsOf, kindsOf, makeDraft, refusalOf } from '../../testing/dialogues.ts'
import { at, call, fetchCredential, HIDDEN, makeHidden, openVotes, seatAccounts, sweep, type Made } from '../../testing/hidden-voices.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { keysFrom } from '../../platform/keys.ts'
import { deviceMarks } from './queries/issuances.ts'
import { courseOf, inTens, mayBeSigned, votesFrom } from './rules.ts'

let hub: Hub
let accounts: readonly Actor[]
let made: Made
beforeAll(async () => {
  hub = await openHub()
  accounts = await seatAccounts(hub, 24)
  await hub.as('gift').api('PUT', '/credentials/least', { least: 20 })
  made = await makeHidden(hub)
})
afterAll(() => hub.close())

const state = async (id: string) => (await hub.as(null).api('GET', `/credentials/dialogues/${id}`)).json()

describe('days and counts', () => {
  test('between the last day of asking and the first vote lie two whole days', () => {
    expect([votesFrom('2026-03-05', at('08', '00:00')), votesFrom('2026-03-07', at('08', '00:00'))]).toEqual(['2026-03-08', '2026-03-10'])
    expect([0, 9, 10, 49, 50].map(inTens)).toEqual([null, null, 10, 40, 50])
  })

  test.each([
    ['within its days', '05', 60, 'runs'],
    ['after them, with enough', '06', 50, 'ends'],
    ['after them, with too few', '06', 49, 'goes-on'],
    ['when no day of votes would be left', '13', 49, 'lapses'],
    ['enough, and late', '13', 50, 'ends'],
    ['after the end of the dialogue', '16', 49, 'lapses'],
  ])('%s', (_what, day, asked, course) => {
    const running = { state: 'running', closesOn: '2026-03-05', least: 50 } as const
    expect(courseOf(running, asked, { now: at(day), closesAt: at('15') })).toBe(course)
  })

  test('one slot, one request; the same bytes are answered again until the votes are over', () => {
    const issuance = { state: 'running', closesOn: '2026-03-05', least: 50 } as const
    const [one, other] = [Buffer.from('one'), Buffer.from('other')]
    const code = (asked: Buffer | null | undefined, now: Date, { votingOver = false, taken = false } = {}) => {
      const slot = asked === undefined ? null : { asked }
      const verdict = mayBeSigned({ slot, digest: one, taken, issuance, votingOver }, now)
      return verdict.ok ? 'yes' : verdict.refusal.code
    }
    expect([
      code(null, at('05')),
      code(null, at('06')),
      code(one, at('10')),
      code(other, at('05')),
      code(one, at('10'), { votingOver: true }),
    ]).toEqual([...['yes', 'credential.window-over', 'yes', 'credential.another-asked', 'credential.over']])
    expect(code(undefined, at('05'))).toBe('credential.not-on-roll')
    expect([code(null, at('05'), { taken: true }), code(one, at('05'), { taken: true })]).toEqual(['credential.key-taken', 'yes'])
  })
})

test('whoever runs the hub chooses the least number, and never goes below twenty', async () => {
  const choose = async (name: 'gift' | 'mai', least: number) => (await hub.as(name).api('PUT', '/credentials/least', { least })).status
  expect([await choose('mai', 30), await choose('gift', 19), await choose('gift', 51), await choose('gift', 20)]).toEqual([
    403, 400, 400, 200,
  ])
  // What was so already is neither written nor told.
  const written = async () => (await sql<{ by: string }>`select xmin::text as by from credential_setting`.execute(hub.db)).rows
  const before = await written()
  expect([await choose('gift', 20), await written(), before.length]).toEqual([200, before, 1])
})

test('it is published early enough, and its key is told before anybody can ask', async () => {
  const late = await makeDraft(hub, { ...HIDDEN, opensAt: '2026-03-05T00:00:00Z' })
  await expect(doAsHub(hub, 'dialogue.open', { dialogue: late.id })).rejects.toThrow('dialogue.hidden-too-soon')
  const [told] = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'credentials.issuer-key.published')
  expect(told).toMatchObject({
    visibility: 'public',
    data: { hub: 'hub.test', key: made.electorate.issuers[0]?.key, least: 20, closes: '2026-03-05', votingOpens: '2026-03-08' },
  })
  expect(await state(made.id)).toMatchObject({ state: 'running', asked: null, roll: null, least: 20, commitment: null })
  expect(await hub.db.selectFrom('credential_slot').select('tag').where('dialogue_id', '=', made.id).execute()).toHaveLength(30)
})

test('who may take part is asked once, by the account; what it asked for is answered again, and another request is not', async () => {
  const [one, two] = accounts
  if (one === undefined || two === undefined) throw new Error('no accounts')
  const root = randomBytes(32)
  const held = await fetchCredential(hub, made, one, root)
  expect(await fetchCredential(hub, made, one, root)).toMatchObject({ registration: held.registration })
  await expect(fetchCredential(hub, made, one)).rejects.toThrow('credential.another-asked')
  const before = await hub.db.selectFrom('credential_slot').select(['asked_hash as asked']).where('dialogue_id', '=', made.id).execute()
  expect(before.filter(({ asked }) => asked !== null)).toHaveLength(1)
  // An account that was made after the day of publishing is on no roll.
  const [late] = await seatAccounts(hub, 1)
  await expect(fetchCredential(hub, made, late ?? two)).rejects.toThrow('credential.not-on-roll')
  const mai = hub.as('mai')
  expect(await (await mai.api('GET', '/credentials/issuances')).json()).toMatchObject({
    issuances: [
      { id: made.id, asked: false, closes: '2026-03-05', votingOpens: '2026-03-08', votingCloses: '2026-03-15', box: 'http://hub.test' },
    ],
  })
  expect(await refusalOf(await hub.as(null).api('GET', '/credentials/issuances'))).toEqual([403, 'sign-in.needed'])
  expect(await refusalOf(await mai.api('POST', `/credentials/issuances/${made.id}/credential`, { blinded: 'AAAA' }))).toEqual([
    400,
    'credential.malformed',
  ])
  expect(await refusalOf(await mai.api('GET', `/credentials/issuances/${made.id}/slot`))).toEqual([409, 'credential.not-ended'])
})

test('one key is one voter: two accounts cannot ask with the same, however close together', async () => {
  const [one, two, three] = accounts.slice(20, 23)
  if (one === undefined || two === undefined || three === undefined) throw new Error('no accounts')
  const own = await makeHidden(hub, { title: 'Two accounts, one browser' })
  const root = randomBytes(32)
  const both = await Promise.allSettled([one, two].map((actor) => fetchCredential(hub, own, actor, root)))
  const refused = both.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []))
  expect(refused).toEqual([expect.stringContaining('credential.key-taken')])
  await expect(fetchCredential(hub, own, three, root)).rejects.toThrow('credential.key-taken')
  // The slot of who was refused is still empty: a key of their own gets a credential.
  const loser = both[0]?.status === 'rejected' ? one : two
  await fetchCredential(hub, own, loser)
  await fetchCredential(hub, own, loser === one ? two : one, root)
  // In another dialogue the same root makes another voter, and its request is another one.
  const asked = await hub.db.selectFrom('credential_slot').select('asked_hash as asked').where('dialogue_id', '=', own.id).execute()
  expect(asked.filter((each) => each.asked !== null)).toHaveLength(2)
})

test('the marks for what a device keeps are of the account alone, and found again when the secret of the hub is replaced', async () => {
  const marksOf = async (actor: Actor) => (await call<{ marks: readonly string[] }>(hub, 'credentials.issuances', {}, actor)).marks
  const [one, two] = accounts
  if (one === undefined || two === undefined) throw new Error('no accounts')
  const [mine, again, other] = [await marksOf(one), await marksOf(one), await marksOf(two)]
  expect([mine, other[0]]).toEqual([again, expect.not.stringMatching(mine[0] ?? '')])
  expect(mine).toEqual([expect.stringMatching(/^[\w-]{12}$/)])
  const [before, after] = [randomBytes(32), randomBytes(32)]
  const held = deviceMarks(keysFrom(before), one.account ?? '')
  expect(deviceMarks(keysFrom(after, [before]), one.account ?? '')).toEqual([expect.any(String), ...held])
})

test('no row, no event and no page leads from a slot to an account, nor tells when one asked', async () => {
  const [slot] = await hub.db.selectFrom('credential_slot').selectAll().where('dialogue_id', '=', made.id).limit(1).execute()
  expect(Object.keys(slot ?? {}).toSorted()).toEqual(['asked_hash', 'dialogue_id', 'salt', 'tag'])
  const asked = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'credentials.credential.asked')
  expect(asked.map(({ person_id: person, at: on, data, subject }) => [person, on.toISOString(), data, subject])).toEqual([
    [null, '2026-03-01T00:00:00.000Z', {}, made.id],
  ])
})

test('the counts are told in tens while it runs and exactly at the end, with a proof for each slot', async () => {
  for (const actor of accounts.slice(1, 20)) await fetchCredential(hub, made, actor)
  expect(await state(made.id)).toMatchObject({ asked: 20, roll: null })
  await openVotes(hub)
  const [ended] = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'credentials.issuance.ended')
  expect(ended).toMatchObject({ visibility: 'public', data: { roll: 30, issued: 20, votingOpens: '2026-03-08' } })
  const { commitment, ...told } = await state(made.id)
  expect(told).toMatchObject({ state: 'ended', asked: 20, roll: 30 })
  const proofOf = (actor: Actor) => call<SlotProof>(hub, 'credentials.slot', { issuance: made.id }, actor)
  const [used, empty] = [accounts[0], accounts[21]]
  if (used === undefined || empty === undefined) throw new Error('no accounts')
  const [first, second] = [await proofOf(used), await proofOf(empty)]
  expect([first.state, second.state]).toEqual(['issued', 'empty'])
  expect([checkSlot(first, commitment), checkSlot(second, commitment)]).toEqual([true, true])
  expect(checkSlot({ ...first, state: 'empty' }, commitment)).toBe(false)
  const slots = await (await hub.as(null).api('GET', `/credentials/issuances/${made.id}/slots`)).json()
  expect([slots.issued.length, slots.empty.length]).toEqual([20, 10])
  hub.setNow(NOON)
})

test('where too few ask it goes on by the day, and comes to nothing where no day of votes is left', async () => {
  const few = await makeHidden(hub, { participation: 'hidden-members', bodyId: hub.cast.bodies.lyon })
  expect(await hub.db.selectFrom('credential_slot').select('tag').where('dialogue_id', '=', few.id).execute()).toHaveLength(2)
  hub.setNow(at('06'))
  await sweep(hub, 'credentials.end-due')
  expect(await state(few.id)).toMatchObject({ state: 'running', closes: '2026-03-06', votingOpens: '2026-03-09' })
  hub.setNow(at('14'))
  await sweep(hub, 'credentials.end-due')
  expect(await state(few.id)).toMatchObject({ state: 'lapsed' })
  expect(await kindsOf(hub, few.id)).toContain('credentials.issuance.lapsed')
  hub.setNow(NOON)
})
