import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doAsHub, eventsOf, makeDraft, refusalOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { giveRole, stageSession } from '../../testing/summit.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const HOUR = 3_600_000
const LATER = 'Hours to be announced'
const textOf = async (answer: Response | Promise<Response>) => (await answer).text()
const json = async <Data>(answer: Promise<Response>) => (await (await answer).json()) as Data
const sessionRow = (id: string) => hub.db.selectFrom('summit_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('a session whose hours are not set', () => {
  test('is announced for the days of its edition, opened by its chair, and shows then when it was', async () => {
    const { edition, editionPath } = await stageSession(hub)
    const niamh = hub.as('niamh')
    const form = {
      language: 'en',
      title: 'When we can',
      questions: 'Why?',
      languages: ['en'],
      correctionHours: '48',
      startsAt: '',
      endsAt: '',
    }
    const fixed = await niamh.post(`${editionPath}/sessions/new`, { ...form, hours: 'fixed' })
    const refused = await textOf(fixed)
    expect([fixed.status, refused.includes('value="When we can"'), refused.match(/Please fill this in\./g)?.length]).toEqual([422, true, 4])
    const made = await niamh.post(`${editionPath}/sessions/new`, { ...form, hours: 'follow' })
    const path = `${editionPath}/sessions/2`
    expect([made.status, made.headers.get('location')]).toEqual([303, `/en${path}`])
    const { id } = await json<{ id: string }>(niamh.api('GET', path.replace(/^\/summits\/([^/]+)\/([^/]+)/, '/summits/$1/editions/$2')))
    await niamh.post(`${path}/announcement`)
    const nobody = hub.as(null)
    for (const at of [path, editionPath, `${editionPath}/programme`, `${path}/note`, `${editionPath}/agenda`]) {
      const page = await textOf(nobody.get(at))
      expect([at, page.includes(LATER), page.includes('>00:00<'), page.includes('>23:59<')]).toEqual([...[at, true, false, false]])
    }
    const session = await textOf(nobody.get(path))
    expect(session).toContain('Planned for: 2 March 2026')
    const ics = await textOf(nobody.get(`${path}/calendar.ics`))
    expect([...ics.matchAll(/^(STATUS|DTSTART[^:]*|DTEND[^:]*):(.*)\r$/gm)].map(([, key, value]) => `${key} ${value}`)).toEqual([
      ...['DTSTART;VALUE=DATE 20260302', 'DTEND;VALUE=DATE 20260303', 'STATUS:TENTATIVE'.replace(':', ' ')],
    ])
    const told = { hoursKnown: false, startsAt: '2026-03-02T00:00:00.000Z', endsAt: '2026-03-02T23:59:00.000Z' }
    const { sessions } = await json<{ sessions: readonly object[] }>(
      nobody.api('GET', editionPath.replace(/^\/summits\/([^/]+)\/([^/]+)/, '/summits/$1/editions/$2')),
    )
    expect(sessions[1]).toMatchObject({ number: 2, ...told })
    // Its days follow those of its edition.
    const days = { languages: ['en'], zone: 'Europe/Dublin', startsOn: '2026-03-02', endsOn: '2026-03-04' }
    expect((await niamh.api('PATCH', `/editions/${edition}`, days)).status).toBe(200)
    expect((await sessionRow(id)).ends_at).toEqual(new Date('2026-03-04T23:59:00Z'))
    expect(await textOf(nobody.get(editionPath))).toContain('2 March 2026 to 4 March 2026')
    // Days that nobody has said are marked wherever they stand, until somebody says them.
    const marks = async () =>
      Promise.all(
        [editionPath, path].map(async (at) => (await textOf(nobody.get(at))).includes('2 March 2026 to 4 March 2026 (to be confirmed)')),
      )
    expect(await marks()).toEqual([false, false])
    await niamh.api('PATCH', `/editions/${edition}`, { ...days, daysKnown: false })
    expect(await marks()).toEqual([true, true])
    expect(await textOf(niamh.get(`${editionPath}/edit`))).toMatch(/name="daysOpen"[^>]* checked/)
    await niamh.post(`${editionPath}/edit`, { ...days, languages: ['en'] })
    expect(await marks()).toEqual([false, false])

    await giveRole(hub, id, 'mai', 'chair')
    hub.setNow(new Date('2026-03-03T09:30:00Z'))
    await hub.as('mai').post(`${path}/opening`)
    const running = await textOf(nobody.get(path))
    expect([running.includes(LATER), running.includes('3 March 2026'), running.includes('phase="running"')]).toEqual([false, true, true])
    hub.setNow(new Date('2026-03-03T11:00:00Z'))
    await hub.as('mai').post(`${path}/closing`)
    const held = await textOf(nobody.get(`${path}/calendar.ics`))
    expect([held.includes('DTSTART:20260303T093000Z'), held.includes('DTEND:20260303T110000Z'), held.includes('STATUS:CONFIRMED')]).toEqual(
      [...[true, true, true]],
    )
    hub.setNow(NOON)
  })

  test('gets them later, and its blocks follow one another from the first hour on', async () => {
    const { edition } = await stageSession(hub)
    const plan = { edition, languages: ['en'], hoursKnown: false, note: { language: 'en', title: 'Later' } }
    const { id, path } = await doAsHub<{ id: string; path: string }>(hub, 'gatherings.create-session', plan)
    for (const minutes of [10, 20, 30]) await doAsHub(hub, 'gatherings.add-block', { session: id, sort: 'discussion', minutes })
    const sheet = await textOf(hub.as('niamh').get(`${path}/run-sheet`))
    expect([sheet.includes('20 minutes'), sheet.includes('00:10')]).toEqual([true, false])
    const edit = await textOf(hub.as('niamh').get(`${path}/edit`))
    expect(edit).toMatch(/value="follow" checked/)
    const hours = { hours: 'fixed', startsAt: '2026-03-02T15:00', endsAt: '2026-03-02T16:00', languages: ['en'], correctionHours: '48' }
    expect((await hub.as('niamh').post(`${path}/edit`, { ...hours, place: '', online: '' })).status).toBe(303)
    const blocks = await hub.db.selectFrom('block').select('starts_at').where('session_id', '=', id).orderBy('position').execute()
    expect(blocks.map(({ starts_at: at }) => at.toISOString().slice(11, 16))).toEqual(['15:00', '15:10', '15:30'])
    expect(await refusalOf(await hub.as('niamh').api('PATCH', `/sessions/${id}`, { languages: ['en'] }))).toEqual([400, 'input.invalid'])
  })
})

