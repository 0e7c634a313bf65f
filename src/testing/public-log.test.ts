import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ED25519, keyOf, vkeyOf } from '#merkle-log'
import { passerelleHere } from '../main/command-line/testing/spawned.ts'
import { theHub } from '../core/actor.ts'
import { record } from '../core/event.ts'
import { recompute } from '../modules/dialogue/jobs.ts'
import { doAs } from './deeds.ts'
import { doAsHub, joinAsGuest, makeClosed, makeOpen, seatCrowd, SEEDS, type Made } from './dialogues.ts'
import { NOON, openHub, type Hub } from './hub.ts'
import { stageSaid } from './outcomes.ts'
import { takeTurn } from './public-log.ts'
import { quickFolder } from './quick-place.ts'

let hub: Hub
let staged: Awaited<ReturnType<typeof stageSaid>>
beforeAll(async () => {
  hub = await openHub()
  staged = await stageSaid(hub)
  // The log begins.
  await takeTurn(hub)
})
afterAll(() => hub.close())

const camps = (person: number) => SEEDS.map((_, at): 1 | -1 => (person % 2 === at % 2 ? 1 : -1))

async function voteAs(made: Made, choices: readonly string[]) {
  const guest = await joinAsGuest(hub, made)
  for (const [at, choice] of choices.entries()) await guest.post(`/dialogues/${made.slug}/statements/${at}/vote`, { choice })
  return guest
}

/** Eleven people and one more, whose votes are in a signed step that the log names. */
async function voted(title: string) {
  const made = await makeOpen(hub, { title })
  await seatCrowd(hub, made.id, 11, camps)
  const guest = await voteAs(made, ['agree', 'disagree', 'pass'])
  const own = async () => (await guest.get(`/en/dialogues/${made.slug}/my-part`)).text()
  const before = await own()
  await recompute(hub.runner, made.id)
  await takeTurn(hub)
  return { made, guest, before, path: pathIn(await own()) }
}

const pathIn = (page: string): string => /\/en\/record\/\d+\/receipt/.exec(page)?.[0] ?? 'none'

test('who took part keeps a receipt of their votes, which holds without a hub, and of no other votes; nobody else is given it', async () => {
  const { made, guest, before, path } = await voted('Votes')
  expect(before).toContain('once the public log holds a signed result')
  const page = await guest.get(path)
  const sheet = await page.text()
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  for (const said of ['Disagree', SEEDS[1], 'passerelle/votes/1 hub.test/log']) expect(sheet).toContain(said)
  const filePath = `${path.replace(/\/receipt$/, '')}.votes.json`
  const receipt = JSON.parse(await (await guest.get(filePath)).text())
  expect(receipt.votes).toEqual([
    { statement: 0, value: 1 },
    { statement: 1, value: -1 },
    { statement: 2, value: 0 },
  ])
  for (const other of [hub.as(null), await voteAs(made, ['agree'])])
    for (const address of [path, filePath]) expect((await other.get(address)).status).toBe(404)

  const folder = quickFolder('passerelle-votes-')
  const { origin, publicKey } = hub.runner.outside.signer.log
  const key = vkeyOf(keyOf(origin, ED25519, publicKey() ?? new Uint8Array(32)))
  const failing = async (changed: object): Promise<readonly string[]> => {
    const file = join(folder, 'mine.votes.json')
    writeFileSync(file, JSON.stringify({ ...receipt, ...changed }))
    const { stdout } = await passerelleHere(['verify', file, '--key', key, '--json'])
    const { findings } = JSON.parse(stdout)
    return findings.flatMap(({ code, outcome }: { code: string; outcome: string }) => (outcome === 'fails' ? [code] : []))
  }
  expect(await failing({})).toEqual([])
  expect(await failing({ participant: receipt.participant + 1 })).toEqual(['votes.row'])
  expect(await failing({ votes: receipt.votes.with(1, { statement: 1, value: 1 }) })).toEqual(['votes.row'])
  expect(await failing({ votes: receipt.votes.slice(0, 2) })).toEqual(['votes.row'])
  // A certificate made to fit other votes is not the one that the log names.
  expect(await failing({ certificate: receipt.certificate.replace('"participants":', '"participants" :') })).toEqual(['votes.entry'])
  expect(await failing({ proof: receipt.proof.replace(/^extra .*$/m, `extra ${Buffer.from('{}').toString('base64')}`) })).toEqual([
    ...['votes.entry', 'receipt.broken'],
  ])
})

