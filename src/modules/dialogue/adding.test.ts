import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, joinAsGuest, makeOpen, refusalOf, SEEDS, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub, type Visitor } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const add = (who: Visitor, { slug }: Made, text: string, more: object = {}) =>
  who.api('POST', `/dialogues/${slug}/statements`, { text, language: 'en', ...more })
const added = ({ id }: Made) =>
  hub.db.selectFrom('statement').selectAll().where('dialogue_id', '=', id).where('voice', '=', 'participant').orderBy('number').execute()

test('a statement waits where moderators decide before, and is there at once where they decide after', async () => {
  const [before, after] = [await makeOpen(hub), await makeOpen(hub, { moderation: 'after' })]
  for (const [made, status] of [
    [before, 'waiting'],
    [after, 'published'],
  ] as const) {
    const guest = await joinAsGuest(hub, made)
    const sent = await guest.post(`/dialogues/${made.slug}/statements`, {
      text: '  Pay interpreters.\r\nAlways. ',
      language: 'fr',
      question: '2',
    })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/en/dialogues/${made.slug}/take-part?added=${status}#add`])
    expect(await (await add(guest, made, 'And drivers.')).json()).toEqual({ dialogue: made.id, number: SEEDS.length + 1, status })
    const rows = await added(made)
    expect(rows.map(({ number, text, language, question, voice, seed }) => ({ number, text, language, question, voice, seed }))).toEqual([
      { number: SEEDS.length, text: 'Pay interpreters.\nAlways.', language: 'fr', question: 2, voice: 'participant', seed: false },
      { number: SEEDS.length + 1, text: 'And drivers.', language: 'en', question: null, voice: 'participant', seed: false },
    ])
    expect(rows.map((row) => row.status)).toEqual([status, status])
    expect(new Set(rows.map(({ author_number }) => author_number)).size).toBe(1)
    const list = (await (await hub.as(null).api('GET', `/dialogues/${made.slug}/statements`)).json()) as unknown[]
    expect(list.length).toBe(SEEDS.length + (status === 'published' ? 2 : 0))
  }
})

test('280 characters fit, also 280 emoji; 281 do not', async () => {
  const made = await makeOpen(hub)
  const guest = await joinAsGuest(hub, made)
  expect((await add(guest, made, '🙂'.repeat(280))).status).toBe(200)
  expect((await add(guest, made, 'ف'.repeat(280))).status).toBe(200)
  expect(await refusalOf(await add(guest, made, '🙂'.repeat(281)))).toEqual([400, 'input.invalid'])
  const sent = await guest.post(`/dialogues/${made.slug}/statements`, { text: `<i>${'é'.repeat(281)}`, language: 'en' })
  const html = await sent.text()
  expect([sent.status, html.includes('id="fault-text"'), html.includes(`&lt;i&gt;${'é'.repeat(281)}`)]).toEqual([422, true, true])
  for (const text of ['', '   ', '\u200b']) expect(await refusalOf(await add(guest, made, text))).toEqual([400, 'input.invalid'])
  expect((await added(made)).length).toBe(2)
})

test('what was said already is not said again, in other letters neither', async () => {
  const made = await makeOpen(hub)
  const [one, other] = [await joinAsGuest(hub, made), await joinAsGuest(hub, made)]
  expect(await refusalOf(await add(one, made, `  ${SEEDS[0]?.toUpperCase().slice(0, -1)}  `))).toEqual([409, 'statement.twice'])
  expect((await add(one, made, 'A new thought')).status).toBe(200)
  expect(await refusalOf(await add(one, made, 'A NEW thought!'))).toEqual([409, 'statement.twice'])
  // Another person may not learn what waits: for them it is new.
  expect((await add(other, made, 'A new thought')).status).toBe(200)
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 0, rule: 'on-topic' })
  expect((await add(other, made, SEEDS[0] ?? '')).status).toBe(200)
})