describe('a draft', () => {
  test('is discarded by its organisers with all that belongs to it; what other rooms linked to it leads nowhere', async () => {
    const { id, path, edition, editionPath } = await stageSession(hub, { announced: false })
    const { id: block } = await doAsHub<{ id: string }>(hub, 'gatherings.add-block', { session: id, sort: 'example', minutes: 10 })
    const closesAt = new Date(NOON.getTime() + HOUR).toISOString()
    await doAsHub(hub, 'gatherings.open-call', { session: id, block, language: 'en', words: 'A choice.', closesAt })
    await giveRole(hub, id, 'mai', 'rapporteur')
    await doAsHub(hub, 'gatherings.write-venue', { edition, number: 1, sort: 'place', language: 'en', name: 'City Hall' })
    const dialogue = await makeDraft(hub, { title: 'Prepared for it', session: id })
    const other = await doAsHub<{ id: string }>(hub, 'gatherings.create-session', {
      ...{ edition, languages: ['en'], hoursKnown: false, note: { language: 'en', title: 'Another' } },
    })
    expect(await refusalOf(await hub.as('mai').api('DELETE', `/sessions/${id}`))).toEqual([403, 'gathering.organisers-only'])
    expect(await refusalOf(await hub.as('mai').api('DELETE', `/sessions/${other.id}`))).toEqual([404, 'summit-session.missing'])
    const gone = await hub.as('niamh').post(`${path}/discarding`)
    expect([gone.status, gone.headers.get('location')]).toEqual([303, `/en${editionPath}`])
    expect((await hub.as('niamh').get(path)).status).toBe(404)
    for (const at of [`/dialogues/${dialogue.slug}`, `/dialogues/${dialogue.slug}/edit`])
      expect((await hub.as('niamh').get(at)).status).toBe(200)
    expect((await hub.as('mai').get('/me')).status).toBe(200)
    const all = await hub.as('niamh').post(`${editionPath}/discarding`)
    expect([all.status, all.headers.get('location')]).toEqual([303, '/en/summits/global'])
    expect((await hub.as('niamh').get(editionPath)).status).toBe(404)
    expect(await hub.db.selectFrom('summit_session').select('id').where('edition_id', '=', edition).execute()).toEqual([])
    expect(await hub.db.selectFrom('briefing_note').select('title').where('session_id', 'in', [id, other.id]).execute()).toEqual([])
  })

  test('is no draft any more once it was announced or opened', async () => {
    const { id, edition } = await stageSession(hub)
    const niamh = hub.as('niamh')
    expect(await refusalOf(await niamh.api('DELETE', `/sessions/${id}`))).toEqual([409, 'session.announced'])
    expect(await refusalOf(await niamh.api('DELETE', `/editions/${edition}`))).toEqual([409, 'edition.announced'])
    const hidden = await stageSession(hub, { announced: false })
    await doAsHub(hub, 'gatherings.announce-session', { session: hidden.id })
    // As hubs let it be opened once.
    await hub.db.updateTable('summit_session').set({ opened_at: NOON }).where('id', '=', hidden.id).execute()
    expect(await refusalOf(await niamh.api('DELETE', `/sessions/${hidden.id}`))).toEqual([409, 'session.announced'])
    expect(await refusalOf(await niamh.api('DELETE', `/editions/${hidden.edition}`))).toEqual([409, 'edition.was-held'])
  })
})

