import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { together } from '../../core/perform.ts'
import { LYON } from '../../testing/cast.ts'
import { makeDraft, makeOpen, refusalOf, seatCrowd, SEEDS } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { NOTE, stageSession, type StagedSession } from '../../testing/summit.ts'
import { recompute } from './jobs.ts'
import { dialogue } from './module.ts'

let hub: Hub
let session: StagedSession
beforeAll(async () => {
  hub = await openHub()
  session = await stageSession(hub)
})
afterAll(() => hub.close())

const [citable] = dialogue.citables ?? []
const [receiver] = dialogue.receivers ?? []
const actorOf = (name: 'mai' | 'samir' | 'idrissa') => hub.cast.members.get(name)?.actor ?? nobody('en')

test('a dialogue belongs to a session of an edition that its body hosts, and both pages lead to one another', async () => {
  const made = await makeOpen(hub, { title: 'Of the session', session: session.id })
  await makeDraft(hub, { title: 'A draft of it', session: session.id })
  const own = await (await hub.as(null).get(`/en/dialogues/${made.slug}`)).text()
  expect(own).toContain(`href="/en${session.path}"`)
  const page = await (await hub.as(null).get(`/en${session.path}`)).text()
  expect([page.includes('Of the session'), page.includes('A draft of it')]).toEqual([true, false])
  expect(page).toContain('Fewer than ten people take part')
  const { lyon } = hub.cast.bodies
  const foreign = await hub.as('idrissa').api('POST', '/dialogues', {
    ...{ bodyId: lyon, language: 'en', title: 'Elsewhere', summary: 'Of another body.', languages: ['en'], session: session.id },
    ...{ opensAt: '2026-03-02T11:00:00Z', closesAt: '2026-03-15T12:00:00Z', answerBy: '2026-04-15T12:00:00Z' },
    ...{ participation: 'anyone', mayAdd: true, moderation: 'before', seeds: ['One.'] },
  })
  expect([LYON, ...(await refusalOf(foreign))]).toEqual([LYON, 409, 'session.not-of-the-body'])
  expect(await (await hub.as('niamh').get('/en/dialogues/new')).text()).toContain('1. Digital tools for engagement')
})

test('from its session an organiser begins a dialogue with its title and guiding questions; others are shown no way', async () => {
  const way = `/en/dialogues/new?session=${session.id}`
  const sees = async (name: 'niamh' | 'idrissa' | null) => (await (await hub.as(name).get(`/en${session.path}`)).text()).includes(way)
  expect([await sees('niamh'), await sees('idrissa'), await sees(null)]).toEqual([true, false, false])
  const form = await (await hub.as('niamh').get(way)).text()
  expect(form).toContain(`value="${NOTE.title}"`)
  expect(form).toContain(`>${NOTE.questions.join('\n')}</textarea>`)
  expect(form).toMatch(new RegExp(`<option value="${session.id}" selected`))
  const french = await (await hub.as('niamh').get(way.replace('/en/', '/fr/'))).text()
  expect(french).toContain('Qu’est-ce qui rend un outil sûr')
  // An address that somebody else's session is written into gives nothing away.
  const elsewhere = await (await hub.as('idrissa').get(way)).text()
  expect([elsewhere.includes(NOTE.title), elsewhere.includes(NOTE.questions[0] ?? '')]).toEqual([false, false])
})

test('published statements can be cited, with how far the groups agree, and what was taken back without its words', async () => {
  const of = await stageSession(hub)
  const made = await makeOpen(hub, { title: 'Cited', session: of.id })
  await seatCrowd(hub, made.id, 40, (person) => SEEDS.map((_, number) => (number === 0 ? 1 : person < 20 === number % 2 > 0 ? 1 : -1)))
  await recompute(hub.runner, made.id)
  const sources = (await citable?.ofSession(hub.db, of.id, 'en')) ?? []
  expect(sources.map(({ id, state, version }) => [id, state, version])).toEqual(
    SEEDS.map((_, number) => [`${made.id}/${number}`, 'standing', 1]),
  )
  expect(sources[0]).toMatchObject({
    ...{ sort: 'statement', text: SEEDS[0], path: `/dialogues/${made.slug}/statements/0`, session: of.id, question: null },
    ...{ speaker: 'Department of the Diaspora', at: new Date('2026-03-01T00:00:00Z') },
    agreement: { path: `/dialogues/${made.slug}/result`, at: new Date('2026-03-01T00:00:00Z'), groups: [{ agree: 1 }, { agree: 1 }] },
  })
  const [slate, ...more] = (await citable?.slatesOf?.(hub.db, of.id, 'en')) ?? []
  expect([slate?.title, slate?.path, slate?.reached, more.length]).toEqual(['Cited', `/dialogues/${made.slug}/result#slate`, 100, 0])
  expect(slate?.sources.map(({ id }) => id)).toContain(`${made.id}/0`)
  expect(slate?.means.map(({ letter }) => letter)).toEqual(['A', 'B'])
  const samir = hub.as('samir')
  await hub.as('mai').api('POST', `/dialogues/${made.id}/participation`)
  await hub.as('mai').api('POST', `/dialogues/${made.id}/statements`, { text: 'It waits.', language: 'en' })
  await samir.api('POST', `/dialogues/${made.id}/statements/1/refusal`, { rule: 'on-topic' })
  const ids = [0, 1, 8, 77].map((number) => `${made.id}/${number}`)
  const found = (await citable?.byIds(hub.db, [...ids, 'nothing', `${of.id}/0`], 'en')) ?? []
  expect(found.map(({ id, state, text }) => [id, state, text])).toEqual([
    [ids[0], 'standing', SEEDS[0]],
    [ids[1], 'withdrawn', ''],
  ])
  await samir.api('POST', `/dialogues/${made.id}/statements/8/publication`)
  const [own] = (await citable?.byIds(hub.db, [`${made.id}/8`], 'en')) ?? []
  expect(own).toMatchObject({ text: 'It waits.', speaker: null })
  const left = (await citable?.slatesOf?.(hub.db, of.id, 'en'))?.flatMap(({ sources: chosen }) => chosen.map(({ id }) => id))
  expect([left?.includes(`${made.id}/0`), left?.includes(`${made.id}/1`)]).toEqual([true, false])
  const draft = await makeDraft(hub, { title: 'Not yet', session: of.id })
  expect(await citable?.byIds(hub.db, [`${draft.id}/0`], 'en')).toEqual([])
})