test('five may wait at once; the sixth is asked to wait', async () => {
  const made = await makeOpen(hub)
  const [one, other] = [await joinAsGuest(hub, made), await joinAsGuest(hub, made)]
  for (let n = 1; n <= 5; n += 1) expect((await add(one, made, `Thought ${n}`)).status).toBe(200)
  const refused = await add(one, made, 'Thought 6')
  expect(await refused.json()).toMatchObject({ type: 'statement.too-many-waiting', status: 429, limit: 5 })
  expect((await one.post(`/dialogues/${made.slug}/statements`, { text: 'Thought 6', language: 'en' })).status).toBe(429)
  expect((await add(other, made, 'Mine')).status).toBe(200)
  await doAsHub(hub, 'dialogue.publish-statement', { dialogue: made.id, statement: SEEDS.length })
  expect((await add(one, made, 'Thought 6')).status).toBe(200)
})

test('nobody adds without taking part, where it is not wanted, to a question that was not asked, or in no language', async () => {
  const made = await makeOpen(hub)
  expect(await refusalOf(await add(hub.as(null), made, 'Hello'))).toEqual([409, 'participation.missing'])
  const closedList = await makeOpen(hub, { mayAdd: false })
  expect(await refusalOf(await add(await joinAsGuest(hub, closedList), closedList, 'Hello'))).toEqual([409, 'statement.not-wanted'])
  const guest = await joinAsGuest(hub, made)
  for (const question of [3, 0, 2 ** 31, 'x'])
    expect([question, ...(await refusalOf(await add(guest, made, 'Hello', { question })))]).toEqual([question, 400, 'input.invalid'])
  for (const language of ['', 'en-12', 'english', 'en-aaaa-bbbb', 'e'.repeat(40)])
    expect([language, ...(await refusalOf(await add(guest, made, 'Hello', { language })))]).toEqual([language, 400, 'input.invalid'])
  expect(await added(made)).toEqual([])
  expect((await add(guest, made, 'Hello', { question: 1, language: 'zh-Hant' })).status).toBe(200)
})

test('authors have numbers of their own, and never one that votes are published under', async () => {
  const made = await makeOpen(hub)
  const guests = await Promise.all([1, 2, 3].map(() => joinAsGuest(hub, made)))
  for (const [n, guest] of guests.entries()) expect((await add(guest, made, `From guest ${n}`)).status).toBe(200)
  const rows = await hub.db.selectFrom('participant').select(['number', 'author_number']).where('dialogue_id', '=', made.id).execute()
  const authors = rows.map(({ author_number }) => author_number ?? 0)
  expect(new Set(authors).size).toBe(3)
  for (const { number } of rows) expect(number > 0 && number < 2 ** 30).toBe(true)
  for (const author of authors) expect(author >= 2 ** 30 && author < 2 ** 31).toBe(true)
})

test('an author sees what became of each statement, and why; nobody else sees the word to the author', async () => {
  const made = await makeOpen(hub)
  const [one, other] = [await joinAsGuest(hub, made), await joinAsGuest(hub, made)]
  for (const text of ['First of mine', 'Second of mine', 'Third of mine']) await add(one, made, text)
  const [first = 0, second = 0] = (await added(made)).map(({ number }) => number)
  await doAsHub(hub, 'dialogue.publish-statement', { dialogue: made.id, statement: first })
  await doAsHub(hub, 'dialogue.decline-statement', {
    dialogue: made.id,
    statement: second,
    rule: 'one-idea',
    note: 'Please make two of it.',
  })
  const mine = (await (await one.api('GET', `/dialogues/${made.slug}/participation`)).json()) as {
    statements: { status: string; declinedFor: string | null; note: string | null }[]
  }
  expect(mine.statements.map(({ status, declinedFor, note }) => [status, declinedFor, note])).toEqual([
    ['published', null, null],
    ['declined', 'one-idea', 'Please make two of it.'],
    ['waiting', null, null],
  ])
  expect(await (await one.get(`/dialogues/${made.slug}/my-part`)).text()).toContain('Please make two of it.')
  const theirs = (await (await other.api('GET', `/dialogues/${made.slug}/participation`)).json()) as { statements: unknown[] }
  expect(theirs.statements).toEqual([])
})