test('where only sums are published there is no receipt of votes, and the page says why', async () => {
  const { made, guest, path } = await voted('Sealed')
  expect((await guest.get(path)).status).toBe(200)
  await hub.db.updateTable('dialogue').set({ publication: 'aggregates' }).where('id', '=', made.id).execute()
  const page = await (await guest.get(`/en/dialogues/${made.slug}/my-part`)).text()
  expect(page).toContain('this dialogue publishes sums alone')
  expect(pathIn(page)).toBe('none')
  expect((await guest.get(path)).status).toBe(404)
})

test('a proof that is handed in at the page for files is known again, and one that was changed is not', async () => {
  const proof = await (await hub.as(null).get('/record/0.tlog-proof')).text()
  const handedIn = async (text: string): Promise<string> => {
    const body = new FormData()
    body.set('file', new File([text], 'record-0.tlog-proof'))
    const answer = await hub.app.request('http://hub.test/en/check', { method: 'POST', body, headers: { origin: 'http://hub.test' } })
    return answer.text()
  }
  const own = await handedIn(proof)
  expect(own).toContain('This hub signed it: entry 0 of its public log')
  expect(own).toContain('href="/en/record/0"')
  const other = `extra ${Buffer.from('{"t":"body.verified"}').toString('base64')}`
  for (const changed of [proof.replace(/^extra .*$/m, other), proof.replace('hub.test/log', 'hub.test/gol')])
    expect(await handedIn(changed)).toContain('This is no proof that the public log of this hub gave out')
})

/** What the log says of these kinds since, without what is the same in each entry or another one each time. */
async function entriesSince(size: number, kinds: readonly string[]) {
  const rows = await hub.db
    .selectFrom('log_entry')
    .select('content')
    .where('position', '>=', size)
    .where('kind', 'in', [...kinds])
    .orderBy('position')
    .execute()
  return rows.map(({ content }) => {
    const { event: _event, path: _path, ...said } = JSON.parse(content.toString()) as Record<string, unknown>
    return said
  })
}

const sizeNow = async (): Promise<number> =>
  Number(
    (
      await hub.db
        .selectFrom('log_entry')
        .select((eb) => eb.fn.countAll().as('size'))
        .executeTakeFirstOrThrow()
    ).size,
  )

test('what a dialogue says is told again when it is changed: its texts, and each version of its answer', async () => {
  const { id } = await makeClosed(hub, { title: 'Answered twice' })
  await takeTurn(hub)
  const size = await sizeNow()
  const texts = { dialogue: id, language: 'fr', title: 'Santé', summary: 'Résumé.', background: '', questions: [] }
  await doAsHub(hub, 'dialogue.translate', texts)
  await doAsHub(hub, 'dialogue.answer', { dialogue: id, language: 'en', text: 'We shall build both.' })
  await takeTurn(hub)
  await doAsHub(hub, 'dialogue.translate', { ...texts, summary: 'Autre résumé.' })
  await doAsHub(hub, 'dialogue.answer', { dialogue: id, language: 'en', text: 'We shall build one.' })
  await takeTurn(hub)
  const told = await entriesSince(size, ['dialogue.edited', 'dialogue.answered'])
  expect(told.map(({ t, dialogue, text_language: language, version }) => [t, dialogue, language, version])).toEqual([
    ['dialogue.edited', id, 'fr', 1],
    ['dialogue.answered', id, undefined, undefined],
    ['dialogue.edited', id, 'fr', 2],
    ['dialogue.answered', id, undefined, undefined],
  ])
  expect(new Set(told.map(({ words }) => words)).size).toBe(4)
})

