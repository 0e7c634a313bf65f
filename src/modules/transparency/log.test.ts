import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jcs } from '#base'
import { audit, bundlePath, policyOf, readCheckpoint, readVkey, tilePath, type LogReader } from '#merkle-log'
import { theHub } from '../../core/actor.ts'
import { record } from '../../core/event.ts'
import { doAs } from '../../testing/deeds.ts'
import { doAsHub, joinAsGuest, makeClosed, makeOpen } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { takeTurn } from '../../testing/public-log.ts'
import { verifyEd25519 } from '../../platform/ed25519.ts'

const DAY_MS = 86_400_000

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const daysOn = (days: number): void => hub.setNow(new Date(NOON.getTime() + days * DAY_MS))
const ana = () => hub.as(null)
const turn = () => takeTurn(hub)
const checkpoint = async (): Promise<string> => (await ana().get('/log/checkpoint')).text()
const entries = async (): Promise<readonly Record<string, unknown>[]> =>
  (await hub.db.selectFrom('log_entry').select('content').orderBy('position').execute()).map(({ content }) =>
    JSON.parse(content.toString()),
  )
const kinds = async () => (await entries()).map(({ t }) => t)

/** The log as anybody reads it, over its public files. */
const files: LogReader = {
  tile: (tile) => bytesAt(tilePath(tile)),
  entries: (bundle) => bytesAt(bundlePath(bundle)),
}
async function bytesAt(path: string): Promise<Uint8Array | null> {
  const answer = await ana().get(`/log/${path}`)
  return answer.status === 200 ? new Uint8Array(await answer.arrayBuffer()) : null
}

async function audited(since: string | null = null) {
  const vkey = /[^\s>]+\/log\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+/.exec(await (await ana().get('/en/record')).text())?.[0] ?? ''
  const key = readVkey(vkey)
  if (key === null) throw new Error('the page shows no key')
  const found = await audit({ checkpoint: await checkpoint(), since, reader: files, policy: policyOf(key) }, { verify: verifyEd25519 })
  return found.findings.filter(({ outcome }) => outcome === 'fails').map(({ code }) => code)
}

test('what happened stands in a log that an auditor accepts over its public files', async () => {
  await turn()
  expect((await ana().get('/log/checkpoint')).status).toBe(404)
  const { id } = await makeOpen(hub)
  await turn()
  const first = await checkpoint()
  await makeOpen(hub, { title: 'Roads' })
  await turn()
  const [opened] = (await entries()).filter(({ t }) => t === 'dialogue.opened')
  expect(opened).toMatchObject({
    ...{ dialogue: id, day: '2026-03-01', body: hub.cast.bodies.unit, title: 'Health between two countries', language: 'en' },
    ...{ participation: 'anyone', moderation: 'before', may_add: true, rules: ['one-idea', 'on-topic', 'no-attack'] },
  })
  expect(await audited(first)).toEqual([])
  expect(await audited(null)).toEqual([])
  // What a number stands for is what was voted on: other words under it, and the digest is another one.
  const seeds = await hub.db
    .selectFrom('statement')
    .select(['number', 'text', 'language'])
    .where('dialogue_id', '=', id)
    .orderBy('number')
    .execute()
  expect([seeds.length > 0, opened?.['seeds']]).toEqual([true, createHash('sha256').update(jcs(seeds)).digest('hex')])
  // The same again changes nothing: not even the head is signed anew.
  const before = await checkpoint()
  await turn()
  expect(await checkpoint()).toBe(before)
})

test('words that people wrote come in when the day is over, as a digest that opens only while they stand', async () => {
  const dialogue = await makeOpen(hub, { title: 'Schools', moderation: 'after' })
  const guest = await joinAsGuest(hub, dialogue)
  const said = 'Every school abroad should teach one hour of history.'
  await guest.post(`/dialogues/${dialogue.slug}/statements`, { text: said, language: 'en', sending: randomUUID() })
  await turn()
  expect(await kinds()).not.toContain('statement.published')
  daysOn(1)
  await turn()
  const index = (await kinds()).indexOf('statement.published')
  const [entry] = (await entries()).slice(index)
  expect([entry?.['dialogue'], entry?.['day'], typeof entry?.['commits']]).toEqual([dialogue.id, '2026-03-01', 'string'])
  const page = await (await ana().get(`/en/record/${index}`)).text()
  expect(page).toContain(said)
  expect(page).toContain('These words fit the digest in the log.')
  const own = await (await guest.get(`/en/dialogues/${dialogue.slug}/my-part`)).text()
  const receipt = await (await guest.get(`/en/record/${index}/receipt`)).text()
  const words = await (await ana().get(`/en/record/${index}.words.json`)).json()
  expect(receipt).toContain(`passerelle/commitment/1 hub.test/log ${index} ${String(entry?.['commits'])} ${words.salt}`)
  expect(words.value).toEqual({ text: said, language: 'en' })
  expect(own).toContain(`/en/record/${index}/receipt`)
  const number = Number(entry?.['statement'])
  await guest.post(`/dialogues/${dialogue.slug}/statements/${number}/withdrawal`)
  await hub.settle()
  expect(await hub.db.selectFrom('log_commitment').select('thing').where('position', '=', index).execute()).toEqual([])
  const gone = await (await ana().get(`/en/record/${index}`)).text()
  expect(gone).toContain('The words are gone')
  expect(gone).not.toContain(said)
  expect((await ana().get(`/en/record/${index}.words.json`)).status).toBe(404)
  expect(JSON.stringify(await entries())).not.toContain(said)
})

