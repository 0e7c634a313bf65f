import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { holdsToItsWord, sharedAt } from '../../testing/published.ts'
import { giveRole, stageSession, type StagedSession } from '../../testing/summit.ts'
import { publications } from './queries/publications.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const HOUR = 3_600_000
const pageOf = async (answer: Response | Promise<Response>) => [(await answer).status, await (await answer).text()] as const
const json = async <Data>(answer: Promise<Response>) => (await (await answer).json()) as Data

describe('a series and its editions', () => {
  test('are prepared in forms, come back filled in where something is wrong, and are seen by nobody else until they are announced', async () => {
    const niamh = hub.as('niamh')
    const body = hub.cast.bodies.unit
    const wrong = await niamh.post('/summits/new', {
      bodyId: body,
      slug: 'New Summit',
      language: 'en',
      name: 'Listening days',
      summary: 'Kept.',
    })
    const [status, page] = await pageOf(wrong)
    expect([status, page.includes('value="Listening days"'), page.includes('>Kept.</textarea>')]).toEqual([422, true, true])
    const made = await niamh.post('/summits/new', {
      bodyId: body,
      slug: 'listening',
      language: 'en',
      name: 'Listening days',
      summary: 'Kept.',
    })
    expect([made.status, made.headers.get('location')]).toEqual([303, '/en/summits/listening'])
    expect((await hub.as('mai').get('/summits/listening')).status).toBe(404)
    const edition = {
      language: 'en',
      name: 'First days',
      theme: 'Why listen',
      zone: 'Africa/Dakar',
      startsOn: '2026-05-02',
      endsOn: '2026-05-01',
    }
    const backwards = await pageOf(niamh.post('/summits/listening/new', { ...edition, slug: 'first', languages: ['en', 'fr'] }))
    expect([backwards[0], backwards[1].includes('The end must come after the beginning.')]).toEqual([422, true])
    const done = await niamh.post('/summits/listening/new', { ...edition, endsOn: '2026-05-03', slug: 'first', languages: ['en', 'fr'] })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/en/summits/listening/first'])
    expect((await hub.as(null).get('/summits/listening/first')).status).toBe(404)
    const editions = publications.find(({ sort }) => sort === 'edition')
    if (editions === undefined) throw new Error('editions are not published')
    expect(await holdsToItsWord(hub, editions)).toEqual([])
    expect(await (await niamh.get('/summits/listening/first')).text()).not.toContain('/share/')
    const clashing = await niamh.post('/summits/listening/new', { ...edition, endsOn: '2026-05-03', slug: 'first', languages: ['en'] })
    expect(clashing.status).toBe(409)
    await niamh.post('/summits/listening/first/texts', { language: 'fr', name: 'Premiers jours', theme: 'Pourquoi écouter' })
    const session = { language: 'en', title: 'One', questions: 'Why?\nHow?', startsAt: '2026-05-02T09:00', endsAt: '2026-05-02T10:00' }
    const put = await niamh.post('/summits/listening/first/sessions/new', { ...session, languages: ['fr'], correctionHours: '24' })
    expect(put.headers.get('location')).toBe('/en/summits/listening/first/sessions/1')
    await niamh.post('/summits/listening/first/announcement')
    const [, seen] = await pageOf(hub.as(null, 'fr').get('/summits/listening/first'))
    expect([seen.includes('Premiers jours'), seen.includes('/sessions/1')]).toEqual([true, false])
    const [told] = await holdsToItsWord(hub, editions)
    expect(told).toMatchObject({
      path: '/summits/listening/first',
      title: 'First days',
      text: 'Why listen',
      until: new Date('2026-05-03T23:59:59Z'),
    })
    expect([told?.subjects.map(({ sort }) => sort), told?.words?.includes('Premiers jours')]).toEqual([['summit', 'body'], true])
    expect(await sharedAt(hub, '/summits/listening/first')).toBe(`/share/edition/${told?.id}`)
    await niamh.post('/summits/listening/first/sessions/1/announcement')
    const [, english] = await pageOf(hub.as(null).get('/summits/listening/first'))
    const [, filtered] = await pageOf(hub.as(null).get('/summits/listening/first?language=en'))
    expect([english.includes('/sessions/1'), filtered.includes('/sessions/1')]).toEqual([true, false])
    // By the clock of the place, which is that of Greenwich; its days hold the session.
    const moved = { languages: ['en'], zone: 'Africa/Dakar', startsOn: '2026-05-03', endsOn: '2026-05-03' }
    const outside = await pageOf(niamh.post('/summits/listening/first/edit', moved))
    expect([outside[0], outside[1].includes('A session would lie outside these days.')]).toEqual([409, true])
  })

  test('an edition that is called off says why, takes its sessions with it, and stays as it was told', async () => {
    const { edition, editionPath, path } = await stageSession(hub)
    const niamh = hub.as('niamh')
    expect((await hub.as('mai').post(`${editionPath}/calling-off`, { reason: 'No.', language: 'en' })).status).toBe(403)
    const empty = await pageOf(niamh.post(`${editionPath}/calling-off`, { reason: '', language: 'en' }))
    expect([empty[0], empty[1].includes('Please fill this in.')]).toEqual([422, true])
    await niamh.post(`${editionPath}/calling-off`, { reason: 'The hall has burnt down.', language: 'en' })
    const [, session] = await pageOf(hub.as(null, 'fr').get(path))
    expect([session.includes('The hall has burnt down.'), session.includes('phase="called-off"')]).toEqual([true, true])
    expect(await refusalOf(await niamh.api('POST', `/editions/${edition}/calling-off`, { reason: 'Again.', language: 'en' }))).toEqual([
      409,
      'edition.called-off',
    ])
    const ics = await (await hub.as(null).get(`${editionPath}/calendar.ics`)).text()
    expect(ics.match(/STATUS:CANCELLED/g)).toHaveLength(2)
  })
})

