import { keyDigest, signedStatement, signedVote, slotsName, standingQuestion, verifyBallots, type Choice } from '#hidden-ballot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HiddenPlace } from '../../core/hidden-voices.ts'
import { doAsHub, eventsOf, kindsOf, refusalOf } from '../../testing/dialogues.ts'
import {
  at,
  fetchCredential,
  makeHidden,
  openVotes,
  register,
  seatAccounts,
  sweep,
  voteWith,
  type Held,
  type Made,
} from '../../testing/hidden-voices.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { takeTurn } from '../../testing/public-log.ts'
import { recorded } from './queries/recorded.ts'
import { dueOf, isGivenOut, LEAST_IN_BATCH, takesVotes } from './rules.ts'

let hub: Hub
let made: Made
let voters: readonly Held[]
beforeAll(async () => {
  hub = await openHub()
  const accounts = await seatAccounts(hub, 26)
  await hub.as('gift').api('PUT', '/credentials/least', { least: 20 })
  made = await makeHidden(hub)
  const held: Held[] = []
  for (const actor of accounts.slice(0, 22)) held.push(await fetchCredential(hub, made, actor))
  voters = held
})
afterAll(() => hub.close())

const voter = (index: number): Held =>
  voters[index] ??
  (() => {
    throw new Error(`there is no voter ${index}`)
  })()
const rows = (table: 'ballot_waiting' | 'ballot_voter' | 'ballot_vote' | 'ballot_batch') => hub.db.selectFrom(table).selectAll().execute()
const box = async () => (await hub.as(null).api('GET', `/ballots/${made.id}`)).json()
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  hub.app.request(`http://hub.test/api/ballots/${made.id}/${path}`, {
    method: 'POST',
    body: `${JSON.stringify(body)}   `,
    headers: { 'content-type': 'application/json', ...headers },
  })

describe('when a box is looked into', () => {
  const place = { state: 'open', closesAt: at('15') } as HiddenPlace
  const open = { votesFrom: '2026-03-08', closed: false }
  test.each([
    ['nine voters', 9, at('10'), 'nothing'],
    ['ten', LEAST_IN_BATCH, at('10'), 'batch'],
    ['any number on the last day', 300, at('14', '11:30'), 'nothing'],
    ['one at the end', 1, at('15', '11:00'), 'last'],
  ])('%s', (_what, count, now, due) => {
    expect(dueOf(open, { place, voters: count, now })).toBe(due)
  })

  test('votes are taken from its first day to an hour before the end', () => {
    const code = (now: Date) => {
      const verdict = takesVotes(open, place, now)
      return verdict.ok ? 'yes' : verdict.refusal.code
    }
    expect([at('07', '23:59'), at('08', '00:00'), at('15', '10:59'), at('15', '11:00')].map(code)).toEqual([
      ...['ballot.not-open', 'yes', 'yes', 'ballot.closed'],
    ])
  })

  test('votes one by one are given out after the end, and of no fewer than were needed', () => {
    expect([
      isGivenOut({ closed: true, voted: 50, least: 50 }),
      isGivenOut({ closed: true, voted: 49, least: 50 }),
      isGivenOut({ closed: false, voted: 90, least: 50 }),
    ]).toEqual([true, false, false])
  })
})

test('it is shut while credentials are given', async () => {
  expect(await box()).toMatchObject({ open: false, votingOpens: '2026-03-08', votingCloses: '2026-03-15', batches: 0 })
  await expect(register(hub, made, voter(0))).rejects.toThrow('ballot.not-open')
  expect(await refusalOf(await hub.as(null).api('GET', `/ballots/${made.id}/election`))).toEqual([409, 'ballot.not-open'])
  await openVotes(hub)
  expect(await box()).toMatchObject({ open: true, statements: [{ number: 0 }, { number: 1 }, { number: 2 }] })
  expect(await kindsOf(hub, made.id)).toContain('ballots.box.opened')
})