test('languages that are written at the same time get a place each', async () => {
  const { edition } = await stageSession(hub)
  const tags = ['fr', 'ar', 'es', 'pt', 'sw']
  const write = (language: string) => hub.as('niamh').api('PUT', `/editions/${edition}/texts/${language}`, { name: language })
  const series = (language: string) => hub.as('niamh').api('PUT', `/summits/global/texts/${language}`, { name: language, summary: 'One.' })
  const answers = await Promise.all([...tags.map(write), ...tags.map(series)])
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const places = await hub.db.selectFrom('edition_text').select('position').where('edition_id', '=', edition).orderBy('position').execute()
  expect(places.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5])
  const ofSeries = await hub.db.selectFrom('summit_text').select('position').orderBy('position').execute()
  expect(ofSeries.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5])
})

describe('news', () => {
  const newsOf = async (account: 'mai' | 'idrissa' | 'niamh', since: Date) => {
    const { person, account: own } = hub.cast.members.get(account)?.actor ?? {}
    if (person == null || own == null) throw new Error(`${account} is not of the cast`)
    const owners = [{ account: own, persons: [person], operator: false }]
    const told = await hub.kit.news({ owners, since, sorts: ['decision', 'my-contribution', 'answer-due'] })
    const say = hub.kit.books.say('en')
    return told.map(({ line, path, about }) => [line(say), path, about?.text]).filter(([line]) => Object.values(LINES).includes(line ?? ''))
  }
  const LINES = {
    asked: 'A body of yours is asked to host an edition with others.',
    answered: 'An example that you proposed was answered.',
    role: 'You have a role in a session now.',
    off: 'A session in which you have a part was called off.',
  }

  test('tell a body that it is asked, whoever proposed an example of the answer, and whoever has a part of it and of its end', async () => {
    const since = new Date(NOON.getTime() + HOUR)
    hub.setNow(new Date(since.getTime() + 1000))
    const { id, path, edition } = await stageSession(hub)
    const title = 'Digital tools for engagement'
    await doAsHub(hub, 'gatherings.invite-host', { edition, body: hub.cast.bodies.lyon })
    expect(await newsOf('idrissa', since)).toEqual([[LINES.asked, '/summits', 'The first edition']])
    expect(await newsOf('mai', since)).toEqual([])
    await hub.as('idrissa').api('PUT', `/editions/${edition}/hosts/${hub.cast.bodies.lyon}/confirmation`, {})
    expect(await newsOf('idrissa', since)).toEqual([])

    const { id: block } = await doAsHub<{ id: string }>(hub, 'gatherings.add-block', { session: id, sort: 'example', minutes: 10 })
    const closesAt = new Date(since.getTime() + HOUR).toISOString()
    await doAsHub(hub, 'gatherings.open-call', { session: id, block, language: 'en', words: 'A choice.', closesAt })
    const example = { speaker: 'Awa Sarr', language: 'en', title: 'A directory', text: 'A need.' }
    const { id: application } = await json<{ id: string }>(
      hub.as('idrissa').api('PUT', `/sessions/${id}/blocks/${block}/applications/${hub.cast.bodies.lyon}`, example),
    )
    expect(await newsOf('idrissa', since)).toEqual([])
    const answer = { session: id, application, chosen: false, answer: 'Not this time.', language: 'en' }
    await doAsHub(hub, 'gatherings.answer-application', answer)
    expect(await newsOf('idrissa', since)).toEqual([[LINES.answered, `${path}/blocks/${block}/call`, title]])

    await giveRole(hub, id, 'mai', 'note-taker')
    const { path: link } = await doAsHub<{ path: string }>(hub, 'gatherings.invite-to-session', { session: id, role: 'rapporteur' })
    await hub.as('niamh').api('POST', `/sessions/${id}/invitations/${link.split('/').at(-1)}/acceptance`, {})
    expect(await newsOf('mai', since)).toEqual([[LINES.role, path, title]])
    // Whoever took it up by a link knows it.
    expect(await newsOf('niamh', since)).toEqual([])
    await doAsHub(hub, 'gatherings.call-off-edition', { edition, reason: 'A storm.', language: 'en' })
    expect(new Set((await newsOf('mai', since)).map(([line]) => line))).toEqual(new Set([LINES.off, LINES.role]))
    expect(await newsOf('mai', new Date(since.getTime() + 2000))).toEqual([])
    hub.setNow(NOON)
  })
})

