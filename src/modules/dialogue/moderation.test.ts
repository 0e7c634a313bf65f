import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsOf, joinAsGuest, makeOpen, refusalOf, SEEDS, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

/** An open dialogue in which two statements wait. */
async function withWaiting(): Promise<Made & { readonly waiting: readonly [number, number] }> {
  const made = await makeOpen(hub)
  const guest = await joinAsGuest(hub, made)
  for (const text of ['Waits first.', 'Waits second.'])
    await guest.api('POST', `/dialogues/${made.slug}/statements`, { text, language: 'en' })
  return { ...made, waiting: [SEEDS.length, SEEDS.length + 1] }
}
const statementOf = async (id: string, number: number) =>
  hub.db
    .selectFrom('statement')
    .select(['status', 'declined_for', 'note', 'seed', 'meta'])
    .where('dialogue_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst()
const decisionsOf = async ({ slug }: Made) =>
  (await (await hub.as(null).api('GET', `/dialogues/${slug}`)).json()) as { decisions: object; statements: number }
const told = async (id: string) => (await eventsOf(hub, id)).filter(({ kind }) => /published|declined|marked/.test(kind))

test('a moderator publishes, declines for a published rule, and takes a decision back', async () => {
  const made = await withWaiting()
  const { id, slug, waiting } = made
  const samir = hub.as('samir')
  const at = `/dialogues/${slug}/statements/${waiting[0]}`
  expect(await decisionsOf(made)).toMatchObject({ decisions: { published: 0, declined: 0, waiting: 2 }, statements: SEEDS.length })
  expect((await samir.post(`${at}/publication`)).headers.get('location')).toBe(`/en/dialogues/${slug}/moderation`)
  expect(await statementOf(id, waiting[0])).toMatchObject({ status: 'published', declined_for: null })
  const long = 'x'.repeat(60_000)
  const again = await samir.post(`${at}/refusal`, { rule: 'no-attack', note: long })
  expect([again.status, (await again.text()).includes(long)], 'what was refused comes back as it was written').toEqual([422, true])
  expect((await samir.post(`${at}/refusal`, { rule: 'no-attack', note: ' Names somebody. ' })).status).toBe(303)
  expect(await statementOf(id, waiting[0])).toMatchObject({ status: 'declined', declined_for: 'no-attack', note: 'Names somebody.' })
  expect((await samir.api('POST', `${at}/publication`)).status).toBe(200)
  expect(await statementOf(id, waiting[0])).toMatchObject({ status: 'published', declined_for: null, note: null })
  expect(await statementOf(id, waiting[1])).toMatchObject({ status: 'waiting' })
  expect(await decisionsOf(made)).toMatchObject({ decisions: { published: 2, declined: 1, waiting: 1 }, statements: SEEDS.length + 1 })
  const person = hub.cast.members.get('samir')?.person
  expect((await told(id)).map(({ kind, subject, data, visibility, person_id }) => [kind, subject, data, visibility, person_id])).toEqual([
    ['dialogue.statement.published', String(waiting[0]), { before: 'waiting', by: 'moderator' }, 'public', person],
    ['dialogue.statement.declined', String(waiting[0]), { rule: 'no-attack', before: 'published', by: 'moderator' }, 'public', person],
    ['dialogue.statement.published', String(waiting[0]), { before: 'declined', by: 'moderator' }, 'public', person],
  ])
})

test('only for a rule that this dialogue published', async () => {
  const { id, slug, waiting } = await withWaiting()
  const samir = hub.as('samir')
  const decline = async (rule: string) =>
    refusalOf(await samir.api('POST', `/dialogues/${slug}/statements/${waiting[0]}/refusal`, { rule }))
  expect(await decline('no-advert')).toEqual([400, 'statement.rule-unknown'])
  expect(await decline('taste')).toEqual([400, 'input.invalid'])
  expect((await samir.post(`/dialogues/${slug}/statements/${waiting[0]}/refusal`, { rule: '' })).status).toBe(422)
  expect(await statementOf(id, waiting[0])).toMatchObject({ status: 'waiting' })
})

test('a decision that is sent twice is one decision', async () => {
  const made = await withWaiting()
  const samir = hub.as('samir')
  const at = `/dialogues/${made.slug}/statements`
  for (const path of [`${at}/${made.waiting[0]}/publication`, `${at}/${made.waiting[1]}/refusal`]) {
    const answers = await Promise.all([samir.post(path, { rule: 'on-topic' }), samir.post(path, { rule: 'on-topic' })])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
  }
  expect((await told(made.id)).length).toBe(2)
  expect(await decisionsOf(made)).toMatchObject({ decisions: { published: 1, declined: 1, waiting: 0 } })
})

test('marks are set and taken away', async () => {
  const { id, slug } = await makeOpen(hub)
  const samir = hub.as('samir')
  const marked = await samir.post(`/dialogues/${slug}/statements/2/marks`, { meta: 'on' })
  expect([marked.status, marked.headers.get('location')]).toEqual([303, `/en/dialogues/${slug}/moderation?show=published#statement-2`])
  expect(await statementOf(id, 2)).toMatchObject({ seed: false, meta: true })
  expect((await samir.api('PUT', `/dialogues/${slug}/statements/2/marks`, { seed: true, meta: false })).status).toBe(200)
  expect(await statementOf(id, 2)).toMatchObject({ seed: true, meta: false })
  expect((await told(id)).map(({ data }) => data)).toEqual([
    { seed: false, meta: true },
    { seed: true, meta: false },
  ])
})

test('the queue shows each kind of statement to moderators, and every field has an id of its own', async () => {
  const { slug, waiting } = await withWaiting()
  const samir = hub.as('samir')
  const queue = (await (await samir.api('GET', `/dialogues/${slug}/moderation`)).json()) as {
    number: number
    status: string
    createdOn: string
  }[]
  expect(queue.length).toBe(SEEDS.length + 2)
  expect(queue.filter(({ status }) => status === 'waiting').map(({ number, createdOn }) => [number, createdOn])).toEqual(
    waiting.map((number) => [number, '2026-03-01']),
  )
  const html = await (await samir.get(`/dialogues/${slug}/moderation`)).text()
  expect([...html.matchAll(/class="statement">([^<]*)/g)].map(([, text]) => text)).toEqual(['Waits first.', 'Waits second.'])
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids.length - new Set(ids).size).toBe(0)
  expect((await samir.get(`/dialogues/${slug}/moderation?show=everything`)).status).toBe(200)
})

test('what waits or was declined is nowhere that anybody can read', async () => {
  const { slug, waiting } = await withWaiting()
  await hub.as('samir').post(`/dialogues/${slug}/statements/${waiting[1]}/refusal`, { rule: 'on-topic' })
  for (const page of ['', '/statements', '/statements?q=waits'])
    expect(await (await hub.as(null).get(`/dialogues/${slug}${page}`)).text()).not.toContain('Waits ')
  for (const number of waiting) expect((await hub.as(null).get(`/dialogues/${slug}/statements/${number}`)).status).toBe(404)
  expect(await (await hub.as(null).api('GET', `/dialogues/${slug}/statements`)).text()).not.toContain('Waits ')
})
