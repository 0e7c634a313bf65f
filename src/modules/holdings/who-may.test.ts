import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000)
const heldBy = (name: 'mai' | 'niamh' | 'samir') => hub.cast.members.get(name)?.session ?? ''
const NO_FILE = '00000000-0000-4000-8000-000000000001'

async function fileOf(name: 'mai' | 'niamh' | 'samir') {
  return (
    (await (await hub.as(name).api('GET', '/me/data')).json()) as {
      file: null | { export: string; ready: boolean; roomsDone: number; rooms: number }
    }
  ).file
}

describe('a file of everything', () => {
  test('is not for whoever is not signed in', async () => {
    const ana = hub.as(null)
    expect(await refusalOf(await ana.api('GET', '/me/data'))).toEqual([403, 'sign-in.needed'])
    expect(await refusalOf(await ana.api('POST', '/me/data/exports', { held: heldBy('mai') }))).toEqual([403, 'sign-in.needed'])
    expect((await ana.get(`/me/data/exports/${NO_FILE}/file`)).status).toBe(403)
  })

  test('needs a session that began within a quarter of an hour, and one’s own', async () => {
    hub.setNow(later(16))
    expect(await refusalOf(await hub.as('mai').api('POST', '/me/data/exports', { held: heldBy('mai') }))).toEqual([409, 'session.stale'])
    const stale = await (await hub.as('mai').get('/me/data')).text()
    expect([stale.includes('again=1&amp;then=%2Fme%2Fdata'), stale.includes('Make the file')]).toEqual([true, false])
    hub.setNow(NOON)
    expect(await refusalOf(await hub.as('mai').api('POST', '/me/data/exports', { held: heldBy('niamh') }))).toEqual([409, 'session.stale'])
    expect(await fileOf('mai')).toBe(null)
  })

  test('is asked for once a day, and shows how far it is', async () => {
    const mai = hub.as('mai')
    expect((await mai.post('/me/data/exports')).status).toBe(303)
    const page = await (await mai.get('/me/data')).text()
    expect(page).toContain('<progress value="0"')
    expect(page).not.toContain('Make the file')
    const again = await mai.post('/me/data/exports')
    expect([again.status, (await again.text()).includes('One file a day can be made.')]).toEqual([409, true])
    const id = (await fileOf('mai'))?.export ?? ''
    const early = await mai.get(`/me/data/exports/${id}/file`)
    expect([early.status, (await early.text()).includes('still being made')]).toEqual([409, true])
    await hub.settle()
    const file = await fileOf('mai')
    expect([file?.ready, file?.roomsDone]).toEqual([true, file?.rooms])
    expect(await (await mai.get('/me/data')).text()).toContain('Download the file')
  })

  test('is nobody else’s, not even for whoever runs the hub', async () => {
    const id = (await fileOf('mai'))?.export ?? ''
    for (const name of ['niamh', 'gift'] as const) {
      expect((await hub.as(name).get(`/me/data/exports/${id}/file`)).status).toBe(404)
      expect((await hub.as(name).post(`/me/data/exports/${id}/discarding`)).status).toBe(404)
      expect((await hub.as(name).get(`/me/data/exports/${NO_FILE}/file`)).status).toBe(404)
      expect((await hub.as(name).get('/me/data/exports/no-id/file')).status).toBe(404)
    }
    expect((await hub.as('mai').get(`/me/data/exports/${id}/file`)).status).toBe(200)
  })

  test('is not given to a browser that was signed out', async () => {
    const id = (await fileOf('mai'))?.export ?? ''
    const mai = hub.as('mai')
    mai.cookies.set('session', 'a-token-that-ended')
    expect((await mai.get(`/me/data/exports/${id}/file`)).status).toBe(403)
  })

  test('is not given to a browser that was left open', async () => {
    const id = (await fileOf('mai'))?.export ?? ''
    const began = hub.runner.outside.now()
    hub.setNow(new Date(began.getTime() + 16 * 60_000))
    const answer = await hub.as('mai').get(`/me/data/exports/${id}/file`)
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([409, null])
    hub.setNow(began)
  })

  test('is deleted by its owner, and made a second time only on the next day', async () => {
    const mai = hub.as('mai')
    const id = (await fileOf('mai'))?.export ?? ''
    expect((await mai.post(`/me/data/exports/${id}/discarding`)).status).toBe(303)
    expect((await mai.get(`/me/data/exports/${id}/file`)).status).toBe(404)
    expect(await hub.db.selectFrom('data_export_part').select('number').where('export_id', '=', id).execute()).toEqual([])
    expect((await mai.post('/me/data/exports')).status).toBe(409)
  })

  test('that was deleted while it was made is not put down', async () => {
    const niamh = hub.as('niamh')
    await niamh.post('/me/data/exports')
    const id = (await fileOf('niamh'))?.export ?? ''
    await niamh.post(`/me/data/exports/${id}/discarding`)
    await hub.settle()
    expect(await hub.db.selectFrom('data_export_part').select('number').where('export_id', '=', id).execute()).toEqual([])
  })

  test('comes once, whatever the queue does', async () => {
    const samir = hub.as('samir')
    await samir.post('/me/data/exports')
    const id = (await fileOf('samir'))?.export ?? ''
    await hub.settle()
    const parts = () => hub.db.selectFrom('data_export_part').select('number').where('export_id', '=', id).execute()
    const before = await parts()
    await hub.work({ kind: 'holdings.export.requested', scope: NO_FILE, subject: id, data: {}, visibility: 'internal', at: NOON })
    expect(await parts()).toEqual(before)
  })

  test('is made for somebody who has asked to leave, too', async () => {
    const idrissa = hub.as('idrissa')
    const held = hub.cast.members.get('idrissa')?.session
    expect((await idrissa.api('DELETE', '/me', { sure: true, held })).status).toBe(200)
    expect((await idrissa.post('/me/data/exports')).status).toBe(303)
    expect((await idrissa.api('PUT', '/me/name', { name: 'Another' })).status).toBe(409)
  })

  test('tells events of nobody', async () => {
    const told = await hub.db.selectFrom('event').select(['kind', 'person_id', 'data']).where('kind', 'like', 'holdings.export.%').execute()
    expect(told.length).toBeGreaterThan(3)
    expect(told.filter(({ person_id: person, data }) => person !== null || JSON.stringify(data) !== '{}')).toEqual([])
  })
})

