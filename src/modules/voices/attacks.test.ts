import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHub, type Hub } from '../../testing/hub.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import {
  AGREED,
  CHECKED,
  clearVoice,
  lyonOf,
  NAMING,
  personOf,
  publishNow,
  stageIntermediaries,
  stageVoice,
  submitVoice,
  wordsAnywhere,
} from '../../testing/voices.ts'
import { doAs, refusalOf } from '../../testing/deeds.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  await stageIntermediaries(hub)
})
afterAll(() => hub.close())

const unitOf = () => ({ sort: 'body', id: hub.cast.bodies.unit })
type Row = Readonly<Record<string, unknown>>
const rowsOf = async (table: 'kept_voice' | 'event'): Promise<readonly Row[]> =>
  (await sql<Row>`select * from ${sql.table(table)}`.execute(hub.db)).rows

test('a body of a state names nobody alone', async () => {
  await doAs(hub, 'aoife', 'voices.name-intermediary', {
    ...NAMING,
    namer: unitOf(),
    person: personOf(hub, 'idrissa'),
    termEnds: '2027-01-01',
  })
  expect(await refusalOf(doAs(hub, 'idrissa', 'voices.answer-naming', { serve: true }))).toBe('voice.body-of-a-state')
  expect(await refusalOf(doAs(hub, 'idrissa', 'voices.make-code', { slip: 'en' }))).toBe('voice.not-intermediary')
  await doAs(hub, 'idrissa', 'voices.name-intermediary', {
    ...NAMING,
    namer: lyonOf(hub),
    person: personOf(hub, 'idrissa'),
    termEnds: '2027-01-01',
  })
  expect(await refusalOf(doAs(hub, 'idrissa', 'voices.answer-naming', { serve: true }))).toBe('done')
  const { id } = await hub.db
    .selectFrom('voice_intermediary')
    .select('id')
    .where('person_id', '=', personOf(hub, 'idrissa'))
    .executeTakeFirstOrThrow()
  await doAs(hub, 'idrissa', 'voices.end-naming', { namer: lyonOf(hub), intermediary: id })
  expect(await refusalOf(doAs(hub, 'idrissa', 'voices.make-code', { slip: 'en' }))).toBe('voice.not-intermediary')
})

test('whoever holds an office of a state neither serves nor reads', async () => {
  await doAs(hub, 'idrissa', 'voices.name-intermediary', {
    ...NAMING,
    namer: lyonOf(hub),
    person: personOf(hub, 'samir'),
    termEnds: '2027-01-01',
  })
  expect(await refusalOf(doAs(hub, 'samir', 'voices.answer-naming', { serve: true }))).toBe('voice.of-a-state')
  const made = await stageVoice(hub)
  const submit = { ...AGREED, voice: made.voice, checked: CHECKED, reader: personOf(hub, 'aoife') }
  expect(await refusalOf(doAs(hub, 'mai', 'voices.submit', submit))).toBe('voice.reader-unknown')
})

test('the second reader is another person, by whichever name', async () => {
  const made = await stageVoice(hub)
  const self = { ...AGREED, voice: made.voice, checked: CHECKED, reader: personOf(hub, 'mai') }
  expect(await refusalOf(doAs(hub, 'mai', 'voices.submit', self))).toBe('voice.reader-is-you')
  const { person: other } = await doAs<{ person: string }>(hub, 'mai', 'people.make-identity', { name: 'Rowan' })
  await doAs(hub, 'idrissa', 'voices.name-intermediary', { ...NAMING, namer: lyonOf(hub), person: other, termEnds: '2027-01-01' })
  await hub.db.updateTable('voice_intermediary').set({ state: 'serving' }).where('person_id', '=', other).execute()
  expect(await refusalOf(doAs(hub, 'mai', 'voices.submit', { ...self, reader: other }))).toBe('voice.reader-is-you')
  await doAsHub(hub, 'voices.release-person', { person: other })
})

test('nobody else opens, reads or takes back what is kept, and each finds nothing there', async () => {
  const made = await stageVoice(hub)
  await submitVoice(hub, made)
  for (const [who, path] of [
    ['gift', `/voices/desk/${made.voice}`],
    ['idrissa', `/voices/reading/${made.voice}`],
    ['aoife', `/voices/desk/${made.voice}`],
    [null, `/voices/desk/${made.voice}`],
  ] as const)
    expect([who, (await hub.as(who).get(path)).status]).toEqual([who, 404])
  expect(await refusalOf(doAs(hub, 'gift', 'voices.withdraw-kept', { voice: made.voice }))).toBe('voice.missing')
  expect(await refusalOf(doAs(hub, 'idrissa', 'voices.answer-reading', { voice: made.voice, clear: true }))).toBe('voice.missing')
  await doAs(hub, 'mai', 'voices.withdraw-kept', { voice: made.voice })
})