test('the day of a session is said once; on the night when the clock is changed both of its moments are', async () => {
  const { id, path } = await stageSession(hub)
  const facts = async (locale: string) => /<dl class="facts">.*?<\/dl>/s.exec(await textOf(hub.as(null, locale).get(path)))?.[0] ?? ''
  const plainly = await facts('en')
  expect([plainly.split('2 March 2026').length - 1, plainly.includes('<dt>Begins</dt>')]).toEqual([1, false])
  expect(plainly.replaceAll(/<[^>]+>/g, '')).toMatch(/2 March 2026 · 9:00–11:00 time of the place \(GMT\)/)
  // From half past one of the summer to two of the winter: an hour and a half.
  const night = { starts_at: new Date('2026-10-25T00:30:00Z'), ends_at: new Date('2026-10-25T02:00:00Z') }
  await hub.db.updateTable('summit_session').set(night).where('id', '=', id).execute()
  const changed = (await facts('en')).replaceAll(/<[^>]+>/g, '')
  expect(changed).toMatch(/25 October 2026 at 0?1:30 GMT\+1/)
  expect(changed).toMatch(/25 October 2026 at 0?2:00 GMT(?!\+)/)
})

test('a session that waits for its edition is not opened, and nobody outside hears of it', async () => {
  const { id, edition } = await stageSession(hub, { announced: false })
  await doAsHub(hub, 'gatherings.announce-session', { session: id })
  const opening = () => hub.as('niamh').api('POST', `/sessions/${id}/opening`, {})
  expect(await refusalOf(await opening())).toEqual([409, 'edition.not-announced'])
  const told = async () => (await eventsOf(hub, edition)).filter(({ visibility }) => visibility === 'public').map(({ kind }) => kind)
  expect(await told()).toEqual([])
  await doAsHub(hub, 'gatherings.announce-edition', { edition })
  expect((await opening()).status).toBe(200)
  expect(await told()).toEqual(['gatherings.edition.announced', 'gatherings.session.opened'])
})