test('nobody votes beside it under a name', async () => {
  const answer = await hub.as('mai').api('POST', `/dialogues/${made.id}/participation`)
  expect(await refusalOf(answer)).toEqual([409, 'dialogue.hidden-alone'])
  expect(await refusalOf(await hub.as('aoife').api('POST', `/dialogues/${made.id}/closure`))).toEqual([409, 'dialogue.hidden-runs'])
})

test('who brings a session is nobody, and none is set; any page may ask', async () => {
  hub.setNow(at('09', '13:00'))
  const cookie = [...hub.as('mai').cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const mine = { cookie, authorization: 'Bearer none', origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  const answer = await post('registrations', voter(0).registration, mine)
  expect([answer.status, await answer.json()]).toEqual([200, { registered: true }])
  expect([answer.headers.get('access-control-allow-origin'), answer.headers.getSetCookie()]).toEqual(['*', []])
  const again = await post('registrations', voter(0).registration)
  expect([again.status, await again.json()]).toEqual([200, { registered: true }])
  expect(await rows('ballot_waiting')).toHaveLength(1)
  const early = await hub.app.request(`http://hub.test/api/ballots/${made.id}/votes`, { method: 'OPTIONS' })
  expect([early.status, early.headers.get('access-control-allow-headers')]).toEqual([204, 'content-type'])
  const seen = await hub.db.selectFrom('session').select('seen_at').execute()
  expect(seen.map(({ seen_at: last }) => last.toISOString())).not.toContain(at('09', '13:00').toISOString())
})

test('what was not signed by the issuer, or not by the key, is not taken', async () => {
  const forged = { ...voter(1).registration, voter: voter(2).voter.key }
  expect(await refusalOf(await post('registrations', forged))).toEqual([403, 'ballot.credential'])
  expect(await refusalOf(await post('registrations', { ...voter(1).registration, more: 1 }))).toEqual([400, 'ballot.malformed'])
  await expect(voteWith(hub, made, voter(1), [[0, 'agree', 1]])).rejects.toThrow('ballot.not-registered')
  const vote = await signedVote(voter(0).voter, made.electorate, { statement: 0, choice: 'agree', important: false, seq: 1 })
  const send = (one: object) => post('votes', { class: 'all', votes: [one] })
  expect(await refusalOf(await send({ ...vote, choice: 'disagree' }))).toEqual([403, 'ballot.signature'])
  await expect(voteWith(hub, made, voter(0), [[7, 'agree', 1]])).rejects.toThrow('ballot.statement-missing')
})

test('the highest number of a key’s sequence counts, and the same vote twice is one', async () => {
  const cast = (choice: Choice, seq: number) => voteWith(hub, made, voter(0), [[0, choice, seq]])
  expect([await cast('agree', 5), await cast('agree', 5), await cast('disagree', 4), await cast('pass', 6)]).toEqual(
    [1, 0, 0, 1].map((taken) => ({ taken })),
  )
  // Whoever has a key for a moment does not take from its owner what comes next.
  await expect(cast('agree', 2 ** 31 - 1)).rejects.toThrow('ballot.malformed')
  const last = await signedStatement(voter(0).voter, made.electorate, { seq: 2 ** 31 - 1, language: 'en', text: 'The last word.' })
  expect(await refusalOf(await post('statements', last))).toEqual([400, 'ballot.malformed'])
  const question = await standingQuestion(voter(0).voter, made.electorate)
  expect(await (await post('standing', question)).json()).toEqual({
    ...{ registered: true, seq: 6, muted: false, reasons: null, votes: [{ statement: 0, choice: 'pass', important: false }] },
  })
  expect(await refusalOf(await post('standing', { ...question, voter: voter(1).voter.key }))).toEqual([403, 'ballot.signature'])
})

const CHOICES: readonly Choice[] = ['agree', 'disagree', 'pass']
const choose = (index: number, statement: number): Choice => CHOICES[(index + statement) % 3] ?? 'pass'

test('nine wait, ten are opened: sorted, without a time, and counted in the dialogue as participants whom nobody holds', async () => {
  for (let index = 1; index < 9; index++) {
    await register(hub, made, voter(index))
    await voteWith(hub, made, voter(index), [
      [0, choose(index, 0), 1],
      [1, choose(index, 1), 2],
    ])
  }
  await sweep(hub, 'ballots.batches')
  expect(await rows('ballot_batch')).toEqual([])
  await register(hub, made, voter(9))
  await voteWith(hub, made, voter(9), [[0, 'agree', 1]])
  await sweep(hub, 'ballots.batches')
  const [batch] = await rows('ballot_batch')
  expect(batch).toMatchObject({ number: 1, registrations: 10, votes: 18 })
  expect(await rows('ballot_waiting')).toEqual([])
  const counted = await hub.db.selectFrom('vote').selectAll().where('dialogue_id', '=', made.id).execute()
  expect([counted.length, new Set(counted.map(({ cast_at: when }) => when.toISOString())).size]).toEqual([18, 1])
  const holders = await hub.db.selectFrom('participant').select(['holder_tag', 'joined_at']).where('dialogue_id', '=', made.id).execute()
  expect(holders.map(({ holder_tag: tag }) => tag)).toEqual(Array.from({ length: 10 }, () => null))
  const [told] = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'ballots.batch.opened')
  expect(told).toMatchObject({
    ...{
      visibility: 'public',
      person_id: null,
      data: { number: 1, digest: batch?.digest, registrations: 10, votes: 18, registered: 10, voted: 10 },
    },
  })
  expect(told?.at.toISOString()).toBe('2026-03-09T00:00:00.000Z')
})

test('whoever is registered changes a vote from another batch, and stays one participant', async () => {
  for (let index = 0; index < 10; index++) await voteWith(hub, made, voter(index), [[2, choose(index, 2), 9]])
  await voteWith(hub, made, voter(0), [[0, 'agree', 10]])
  await sweep(hub, 'ballots.batches')
  const { participant } = (await rows('ballot_voter')).find((one) => 'voter' in one && one.voter === voter(0).voter.key) as {
    participant: number
  }
  const votes = await hub.db
    .selectFrom('vote')
    .select(['statement', 'value'])
    .where('participant', '=', participant)
    .orderBy('statement')
    .execute()
  expect(votes).toEqual([
    { statement: 0, value: 1 },
    { statement: 2, value: 0 },
  ])
  const people = await hub.db.selectFrom('participant').select('number').where('dialogue_id', '=', made.id).execute()
  expect(people).toHaveLength(10)
})

test('a statement comes to moderators with the next batch; who broke a rule writes no more, and votes on', async () => {
  const write = async (index: number, text: string, seq: number) =>
    post('statements', await signedStatement(voter(index).voter, made.electorate, { seq, language: 'en', text }))
  expect((await write(0, 'Buses should run at night.', 20)).status).toBe(200)
  expect((await write(0, 'Buses should run at night.', 20)).status).toBe(200)
  expect((await write(1, 'Clinics need interpreters.', 20)).status).toBe(200)
  expect(await refusalOf(await write(2, 'x'.repeat(281), 20))).toEqual([400, 'ballot.too-long'])
  for (const text of ['\u200b\u2060', 'Half \ud800', `Words${' '.repeat(2000)}`])
    expect([text.slice(0, 8), (await write(2, text, 20).catch(() => null))?.status ?? 400]).toEqual([text.slice(0, 8), 400])
  // Ten at once, and no more of them wait than of those who come one by one.
  await Promise.all(Array.from({ length: 10 }, (_, index) => write(3, `Thing ${index} should change.`, 40 + index)))
  const waits = (await hub.db.selectFrom('ballot_waiting').select('sort').where('voter', '=', voter(3).voter.key).execute()).length
  expect(waits).toBe(5)
  await hub.db.deleteFrom('ballot_waiting').where('voter', '=', voter(3).voter.key).execute()
  // Should one slip in that the dialogue cannot take, it alone falls out.
  const slipped = { voters: [{ participant: null, votes: [] }], statements: [{ voter: 0, text: '\u200b', language: 'en' }] }
  const taken = await doAsHub<{ statements: unknown }>(hub, 'dialogue.count-ballots', { dialogue: made.id, ...slipped })
  expect(taken.statements).toEqual([null])
  for (let index = 0; index < 10; index++) await voteWith(hub, made, voter(index), [[1, choose(index, 0), 30]])
  await sweep(hub, 'ballots.batches')
  const added = await hub.db
    .selectFrom('statement')
    .select(['number', 'text', 'status'])
    .where('dialogue_id', '=', made.id)
    .where('number', '>', 2)
    .execute()
  expect(added.map(({ text, status }) => `${text} ${status}`).toSorted()).toEqual([
    'Buses should run at night. waiting',
    'Clinics need interpreters. waiting',
  ])
  const number = added.find(({ text }) => text.startsWith('Buses'))?.number ?? 0
  const mute = (name: 'mai' | 'samir', rule: string) => hub.as(name).api('PUT', `/ballots/${made.id}/written/${number}/mute`, { rule })
  expect((await mute('mai', 'no-attack')).status).toBe(403)
  expect(await refusalOf(await mute('samir', 'no-such'))).toEqual([400, 'ballot.rule-unknown'])
  expect((await mute('samir', 'no-attack')).status).toBe(200)
  expect(await refusalOf(await write(0, 'And trams.', 21))).toEqual([403, 'ballot.muted'])
  expect(await voteWith(hub, made, voter(0), [[1, 'agree', 31]])).toEqual({ taken: 1 })
  const page = await (await hub.as(null).get(`/dialogues/${made.slug}/ballots`)).text()
  expect([page.includes('Who may write no more'), page.includes(voter(0).voter.key)]).toEqual([true, false])
  const told = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'ballots.voter.muted')
  expect(told.map(({ subject, data }) => [subject, data])).toEqual([[String(number), { rule: 'no-attack' }]])
})