test('an event whose deed ended later than one that was told after it is not left out', async () => {
  const told = (body: string) => ({
    ...{ kind: 'organisations.verification.reached', scope: body, subject: body, data: { level: 'domain' }, visibility: 'public' as const },
  })
  const [early, late] = [randomUUID(), randomUUID()]
  // Nothing waits for the end of a day, which would hold the mark too.
  daysOn(2)
  await turn()
  let finish = (): void => undefined
  const ends = new Promise<void>((resolve) => (finish = resolve))
  let began = (): void => undefined
  const begun = new Promise<void>((resolve) => (began = resolve))
  const now = hub.runner.outside.now()
  const slow = hub.db.transaction().execute(async (tx) => {
    await record(tx, [told(early)], theHub, now)
    began()
    await ends
  })
  await begun
  await hub.db.transaction().execute((tx) => record(tx, [told(late)], theHub, now))
  // Long enough for the mark to move, if it moved by the clock alone.
  for (const hours of [2, 4, 6]) {
    hub.setNow(new Date(now.getTime() + hours * 60 * 60_000))
    await turn()
  }
  finish()
  await slow
  await turn()
  const verified = (await entries()).filter(({ t }) => t === 'body.verified').map(({ body }) => body)
  expect(verified.filter((body) => body === early || body === late)).toEqual([late, early])
})

test('a signed result is told with its certificate from ten people on, and the answer with a digest of its words', async () => {
  const tellResult = async (people: number, certificate: string) => {
    const { id } = await makeClosed(hub, { title: `Of ${people}` })
    const computed = { dialogue_id: id, version: 1, computed_at: NOON, certificate }
    const kept = { participants: people, votes: 40, took_ms: 1, analysis: Buffer.alloc(0), engine: 'x', seen: null }
    await hub.db
      .insertInto('result')
      .values({ ...computed, ...kept })
      .execute()
    const step = { document: Buffer.alloc(0), signature: JSON.stringify({ statement: { key: 'abc' } }), statements: '[]', votes: null }
    await hub.db
      .insertInto('checkable_result')
      .values({ ...computed, ...step })
      .execute()
    const event = {
      kind: 'dialogue.result.signed',
      scope: id,
      subject: id,
      data: { version: 1, certificate },
      visibility: 'internal' as const,
    }
    await hub.db.transaction().execute((tx) => record(tx, [event], theHub, hub.runner.outside.now()))
    return id
  }
  await tellResult(9, 'a'.repeat(64))
  const id = await tellResult(10, 'b'.repeat(64))
  await doAsHub(hub, 'dialogue.answer', { dialogue: id, language: 'en', text: 'We shall build both.' })
  await turn()
  const told = (await entries()).filter((one) => one['t'] === 'result.signed' || one['t'] === 'dialogue.answered')
  expect(
    told.map(({ t, dialogue, certificate, key, late, answer_language: language }) => ({ t, dialogue, certificate, key, late, language })),
  ).toEqual([
    { t: 'result.signed', dialogue: id, certificate: 'b'.repeat(64), key: 'abc', late: undefined, language: undefined },
    { t: 'dialogue.answered', dialogue: id, certificate: undefined, key: undefined, late: false, language: 'en' },
  ])
  expect(JSON.stringify(await entries())).not.toContain('We shall build both.')
})

test('of each day it is told how often what is only counted was done, also that it never was', async () => {
  daysOn(3)
  await doAs(hub, 'gift', 'holdings.look-up-account', { email: 'mai@example.org', reason: 'lost-access' })
  daysOn(5)
  await turn()
  const counted = (await entries()).filter(({ t }) => t === 'day.counted')
  const told = new Map(counted.map(({ day, counts }) => [day, counts]))
  expect(told.get('2026-03-04')).toEqual({ 'accounts-looked-up': 1, 'removals-asked-by-authorities': 0 })
  expect(told.get('2026-03-05')).toEqual({ 'accounts-looked-up': 0, 'removals-asked-by-authorities': 0 })
  expect(JSON.stringify(counted)).not.toContain('mai')
})