test('of sealed votes, and of fewer than ten people, no agreement is told, and no slate', async () => {
  const of = await stageSession(hub)
  const sealed = await makeOpen(hub, { title: 'Sums only', session: of.id, publication: 'aggregates' })
  const small = await makeOpen(hub, { title: 'Nine people', session: of.id })
  await seatCrowd(hub, sealed.id, 40, (person) => SEEDS.map(() => (person < 20 ? 1 : -1)))
  await seatCrowd(hub, small.id, 9, (person) => SEEDS.map(() => (person < 5 ? 1 : -1)))
  for (const { id } of [sealed, small]) await recompute(hub.runner, id)
  const sources = (await citable?.ofSession(hub.db, of.id, 'en')) ?? []
  expect(sources.length).toBe(2 * SEEDS.length)
  expect(sources.filter(({ agreement }) => agreement !== undefined)).toEqual([])
  expect(await citable?.slatesOf?.(hub.db, of.id, 'en')).toEqual([])
})

test('a sentence that was said is put to the vote: by the team in the name of the body, by others as they add statements', async () => {
  const of = await stageSession(hub)
  const made = await makeOpen(hub, { title: 'Live', session: of.id, questions: [NOTE.questions[0], 'Another?'] })
  await makeOpen(hub, { title: 'For members', session: of.id, participation: 'members' })
  const places = async (name: 'mai' | 'samir') =>
    (await receiver?.placesOf(hub.db, of.id, actorOf(name)))?.map(({ title }) => title).toSorted()
  expect(await places('samir')).toEqual(['For members', 'Live'])
  expect(await places('mai')).toEqual(['Live'])
  expect(await receiver?.placesOf(hub.db, of.id, nobody('en'))).toEqual([])
  const put = (name: 'mai' | 'samir', text: string, question: number | null = null) =>
    together(hub.runner, async (deed) => receiver?.put(deed, { place: made.id, text, language: 'en', question }, actorOf(name)))
  expect(await put('samir', 'Said by the chair.', 9)).toEqual({ path: `/dialogues/${made.slug}/statements/${SEEDS.length}` })
  expect(await put('mai', 'Said from the floor.', 1)).toEqual({ path: `/dialogues/${made.slug}` })
  const rows = await hub.db
    .selectFrom('statement')
    .select(['text', 'voice', 'status', 'question', 'seed'])
    .where('dialogue_id', '=', made.id)
    .where('number', '>=', SEEDS.length)
    .orderBy('number')
    .execute()
  expect(rows).toEqual([
    { text: 'Said by the chair.', voice: 'convener', status: 'published', question: null, seed: false },
    { text: 'Said from the floor.', voice: 'participant', status: 'waiting', question: 1, seed: false },
  ])
  await expect(put('samir', 'said by the chair')).rejects.toThrow('statement.twice')
  // Filed where both ask the same, and nowhere where the dialogue asks something else under that number.
  await put('samir', 'Under the first.', 1)
  await put('samir', 'Under the second.', 2)
  const second = hub.db
    .selectFrom('statement')
    .select('question')
    .where('dialogue_id', '=', made.id)
    .where('text', '=', 'Under the second.')
  expect(await second.executeTakeFirst()).toEqual({ question: null })
  await hub.db
    .updateTable('statement')
    .set({ question: 2 })
    .where('dialogue_id', '=', made.id)
    .where('text', '=', 'Under the second.')
    .execute()
  const filed = (await citable?.ofSession(hub.db, of.id, 'fr'))?.filter(({ text }) => text.startsWith('Under'))
  expect(filed?.map(({ text, question }) => [text, question])).toEqual([
    ['Under the first.', 1],
    ['Under the second.', null],
  ])
})
