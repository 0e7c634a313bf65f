import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { refusalOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { giveRole, stageSession } from '../../testing/summit.ts'
import { releasePerson } from './commands/release-person.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const personOf = (name: 'mai' | 'samir' | 'idrissa') => hub.cast.members.get(name)?.person ?? ''
const json = async <Data>(answer: Promise<Response>) => (await (await answer).json()) as Data
const DAY_MS = 86_400_000

async function linkTo(session: string, asked: Readonly<Record<string, string>>): Promise<string> {
  const { path } = await json<{ path: string }>(hub.as('niamh').api('POST', `/sessions/${session}/invitations`, asked))
  return path
}

describe('roles', () => {
  test('are given to whoever has an office in a host; to others by a link that works once', async () => {
    const { id, path } = await stageSession(hub, { announced: false })
    const niamh = hub.as('niamh')
    const given = (role: string, name: 'mai' | 'samir') => niamh.api('PUT', `/sessions/${id}/roles/${role}/${personOf(name)}`, {})
    expect((await given('chair', 'samir')).status).toBe(200)
    expect(await refusalOf(await given('chair', 'mai'))).toEqual([409, 'role.unknown-identity'])
    expect(await refusalOf(await niamh.api('PUT', `/sessions/${id}/roles/chair/${randomUUID()}`, {}))).toEqual([
      409,
      'role.unknown-identity',
    ])
    expect((await hub.as('mai').get(path)).status).toBe(404)
    const link = await linkTo(id, { role: 'rapporteur' })
    // Looking accepts nothing, and whoever holds the link may look, be it a draft.
    expect([(await hub.as(null).get(link)).status, (await hub.as('mai').get(link)).status]).toEqual([200, 200])
    expect((await hub.as('mai').get(`${link.slice(0, -1)}!`)).status).toBe(404)
    expect((await hub.as(null).post(link)).status).toBe(403)
    expect((await hub.as('mai').post(link)).headers.get('location')).toBe(`/en${path}`)
    expect((await hub.as('mai').get(path)).status).toBe(200)
    expect((await hub.as('idrissa').post(link)).status).toBe(409)
    const { holders, invitations } = await json<{ holders: { name: string; role: string }[]; invitations: unknown[] }>(
      niamh.api('GET', `/sessions/${id}/roles`),
    )
    expect(holders.map(({ name, role }) => `${role} ${name}`)).toEqual(['chair Samir', 'rapporteur Mai'])
    expect(invitations).toEqual([])
    expect((await hub.as('mai').api('GET', `/sessions/${id}/roles`)).status).toBe(403)
    // A rapporteur is no chair.
    expect((await hub.as('mai').get(`${path}/run-sheet`)).status).toBe(403)
    expect((await hub.as('samir').get(`${path}/run-sheet`)).status).toBe(200)
    await niamh.post(`${path}/roles/ending`, { person: personOf('mai'), role: 'rapporteur' })
    expect((await hub.as('mai').get(path)).status).toBe(404)
  })

  test('readers see the name of a holder only where its card says so', async () => {
    const { id, path } = await stageSession(hub)
    await giveRole(hub, id, 'mai', 'chair')
    const seen = async () => (await (await hub.as(null).get(path)).text()).includes(`/people/${personOf('mai')}`)
    expect(await seen()).toBe(false)
    await hub.as('mai').api('PUT', '/me/audience', { audience: 'public' })
    expect(await seen()).toBe(true)
    await hub.as('mai').api('PUT', '/me/audience', { audience: 'nobody' })
  })

  test('a link ends after thirty days, when it is taken back, and with the office of whoever made it', async () => {
    const { id } = await stageSession(hub)
    const [late, back, orphan] = [
      await linkTo(id, { role: 'chair' }),
      await linkTo(id, { role: 'chair' }),
      await linkTo(id, { role: 'chair' }),
    ]
    const { invitations } = await json<{ invitations: { id: string; path: string }[] }>(hub.as('niamh').api('GET', `/sessions/${id}/roles`))
    const taken = invitations.find(({ path }) => path === back)?.id ?? ''
    expect((await hub.as('niamh').api('DELETE', `/sessions/${id}/invitations/${taken}`)).status).toBe(200)
    expect((await hub.as('idrissa').post(back)).status).toBe(404)
    const office = { role: 'convener', person: hub.cast.members.get('niamh')?.person ?? '' }
    await hub.db.updateTable('office').set({ until: NOON }).where('person_id', '=', office.person).execute()
    expect((await hub.as('idrissa').post(orphan)).status).toBe(409)
    await hub.db.updateTable('office').set({ until: null }).where('person_id', '=', office.person).execute()
    hub.setNow(new Date(NOON.getTime() + 31 * DAY_MS))
    expect((await hub.as('idrissa').post(late)).status).toBe(409)
    hub.setNow(NOON)
  })
})

describe('the run sheet', () => {
  test('is written once however often a form is sent, ordered, and kept where something has begun', async () => {
    const { id, path } = await stageSession(hub, { opened: true })
    const niamh = hub.as('niamh')
    const form = {
      id: randomUUID(),
      sort: 'keynote',
      startsAt: '2026-03-02T09:00',
      minutes: '20',
      language: 'en',
      title: 'Trust',
      summary: '**Bold**',
    }
    for (const _twice of [1, 2]) await niamh.post(`${path}/run-sheet/new`, form)
    const { id: second } = await json<{ id: string }>(niamh.api('POST', `/sessions/${id}/blocks`, { sort: 'discussion', minutes: 30 }))
    type Sheet = { blocks: { id: string; startsAt: string; speakers: { name: string }[] }[] }
    const blocks = async () =>
      (await json<Sheet>(hub.as(null).api('GET', path.replace(/^\/summits\/([^/]+)\//, '/summits/$1/editions/')))).blocks
    expect((await blocks()).map((block) => [block.id, block.startsAt])).toEqual([
      [form.id, '2026-03-02T09:00:00.000Z'],
      [second, '2026-03-02T09:20:00.000Z'],
    ])
    await niamh.post(`${path}/blocks/${second}/moves`, { direction: 'up' })
    expect((await blocks()).map((block) => block.id)).toEqual([second, form.id])
    const speaker = { block: form.id, name: 'Awa Sarr', line: 'Librarian', language: 'en', body: hub.cast.bodies.lyon, languages: ['fr'] }
    const speakerId = randomUUID()
    for (const _twice of [1, 2]) await niamh.post(`${path}/speakers/${speakerId}/edit`, speaker)
    const material = { material: randomUUID(), title: 'Slides', link: 'https://slides.example/1', language: 'en' }
    for (const _twice of [1, 2]) await niamh.post(`${path}/blocks/${form.id}/materials`, material)
    const [, page] = await textOf(hub.as(null).get(`${path}/blocks/${form.id}`))
    expect([page.includes('<strong>Bold</strong>'), page.match(/Awa Sarr/g)?.length, page.match(/slides\.example/g)?.length]).toEqual([
      true,
      1,
      1,
    ])
    await niamh.post(`${path}/blocks/${form.id}/beginning`)
    expect(await refusalOf(await niamh.api('DELETE', `/sessions/${id}/blocks/${form.id}`))).toEqual([409, 'block.began'])
    expect((await hub.as('mai').post(`${path}/blocks/${second}/beginning`)).status).toBe(403)
    await niamh.post(`${path}/blocks/${second}/beginning`)
    const rows = await hub.db.selectFrom('block').select(['id', 'began_at', 'ended_at']).where('session_id', '=', id).execute()
    expect(new Map(rows.map((row) => [row.id, [row.began_at !== null, row.ended_at !== null]]))).toEqual(
      new Map([
        [form.id, [true, true]],
        [second, [true, false]],
      ]),
    )
  })

  test('a template is offered in the language of the text, and nothing that was written is lost', async () => {
    const { id, path } = await stageSession(hub)
    const { id: block } = await json<{ id: string }>(hub.as('niamh').api('POST', `/sessions/${id}/blocks`, { sort: 'host', minutes: 10 }))
    await hub.as('niamh').api('PUT', `/sessions/${id}/blocks/${block}/texts/fr`, { title: '', summary: 'Déjà écrit.' })
    const [, page] = await textOf(hub.as('niamh').get(`${path}/blocks/${block}/edit?language=fr&template=on`))
    expect([page.includes('Déjà écrit.'), page.includes('### Comment cela a commencé')]).toEqual([true, true])
  })
})

const textOf = async (answer: Promise<Response>) => [(await answer).status, await (await answer).text()] as const

describe('speakers', () => {
  test('say themselves who they are here, take it back, and lose their name in the programme when they leave', async () => {
    const { id, path } = await stageSession(hub)
    const { id: block } = await json<{ id: string }>(
      hub.as('niamh').api('POST', `/sessions/${id}/blocks`, { sort: 'keynote', minutes: 10 }),
    )
    const speaker = randomUUID()
    const words = { block, name: 'Idrissa B.', line: 'Chair', language: 'en' }
    await hub.as('niamh').api('PUT', `/sessions/${id}/speakers/${speaker}`, words)
    const link = await linkTo(id, { speaker })
    const page = `${path}/speakers/${speaker}`
    await hub.as('idrissa').post(link)
    const linked = async () => (await textOf(hub.as(null).get(page)))[1].includes(`/people/${personOf('idrissa')}`)
    // His card is shown to nobody, so neither is that he is the speaker.
    expect(await linked()).toBe(false)
    await hub.as('idrissa').api('PUT', '/me/audience', { audience: 'public' })
    expect(await linked()).toBe(true)
    // No answer of the API tells it.
    const read = await hub.as(null).api('GET', path.replace(/^\/summits\/([^/]+)\//, '/summits/$1/editions/'))
    expect((await read.text()).includes(personOf('idrissa'))).toBe(false)
    expect((await hub.as('mai').post(`${page}/detaching`)).status).toBe(403)
    await hub.as('idrissa').post(`${page}/detaching`)
    expect(await linked()).toBe(false)
    await hub.as('idrissa').post(await linkTo(id, { speaker }))
    await giveRole(hub, id, 'idrissa', 'note-taker')
    await perform(hub.runner, releasePerson, { person: personOf('idrissa') }, theHub)
    const [, left] = await textOf(hub.as(null).get(page))
    expect([left.includes('Idrissa B.'), left.includes('Somebody who has left')]).toEqual([false, true])
    const kept = await hub.db.selectFrom('session_role').selectAll().where('person_id', '=', personOf('idrissa')).execute()
    expect(kept).toEqual([])
  })
})

describe('a call for an example', () => {
  test('is answered with reasons that everybody reads; the one that is chosen becomes text and speaker of the block', async () => {
    const { id, path } = await stageSession(hub)
    const niamh = hub.as('niamh')
    const { id: block } = await json<{ id: string }>(niamh.api('POST', `/sessions/${id}/blocks`, { sort: 'example', minutes: 15 }))
    const call = `${path}/blocks/${block}/call`
    expect([(await hub.as(null).get(call)).status, (await niamh.get(call)).status]).toEqual([404, 200])
    await niamh.post(call, { language: 'en', words: 'A choice, and its price.', closesAt: '2026-03-02T08:00' })
    const asked = { body: hub.cast.bodies.lyon, language: 'fr', title: 'Un annuaire', text: 'Le **besoin**.', speaker: 'Awa Sarr' }
    expect((await hub.as('mai').post(`${call}/applications`, asked)).status).toBe(403)
    expect((await hub.as('idrissa').post(`${call}/applications`, { ...asked, text: '' })).status).toBe(422)
    expect((await hub.as('idrissa').post(`${call}/applications`, asked)).status).toBe(303)
    expect((await hub.as('idrissa').post(`${call}/applications`, asked)).status).toBe(409)
    const own = { ...asked, body: hub.cast.bodies.unit, title: 'Another', speaker: 'Niamh' }
    await niamh.post(`${call}/applications`, own)
    const [, waiting] = await textOf(hub.as(null).get(call))
    expect([waiting.includes('Pulaar Lyon'), waiting.includes('Un annuaire'), waiting.includes('Waits for an answer')]).toEqual([
      true,
      false,
      true,
    ])
    const rows = await hub.db.selectFrom('application').select(['id', 'title']).where('session_id', '=', id).execute()
    const idOf = (title: string) => rows.find((row) => row.title === title)?.id ?? ''
    const answer = (title: string, chosen: string, words: string) =>
      niamh.post(`${call}/answer`, { application: idOf(title), chosen, answer: words, language: 'en' })
    expect((await answer('Another', 'declined', '')).status).toBe(422)
    expect(
      (await hub.as('idrissa').post(`${call}/answer`, { application: idOf('Another'), chosen: 'declined', answer: 'No.', language: 'en' }))
        .status,
    ).toBe(403)
    await answer('Un annuaire', 'chosen', 'It tells its price.')
    expect((await answer('Another', 'chosen', 'That too.')).status).toBe(409)
    await answer('Another', 'declined', 'It tells no price.')
    const [, decided] = await textOf(hub.as(null).get(call))
    expect(['It tells its price.', 'It tells no price.'].map((words) => decided.includes(words))).toEqual([true, true])
    const [, shown] = await textOf(hub.as(null).get(`${path}/blocks/${block}`))
    expect(['Un annuaire', '<strong>besoin</strong>', 'Awa Sarr', 'Pulaar Lyon'].map((words) => shown.includes(words))).toEqual([
      true,
      true,
      true,
      true,
    ])
    hub.setNow(new Date(NOON.getTime() + 2 * DAY_MS))
    expect(
      await refusalOf(await hub.as('idrissa').api('PUT', `/sessions/${id}/blocks/${block}/applications/${asked.body}`, asked)),
    ).toEqual([409, 'call.over'])
    hub.setNow(NOON)
  })

  test('what is withdrawn is nowhere, and can be proposed anew', async () => {
    const { id } = await stageSession(hub)
    const { id: block } = await json<{ id: string }>(
      hub.as('niamh').api('POST', `/sessions/${id}/blocks`, { sort: 'example', minutes: 15 }),
    )
    const words = { language: 'en', words: 'A choice.', closesAt: '2026-03-02T08:00:00Z' }
    await hub.as('niamh').api('PUT', `/sessions/${id}/blocks/${block}/call`, words)
    const at = `/sessions/${id}/blocks/${block}/applications/${hub.cast.bodies.lyon}`
    const asked = { language: 'fr', title: 'Un annuaire', text: 'Le besoin.', speaker: 'Awa Sarr' }
    const { id: application } = await json<{ id: string }>(hub.as('idrissa').api('PUT', at, asked))
    expect((await hub.as('idrissa').api('DELETE', `/sessions/${id}/applications/${application}`)).status).toBe(200)
    const row = await hub.db.selectFrom('application').selectAll().where('id', '=', application).executeTakeFirstOrThrow()
    expect([row.state, row.title, row.text, row.speaker, row.person_id]).toEqual(['withdrawn', '', '', '', null])
    type Read = { applications: { state: string }[] }
    const listed = async () =>
      (await json<Read>(hub.as(null).api('GET', `/sessions/${id}/blocks/${block}/call`))).applications.map(({ state }) => state)
    expect(await listed()).toEqual([])
    expect((await hub.as('idrissa').api('PUT', at, asked)).status).toBe(200)
    expect(await listed()).toEqual(['waiting'])
  })
})