describe('looking an account up', () => {
  const lookUp = (name: 'gift' | 'mai' | 'aoife' | 'samir' | null, input: object) => hub.as(name).api('POST', '/operator/readings', input)

  test.each(['mai', 'aoife', 'samir', null] as const)('is not there for %s', async (name) => {
    expect(await refusalOf(await lookUp(name, { email: 'mai@example.org', reason: 'misuse' }))).toEqual([404, 'look-up.operators-only'])
    expect((await hub.as(name).get('/operator/readings')).status).toBe(404)
    expect(await hub.db.selectFrom('privileged_read').select('id').execute()).toEqual([])
  })

  test('needs a reason of the list, and no words beside it', async () => {
    const gift = hub.as('gift')
    const none = await gift.post('/operator/readings', { email: 'mai@example.org', caseNumber: 'about Mai from Lyon' })
    const page = await none.text()
    expect([none.status, page.includes('value="mai@example.org"'), page.includes('value="about Mai from Lyon"')]).toEqual([422, true, true])
    expect(page.match(/class="fault"/g)?.length).toBe(2)
    expect(await hub.db.selectFrom('privileged_read').select('id').execute()).toEqual([])
  })

  test('says whether there is an account, in days and counts', async () => {
    const gift = hub.as('gift')
    const answer = await gift.post('/operator/readings', { email: 'Mai@Example.org', reason: 'lost-access', caseNumber: 'T-17' })
    const page = await answer.text()
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(page).toContain('This address has an account')
    const mai = hub.cast.members.get('mai')
    const telling = ['mai@example.org', mai?.person ?? '', mai?.actor.account ?? '', '>Mai<', 'Lyon']
    expect(telling.filter((word) => page.includes(word))).toEqual([])
    const nobody = await gift.post('/operator/readings', { email: 'nobody@example.org', reason: 'lost-access', caseNumber: '' })
    expect(await nobody.text()).toContain('This address has no account here.')
  })

  test('is seen by its owner, with the reason and the hour, and by nobody else', async () => {
    const page = await (await hub.as('mai').get('/me/data')).text()
    expect(page).toContain('they could not get in')
    expect(page).not.toContain('T-17')
    expect(page).not.toContain('Gift')
    const seen = (await (await hub.as('mai').api('GET', '/me/data')).json()) as { readings: readonly { at: string }[] }
    expect(seen.readings.map(({ at }) => at)).toEqual(['2026-03-01T12:00:00.000Z'])
    expect(await (await hub.as('niamh').get('/me/data')).text()).not.toContain('they could not get in')
  })

  test('is told as an event that names who looked, and not whom', async () => {
    const told = await hub.db.selectFrom('event').selectAll().where('kind', '=', 'holdings.account.looked-up').execute()
    const gift = hub.cast.members.get('gift')?.person
    expect(told.map(({ person_id: by, data, visibility }) => [by, data, visibility])).toEqual([
      [gift, { reason: 'lost-access' }, 'internal'],
      [gift, { reason: 'lost-access' }, 'internal'],
    ])
    const mai = hub.cast.members.get('mai')
    expect(JSON.stringify(told)).not.toContain(mai?.person)
    expect(JSON.stringify(told)).not.toContain(mai?.actor.account)
  })

  test('is counted in public from ten on', async () => {
    const counts = async () =>
      (await (await hub.as(null).api('GET', '/privacy/readings')).json()) as readonly { reason: string; count: number | null }[]
    expect((await counts()).map(({ count }) => count)).toEqual([null, null, null, null, null])
    for (let n = 0; n < 8; n += 1) await lookUp('gift', { email: `nobody-${n}@example.org`, reason: 'lost-access' })
    expect((await counts()).map(({ reason, count }) => [reason, count])[0]).toEqual(['lost-access', 10])
  })
})