describe('hosts', () => {
  test('are asked, and hold it once they have said yes; then they organise it too', async () => {
    const { edition, editionPath } = await stageSession(hub, { announced: false })
    const { lyon } = hub.cast.bodies
    const [niamh, idrissa] = [hub.as('niamh'), hub.as('idrissa')]
    expect((await idrissa.get(editionPath)).status).toBe(404)
    await niamh.post(`${editionPath}/hosts`, { body: lyon })
    expect((await idrissa.get(editionPath)).status).toBe(404)
    expect((await (await hub.as('mai').get('/summits')).text()).includes('Pulaar Lyon')).toBe(false)
    const [, asked] = await pageOf(idrissa.get('/summits'))
    expect([asked.includes('Pulaar Lyon'), asked.includes(edition)]).toEqual([true, true])
    expect(await refusalOf(await hub.as('mai').api('PUT', `/editions/${edition}/hosts/${lyon}/confirmation`, {}))).toEqual([
      404,
      'edition.missing',
    ])
    await idrissa.post('/summits/hosting', { edition, body: lyon })
    const [status, page] = await pageOf(idrissa.get(editionPath))
    expect([status, page.includes('Pulaar Lyon')]).toEqual([200, true])
    expect(await refusalOf(await niamh.api('DELETE', `/editions/${edition}/hosts/${hub.cast.bodies.unit}`))).toEqual([409, 'host.first'])
    expect((await idrissa.api('DELETE', `/editions/${edition}/hosts/${lyon}`)).status).toBe(200)
    expect((await idrissa.get(editionPath)).status).toBe(404)
  })
})

describe('where it is held', () => {
  test('everybody reads the place; the link of the online room only whoever has a part in the session', async () => {
    const staged = await stageSession(hub)
    const { id, path, edition, editionPath } = staged
    const niamh = hub.as('niamh')
    const place = { number: '1', sort: 'place', language: 'en', name: 'City Hall', address: '1 Quay', access: 'A lift.', link: '' }
    await niamh.post(`${editionPath}/venues`, place)
    const bad = await pageOf(
      niamh.post(`${editionPath}/venues`, { ...place, number: '2', sort: 'online', name: 'A room', link: 'javascript:alert(1)' }),
    )
    expect([bad[0], bad[1].includes('begins with https://')]).toEqual([422, true])
    await niamh.post(`${editionPath}/venues`, {
      ...place,
      number: '2',
      sort: 'online',
      name: 'A room',
      link: 'https://room.example/secret',
    })
    const card = await json<{ startsAt: string; endsAt: string; languages: string[] }>(hub.as(null).api('GET', apiOf(staged)))
    const plan = { languages: card.languages, startsAt: card.startsAt, endsAt: card.endsAt }
    expect((await niamh.api('PATCH', `/sessions/${id}`, { ...plan, place: 1, online: 2 })).status).toBe(200)
    expect(await refusalOf(await niamh.api('PATCH', `/sessions/${id}`, { ...plan, place: 2 }))).toEqual([404, 'venue.missing'])
    expect(await refusalOf(await niamh.api('DELETE', `/editions/${edition}/venues/2`))).toEqual([409, 'venue.in-use'])
    const shown = async (name: 'mai' | 'niamh' | null) => (await (await hub.as(name).get(path)).text()).includes('room.example')
    expect([await shown(null), await shown('mai'), await shown('niamh')]).toEqual([false, false, true])
    const told = await Promise.all([
      ...[apiOf(staged), apiOf(staged).replace(/\/sessions.*/, '')].map(async (at) => (await hub.as(null).api('GET', at)).text()),
      ...[`${path}/calendar.ics`, editionPath, `${editionPath}/programme`].map(async (at) => (await hub.as(null).get(at)).text()),
    ])
    expect(told.filter((text) => text.includes('room.example'))).toEqual([])
    expect(told.every((text) => text.includes('City Hall') || text.includes('1 Quay') || text.includes('Digital tools'))).toBe(true)
    await giveRole(hub, id, 'mai', 'chair')
    expect(await shown('mai')).toBe(true)
  })
})