test('a code that never was, that was replaced and that was taken back answer alike, and guesses are counted', async () => {
  const [gone, replaced] = [await stageVoice(hub), await stageVoice(hub)].map(({ code }) => code)
  await doAsHub(hub, 'voices.withdraw', { code: gone })
  const withoutCode = async (code: string) => {
    const answer = await hub.as(null).post('/v', { code })
    return [answer.status, (await answer.text()).replaceAll(code, '').replaceAll(/value="[^"]*"/g, '')]
  }
  const never = await withoutCode('0000-0000-0000-0001')
  expect(await withoutCode(gone ?? '')).toEqual(never)
  expect(await withoutCode('not a code')).toEqual(never)
  expect(never[0]).toBe(422)
  expect((await hub.as(null).post('/v', { code: replaced ?? '' })).status).toBe(200)
  // The rows that a code is looked for in are read once, by one hash, whatever it is.
  const from = { 'x-forwarded-for': '203.0.113.9' }
  expect((await hub.as(null).post('/v', { code: 'x' }, from)).status).toBe(422)
})

test('neither an address, nor a title, nor a cookie says what a code opened', async () => {
  const made = await stageVoice(hub)
  const visitor = hub.as(null)
  const answer = await visitor.post('/v', { code: made.code })
  const text = await answer.text()
  expect(text).toMatch(/<title>Passerelle<\/title>/)
  expect([visitor.cookies.size, answer.headers.get('cache-control'), answer.headers.get('referrer-policy')]).toEqual([
    0,
    'private, no-store',
    'no-referrer',
  ])
  for (const [, action] of text.matchAll(/action="([^"]+)"/g)) expect(action).toBe('/en/v')
})

test('a dump without the secret says nothing of what waits, and no row leads from a code to whoever keeps it', async () => {
  const made = await stageVoice(hub, { text: 'A sentence of nobody.' })
  await submitVoice(hub, made)
  const { id } = await hub.db
    .selectFrom('voice_intermediary')
    .select('id')
    .where('person_id', '=', personOf(hub, 'mai'))
    .executeTakeFirstOrThrow()
  const dump = JSON.stringify(await rowsOf('kept_voice'), (_key, value: unknown) =>
    Buffer.isBuffer(value) ? value.toString('latin1') : value,
  )
  for (const word of ['sentence of nobody', id, personOf(hub, 'mai'), personOf(hub, 'gift'), made.code, made.code.replaceAll('-', '')])
    expect(dump).not.toContain(word)
  expect(Object.keys((await rowsOf('kept_voice'))[0] ?? {}).filter((column) => /made|written|created|changed/.test(column))).toEqual([])
  const told = (await hub.db.selectFrom('event').selectAll().execute()).filter(({ kind }) => kind.startsWith('voices.'))
  expect(told.length).toBeGreaterThan(5)
  for (const row of told) {
    expect([row.kind, row.person_id, row.at.getTime() % 86_400_000]).toEqual([row.kind, null, 0])
    expect(JSON.stringify(row)).not.toContain(made.voice)
  }
})

test('withdrawn words are on no page, in no feed, in no search and in no event', async () => {
  const made = await stageVoice(hub, { title: 'Quillwort', text: 'The quillwort by the well.' })
  await clearVoice(hub, made)
  const [id = ''] = await publishNow(hub)
  await hub.settle()
  const places = ['/voices', `/voices/testimonies/${id}`, '/search?q=quillwort', '/api/voices/testimonies', `/api/voices/testimonies/${id}`]
  // The search looks at what was told a moment after it was told.
  await expect.poll(async () => (await hub.as(null).get('/search?q=quillwort')).text()).toContain(`testimonies/${id}"`)
  for (const path of places) {
    const read = await (await hub.as(null).get(path)).text()
    expect([path, read.includes('by the well') || read.includes(`testimonies/${id}"`)]).toEqual([path, true])
  }
  await doAsHub(hub, 'voices.withdraw', { code: made.code })
  await hub.settle()
  for (const path of places) {
    const read = await (await hub.as(null).get(path)).text()
    // The page that says that nothing is there bears its own address.
    const led = !path.endsWith(id) && read.includes(`testimonies/${id}"`)
    expect([path, read.includes('by the well'), led]).toEqual([path, false, false])
  }
  expect(await wordsAnywhere(hub.db, 'quillwort')).toEqual([])
})