test('an appeal, an answer to a recommendation and a verification that lapsed are told with their codes, and without words or names', async () => {
  const { unit } = hub.cast.bodies
  const since = hub.runner.outside.now()
  const { session, recommendation } = staged
  const dialogue = await makeOpen(hub, { title: 'Appealed' })
  await takeTurn(hub)
  const size = await sizeNow()
  const about = `/dialogues/${dialogue.slug}/statements/0`
  const report = { about, rule: 'no-attack', text: 'Look.', language: 'en' }
  const { case: id, link } = await doAs<{ case: string; link: string }>(hub, null, 'moderation.file-report', report)
  await doAs(hub, 'samir', 'moderation.decide-case', { scope: dialogue.id, case: id, outcome: 'kept', facts: 'It keeps the rules.' })
  await doAs(hub, null, 'moderation.file-appeal', { link, text: 'Look again.', language: 'en' })
  const judged = { outcome: 'upheld', reasons: 'Still so.' }
  await doAs(hub, 'aoife', 'moderation.decide-appeal', { scope: dialogue.id, case: id, ...judged })
  await hub.db.insertInto('verification').values({ body_id: unit, level: 'domain', since, lapsed_at: null }).execute()
  await doAsHub(hub, 'organisations.settle-verifications', {})
  const parts = [{ part: 'Translation', answer: 'refused', reason: 'No money.' }]
  await hub.db
    .insertInto('recommendation_answer')
    .values({
      ...{ session_id: session.id, recommendation_id: recommendation, version: 1, answer: 'partly', reason: 'In part.', language: 'en' },
      ...{ parts: JSON.stringify(parts), answered_at: since, body_id: unit, office: 'steward', late: false },
    })
    .execute()
  const given = { scope: session.id, subject: recommendation, data: {}, visibility: 'public' as const }
  await hub.db.transaction().execute((tx) => record(tx, [{ kind: 'recommendations.answer.given', ...given }], theHub, since))
  await takeTurn(hub)
  const told = await entriesSince(size, ['appeal.decided', 'body.lapsed', 'recommendation.answered'])
  const day = '2026-03-01'
  expect(told).toEqual([
    { t: 'appeal.decided', day, case: id, outcome: 'upheld', by_author: false, rule: null, decided_by_role: 'moderator' },
    { t: 'body.lapsed', day, body: unit, level: 'domain' },
    {
      ...{ t: 'recommendation.answered', day, recommendation, version: 1, answer: 'partly', late: false, body: unit },
      words: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ])
  expect(JSON.stringify(told)).not.toMatch(/Still so|In part|No money/)
})

test('what somebody takes back or corrects is told the day after, with which one it was and never with its words', async () => {
  const dialogue = await makeOpen(hub, { title: 'Taken back', moderation: 'after' })
  const { said, session } = staged
  const guest = await joinAsGuest(hub, dialogue)
  const added = await guest.api('POST', `/dialogues/${dialogue.slug}/statements`, { text: 'I shall take this back.', language: 'en' })
  const { number } = (await added.json()) as { number: number }
  await guest.post(`/dialogues/${dialogue.slug}/statements/${number}/withdrawal`)
  const corrected = { link: said.english.link }
  await doAs(hub, null, 'interventions.correct', { of: corrected, text: 'Schools write in two languages.', language: 'en', question: 2 })
  const size = await sizeNow()
  hub.setNow(new Date(NOON.getTime() + 86_400_000))
  await takeTurn(hub)
  const told = await entriesSince(size, ['statement.withdrawn', 'intervention.published', 'intervention.corrected'])
  const day = '2026-03-01'
  expect(told.filter(({ t }) => t === 'statement.withdrawn')).toEqual([
    { t: 'statement.withdrawn', day, dialogue: dialogue.id, statement: number },
  ])
  const commits = expect.stringMatching(/^[0-9a-f]{64}$/)
  const corrections = told
    .filter((one) => one['intervention'] === said.english.id)
    .toSorted((a, b) => (String(a['t']) < String(b['t']) ? -1 : 1))
  expect(corrections).toEqual(
    ['intervention.corrected', 'intervention.published'].map((t) => ({
      ...{ t, day, session: session.id, intervention: said.english.id, version: 2, commits },
    })),
  )
  expect(JSON.stringify(told)).not.toMatch(/take this back|two languages/)
})

test('of sums the log says nothing on the day on which they were signed: the minute would tell when somebody voted', async () => {
  const made = await makeClosed(hub, { title: 'Sums', publication: 'aggregates' })
  await seatCrowd(hub, made.id, 12, camps)
  await recompute(hub.runner, made.id)
  const signed = async () => (await entriesSince(0, ['result.signed'])).filter(({ dialogue }) => dialogue === made.id)
  await takeTurn(hub)
  expect(await signed()).toEqual([])
  hub.setNow(new Date(NOON.getTime() + 2 * 86_400_000))
  await takeTurn(hub)
  const { certificate } = await hub.db
    .selectFrom('checkable_result')
    .select('certificate')
    .where('dialogue_id', '=', made.id)
    .executeTakeFirstOrThrow()
  expect((await signed()).map((one) => one['certificate'])).toEqual([certificate])
})