test('no batch is given out before the end; the last one takes all, and then everything can be counted again', async () => {
  const read = async (path: string) => hub.as(null).api('GET', `/ballots/${made.id}/${path}`)
  expect(await refusalOf(await read('batches/1'))).toEqual([409, 'ballot.kept'])
  for (let index = 10; index < 21; index++) {
    await register(hub, made, voter(index))
    // One of them has written already, and is counted among those who vote from the first vote on.
    if (index > 10) await voteWith(hub, made, voter(index), [[0, choose(index, 0), 1]])
  }
  const words = { seq: 1, language: 'en', text: 'Night trains too.' }
  expect((await post('statements', await signedStatement(voter(10).voter, made.electorate, words))).status).toBe(200)
  await sweep(hub, 'ballots.batches')
  await voteWith(hub, made, voter(10), [[0, choose(10, 0), 2]])
  hub.setNow(at('14', '23:00'))
  await sweep(hub, 'ballots.batches')
  expect(await rows('ballot_batch')).toHaveLength(4)
  hub.setNow(at('15', '11:05'))
  await expect(register(hub, made, voter(21))).rejects.toThrow('ballot.closed')
  await sweep(hub, 'ballots.batches')
  expect(await kindsOf(hub, made.id)).toContain('ballots.box.closed')
  // Which key wrote a statement is of no use any more; who had been muted, and for what, is still told.
  expect(await hub.db.selectFrom('ballot_statement').selectAll().execute()).toEqual([])
  expect(await (await hub.as(null).get(`/dialogues/${made.slug}/ballots`)).text()).toContain('Who may write no more')
  const late = await hub.as('samir').api('PUT', `/ballots/${made.id}/written/3/mute`, { rule: 'no-attack' })
  expect(await refusalOf(late)).toEqual([404, 'ballot.statement-missing'])
  const files: Record<string, Uint8Array> = {}
  for (const [name, path] of [
    ['election.json', 'election'],
    ['tallies.json', 'tallies'],
    ...[1, 2, 3, 4, 5].map((n) => [`batch-${n}.json`, `batches/${n}`]),
  ] as const)
    files[name ?? ''] = new Uint8Array(await (await read(path ?? '')).arrayBuffer())
  const slots = await hub.as(null).api('GET', `/credentials/issuances/${made.id}/slots`)
  files[slotsName(keyDigest(made.electorate.issuers[0]?.key ?? ''))] = new Uint8Array(await slots.arrayBuffer())
  const election: unknown = JSON.parse(new TextDecoder().decode(files['election.json']))
  expect(election).toMatchObject({ registered: 21, voted: 21, closed: true, least: 20 })
  const { findings, tallies } = await verifyBallots(files)
  expect(findings.filter(({ outcome }) => outcome !== 'holds')).toEqual([])
  const inDialogue = await hub.db
    .selectFrom('vote')
    .select((eb) => ['statement', eb.fn.countAll<number>().filterWhere('value', '=', 1).as('agree')])
    .where('dialogue_id', '=', made.id)
    .groupBy('statement')
    .orderBy('statement')
    .execute()
  expect(tallies.map(({ statement, agree }) => ({ statement, agree }))).toEqual(inDialogue)
  // One changed choice is found.
  const changed = new TextDecoder().decode(files['batch-1.json']).replace('"agree"', '"disagree"')
  const verdict = await verifyBallots({ ...files, 'batch-1.json': new TextEncoder().encode(changed) })
  expect(verdict.findings.some(({ outcome }) => outcome === 'fails')).toBe(true)
})