const apiOf = ({ path }: StagedSession): string => path.replace(/^\/summits\/([^/]+)\/([^/]+)/, '/summits/$1/editions/$2')

describe('calendars', () => {
  test('know a session again, say the moment in UTC, escape what is written, and count changes', async () => {
    const staged = await stageSession(hub)
    const { id, path, editionPath } = staged
    const niamh = hub.as('niamh')
    const eventOf = async () => {
      const answer = await hub.as(null).get(`${path}/calendar.ics`)
      expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
      const text = (await answer.text()).replaceAll('\r\n ', '')
      return new Map(text.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]))
    }
    const first = await eventOf()
    expect([first.get('UID'), first.get('DTSTART'), first.get('DTEND')]).toEqual([`${id}@hub.test`, '20260302T090000Z', '20260302T110000Z'])
    expect([...first.keys()].filter((key) => /ORGANIZER|ATTENDEE/.test(key))).toEqual([])
    await niamh.post(`${editionPath}/venues`, {
      number: '1',
      sort: 'place',
      language: 'en',
      name: 'Hall; A, B',
      address: '',
      access: '',
      link: '',
    })
    const plan = { languages: ['en'], startsAt: '2026-03-02T10:00:00Z', endsAt: '2026-03-02T11:00:00Z', place: 1 }
    await niamh.api('PATCH', `/sessions/${id}`, plan)
    const second = await eventOf()
    expect([second.get('UID'), second.get('DTSTART'), second.get('LOCATION'), second.get('STATUS')]).toEqual([
      ...[first.get('UID'), '20260302T100000Z', 'Hall\\; A\\, B', 'CONFIRMED'],
    ])
    await niamh.post(`${path}/calling-off`, { reason: 'A storm.', language: 'en' })
    const third = await eventOf()
    expect(third.get('STATUS')).toBe('CANCELLED')
    const sequences = [first, second, third].map((event) => Number(event.get('SEQUENCE')))
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
    expect(new Set(sequences).size).toBe(3)
    const feed = await (await hub.as(null).get('/bodies/department-of-the-diaspora/summits.ics')).text()
    expect([feed.includes(`${id}@hub.test`), feed.includes('BEGIN:VCALENDAR')]).toEqual([true, true])
  })
})

describe('live', () => {
  test('an open page hears that the session begins, that a block does, and that it is over', async () => {
    const { id, path } = await stageSession(hub)
    await giveRole(hub, id, 'mai', 'chair')
    const stream = (await hub.as(null).get(`${path}/live`)).body?.getReader()
    if (stream === undefined) throw new Error('nothing is streamed')
    const next = async () => /data: (.*)/.exec(new TextDecoder().decode((await stream.read()).value))?.[1]
    expect(await next()).toBe('{"phase":"before"}')
    const chair = hub.as('mai')
    const { id: block } = await json<{ id: string }>(
      hub.as('niamh').api('POST', `/sessions/${id}/blocks`, { sort: 'welcome', minutes: 10 }),
    )
    expect(await refusalOf(await chair.api('POST', `/sessions/${id}/blocks/${block}/beginning`, {}))).toEqual([409, 'session.not-running'])
    await chair.post(`${path}/opening`)
    expect(await next()).toBe('{"phase":"running","changed":0}')
    await chair.post(`${path}/blocks/${block}/beginning`)
    expect(await next()).toBe('{"phase":"running","changed":1}')
    hub.setNow(new Date(NOON.getTime() + HOUR))
    await chair.post(`${path}/closing`)
    expect(await next()).toBe('{"phase":"closed","changed":0}')
    await stream.cancel()
    const { began_at, ended_at } = await hub.db.selectFrom('block').selectAll().where('id', '=', block).executeTakeFirstOrThrow()
    expect([began_at, ended_at]).toEqual([NOON, new Date(NOON.getTime() + HOUR)])
    hub.setNow(NOON)
  })
})