test('the proof of an entry is a file that holds it; the list is narrowed by kind, body and day', async () => {
  const index = (await kinds()).indexOf('dialogue.opened')
  const proof = await (await ana().get(`/en/record/${index}.tlog-proof`)).text()
  expect(proof.split('\n')[0]).toBe('c2sp.org/tlog-proof@v1')
  const head = readCheckpoint(proof.slice(proof.indexOf('\n\n') + 2))
  expect(head?.checkpoint.origin).toBe('hub.test/log')
  const narrowed = await (await ana().api('GET', `/record?kind=dialogue.opened&body=${hub.cast.bodies.unit}&to=2026-03-01`)).json()
  expect(narrowed.entries.map((one: { kind: string }) => one.kind)).toEqual(['dialogue.opened', 'dialogue.opened', 'dialogue.opened'])
  const feed = await (await ana().get('/en/record/feed.atom')).text()
  expect(feed).toContain('A dialogue was opened.')
  expect((await ana().get('/en/record/99999')).status).toBe(404)
  expect((await ana().get('/log/tile/0/000.p/255')).status).toBe(404)
})

test('what a verified body says in its own name is signed with its key, which stands on its page', async () => {
  const { unit } = hub.cast.bodies
  const since = hub.runner.outside.now()
  await hub.db.insertInto('verification').values({ body_id: unit, level: 'domain', since, lapsed_at: null }).execute()
  await makeOpen(hub, { title: 'Papers' })
  await turn()
  const { event: _event, by_body: signed, ...said } = (await entries()).at(-1) ?? {}
  const { key, signature } = signed as { key: string; signature: string }
  const { slug } = await hub.db.selectFrom('body').select('slug').where('id', '=', unit).executeTakeFirstOrThrow()
  const answer = await ana().get(`/bodies/${slug}/did.json`)
  const did = await answer.json()
  expect([answer.status, did.id]).toEqual([200, `did:web:hub.test:bodies:${slug}`])
  const own = Buffer.from(did.verificationMethod[0].publicKeyJwk.x, 'base64url')
  expect(own.toString('base64')).toBe(key)
  const holds = (of: object) => verifyEd25519(own, Buffer.from(`passerelle/body/1\n${jcs({ ...of })}`), Buffer.from(signature, 'base64'))
  expect([await holds(said), await holds({ ...said, title: 'Other papers' })]).toEqual([true, false])
  expect(await (await ana().get(`/en/bodies/${slug}`)).text()).toContain(key)
  await hub.db.deleteFrom('verification').execute()
})

test('a database of yesterday is not gone on with: nothing is signed, and the page says since when', async () => {
  const { size } = await hub.db.selectFrom('log_checkpoint').select('size').orderBy('size', 'desc').limit(1).executeTakeFirstOrThrow()
  const kept = await hub.db.selectFrom('log_checkpoint').selectAll().where('size', '=', size).executeTakeFirstOrThrow()
  await hub.db.deleteFrom('log_checkpoint').where('size', '=', size).execute()
  await makeOpen(hub, { title: 'Trains' })
  await turn()
  await turn()
  expect(await hub.db.selectFrom('log_checkpoint').select('size').where('size', '>=', size).execute()).toEqual([])
  expect(hub.notes.filter((line) => line.includes('stands still (smaller)'))).toHaveLength(1)
  expect(await (await ana().get('/en/record')).text()).toContain('The log stands still since 6 March 2026')
  const status = await ana().get('/en/status')
  expect([status.status, (await status.text()).includes('Stands still: nothing is added or signed')]).toEqual([503, true])
  await hub.db.insertInto('log_checkpoint').values(kept).execute()
  await turn()
  expect(await (await ana().get('/en/record')).text()).not.toContain('stands still')
  expect((await ana().get('/en/status')).status).toBe(200)
  expect((await entries()).at(-1)).toMatchObject({ t: 'dialogue.opened', title: 'Trains' })
  expect(await audited()).toEqual([])
})

test('days on which nothing was counted stand together between other entries, and one by one where they alone are asked for', async () => {
  daysOn(7)
  await makeOpen(hub, { title: 'Ferries' })
  await turn()
  const page = await (await ana().get('/en/record')).text()
  expect(/<summary>(\d+ days: no account was looked up[^<]*)</.exec(page)?.[1]).toBe(
    '2 days: no account was looked up by those who run this hub, and no authority asked for a removal.',
  )
  const alone = await (await ana().get('/en/record?kind=day.counted')).text()
  expect(alone).not.toContain('days: no account')
  expect(alone).toContain('<dd>Counted each day</dd>')
  // Everything stands there either way.
  expect(page.match(/class="aloud">Entry \d+</g)?.length).toBeGreaterThanOrEqual((await entries()).length)
})