test('the dialogue publishes sums of it after its end, as of any other, and the log takes each batch in', async () => {
  hub.setNow(at('15', '12:05'))
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  await hub.sweep()
  const result = await (await hub.as(null).api('GET', `/dialogues/${made.id}/result`)).json()
  expect(result).toMatchObject({ participants: 21 })
  const [batch] = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'ballots.batch.opened')
  const entry = recorded.entries.find(({ kind }) => kind === 'ballots.batch.opened')
  const read = { kind: '', scope: made.id, subject: made.id, visibility: 'public', day: '2026-03-09' } as const
  expect(await entry?.entry(hub.db, { ...read, data: Object(batch?.data) }, hub.runner.outside)).toMatchObject({
    t: 'ballots.opened',
    fields: { dialogue: made.id, batch: 1, registrations: 10, voted: 10, credentials: [{ roll: 32, issued: 22 }] },
  })
})

test('its pages are read in each language, also without a script', async () => {
  for (const locale of ['en', 'fr', 'ar']) {
    const mai = hub.as('mai', locale)
    for (const path of [`/dialogues/${made.slug}`, `/dialogues/${made.slug}/ballots`, '/hidden-participation', '/me/credentials', '/me'])
      expect([locale, path, (await mai.get(path)).status]).toEqual([locale, path, 200])
  }
})

test('the public log leads from keys and batches to the dialogue that they are of, and to none of another hub', async () => {
  await takeTurn(hub)
  const record = async (kind: string) => (await hub.as(null).get(`/record?kind=${kind}`)).text()
  expect(await record('ballots.opened')).toContain(`href="/en/dialogues/${made.id}/ballots"`)
  expect((await hub.as(null).get(`/dialogues/${made.id}/ballots`)).status).toBe(200)
  const elsewhere = '00000000-0000-4000-8000-000000000009'
  const days = { closesOn: '2026-03-20', votingOpens: '2026-03-24', votingCloses: '2026-03-30' }
  await hub.as('gift').post('/operator/credentials', { hub: 'other.example', dialogue: elsewhere, title: 'Elsewhere', ...days })
  await takeTurn(hub)
  const keys = await record('issuer.key')
  expect([keys.includes(`href="/en/dialogues/${made.id}"`), keys.includes(elsewhere)]).toEqual([true, false])
})

test('of a box that was never opened its pages say so once the votes are over, and not that it is still to be opened', async () => {
  hub.setNow(at('02'))
  const few = await makeHidden(hub, { title: 'Too few' })
  const pages = async () => {
    const told = [`/dialogues/${few.slug}`, `/dialogues/${few.slug}/ballots`].map(async (path) => (await hub.as(null).get(path)).text())
    return (await Promise.all(told)).map((page) => [page.includes('The box was never opened'), /is not open yet|is shut until/.test(page)])
  }
  expect(await pages()).toEqual(Array(2).fill([false, true]))
  hub.setNow(at('15', '11:30'))
  expect(await pages()).toEqual(Array(2).fill([true, false]))
})
