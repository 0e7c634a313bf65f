import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Source } from '../../core/citable.ts'
import { at, commitmentsOf, day, PLAN } from '../../testing/commitments.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { stageSources } from '../../testing/staged-sources.ts'
import { stageSession, type StagedSession } from '../../testing/summit.ts'
import { citables } from './queries/citable.ts'

// What a commitment came of is staged: no other room is needed, and the test can withdraw it.
const { said, end } = stageSources('staged', 'recommendation')

let hub: Hub
let session: StagedSession
const RECOMMENDED = '00000000-0000-4000-8000-0000000000aa'

function say(sort: string, id: string, text: string): void {
  const source: Source = {
    ...{ sort, id, path: `/staged/${id}`, text, language: 'en', version: 1, state: 'standing', session: session.id },
    ...{ question: 1, speaker: null, at: NOON, from: [] },
  }
  said.set(id, source)
}

beforeAll(async () => {
  hub = await openHub()
  session = await stageSession(hub)
  say('staged', 'libraries', 'Libraries need a network.')
})
beforeEach(() => hub.setNow(NOON))
afterAll(async () => {
  end()
  await hub.close()
})

const { done, refused, made, page, status, read, board } = commitmentsOf(() => hub)
const words = (text: string) => ({ text, language: 'en' })

describe('making one', () => {
  test('is for who speaks for the body; it is public at once, and sent twice it is one', async () => {
    const sending = '00000000-0000-4000-8000-000000000001'
    const first = await made({ sending })
    expect(await made({ sending })).toBe(first)
    expect(await refused(null, 'POST', '/commitments', { ...PLAN, lead: hub.cast.bodies.unit })).toBe('sign-in.needed')
    expect(await refused('mai', 'POST', '/commitments', { ...PLAN, lead: hub.cast.bodies.unit })).toBe('commitment.makers-only')
    const backwards = { ...PLAN, lead: hub.cast.bodies.unit, dueOn: day(-1) }
    expect(await refused('aoife', 'POST', '/commitments', backwards)).toBe('commitment.days-in-order')
    const unknown = { ...PLAN, lead: hub.cast.bodies.unit, source: { sort: 'staged', id: 'nothing' } }
    expect(await refused('aoife', 'POST', '/commitments', unknown)).toBe('commitment.source-unknown')
    const html = await page(null, `/commitments/${first}`)
    expect([html.includes('Open ten libraries'), html.includes('Directorate of Culture'), html.includes('Aoife')]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('takes the edition of what it came of', async () => {
    const id = await made({ source: { sort: 'staged', id: 'libraries' } })
    expect((await read(id)).edition).toBe(session.edition)
    expect(await page(null, `/commitments/${id}`)).toContain('Libraries need a network.')
  })

  test('may be proposed by organisers to a body, and is seen by nobody else until that agrees', async () => {
    const id = await made({ lead: hub.cast.bodies.lyon, edition: session.edition }, 'niamh')
    const other = await made({ lead: hub.cast.bodies.lyon, edition: session.edition, title: 'Another' }, 'niamh')
    const seen = async () => Promise.all(([null, 'mai', 'idrissa', 'niamh'] as const).map((who) => status(who, `/commitments/${id}`)))
    expect(await seen()).toEqual([404, 404, 200, 200])
    expect((await board(`?lead=${hub.cast.bodies.lyon}`)).commitments).toEqual([])
    expect(await refused('niamh', 'PUT', `/commitments/${id}/acceptance`, { accept: true, language: 'en' })).toBe('commitment.lead-only')
    expect(await refused('idrissa', 'PUT', `/commitments/${other}/acceptance`, { accept: false, language: 'en' })).toBe(
      'commitment.reason-missing',
    )
    await done('idrissa', 'PUT', `/commitments/${other}/acceptance`, { accept: false, ...words('Not ours.') })
    await done('idrissa', 'PUT', `/commitments/${id}/acceptance`, { accept: true, language: 'en' })
    expect(await seen()).toEqual([200, 200, 200, 200])
    expect(await status(null, `/commitments/${other}`)).toBe(404)
    expect(await refused('idrissa', 'PUT', `/commitments/${id}/acceptance`, { accept: true, language: 'en' })).toBe(
      'commitment.not-proposed',
    )
  })
})

describe('looking after one', () => {
  test('a new date needs its reason, and the old one stays; late is said from the day after', async () => {
    const id = await made()
    expect(await refused('aoife', 'POST', `/commitments/${id}/dates`, { dueOn: day(300), text: '', language: 'en' })).toBe('input.invalid')
    expect(await refused('samir', 'POST', `/commitments/${id}/dates`, { dueOn: day(300), ...words('x') })).toBe('commitment.lead-only')
    expect(await refused('aoife', 'POST', `/commitments/${id}/dates`, { dueOn: day(200), ...words('x') })).toBe('commitment.same-day')
    await done('aoife', 'POST', `/commitments/${id}/dates`, { dueOn: day(300), ...words('The ships came late.') })
    expect(await read(id)).toMatchObject({ dueOn: day(300), firstDueOn: day(200), status: 'running' })
    const html = await page(null, `/commitments/${id}`)
    expect([html.includes('first promised for'), html.includes('The ships came late.')]).toEqual([true, true])
    hub.setNow(at(301))
    expect((await read(id)).status).toBe('late')
    expect(await page(null, `/commitments/${id}`, 'fr')).toContain('En retard')
  })

  test('wordings and translations stay; who edits an old one is told', async () => {
    const id = await made()
    const edit = { title: 'Open twelve libraries', text: 'Twelve.', owner: 'Directorate', sdgs: [4] }
    await done('aoife', 'PUT', `/commitments/${id}/translations/fr`, { title: 'Ouvrir dix bibliothèques', text: 'Dix.' })
    await done('aoife', 'PUT', `/commitments/${id}`, { version: 1, ...edit })
    expect(await refused('aoife', 'PUT', `/commitments/${id}`, { version: 1, ...edit })).toBe('commitment.changed-meanwhile')
    const { wordings } = await read(id)
    expect(wordings.map(({ language, version, follows }) => [language, version, follows])).toEqual([
      ['en', 1, null],
      ['fr', 1, 1],
      ['en', 2, null],
    ])
    expect(await page(null, `/commitments/${id}`, 'fr')).toContain('L’original a été modifié après cette traduction.')
    expect(await refused('aoife', 'PUT', `/commitments/${id}/translations/en`, { title: 'x', text: 'x' })).toBe(
      'commitment.original-language',
    )
  })

  test('a body supports it only when it agrees, and may end that', async () => {
    const id = await made()
    const lyon = hub.cast.bodies.lyon
    expect(await refused('idrissa', 'PUT', `/commitments/${id}/supporters/${lyon}`, { accept: true })).toBe('commitment.not-asked')
    await done('aoife', 'POST', `/commitments/${id}/supporters`, { body: lyon })
    expect((await read(id)).supporters).toEqual([])
    expect(await refused('mai', 'PUT', `/commitments/${id}/supporters/${lyon}`, { accept: true })).toBe('commitment.office-only')
    await done('idrissa', 'PUT', `/commitments/${id}/supporters/${lyon}`, { accept: true })
    expect((await read(id)).supporters).toEqual([{ body: lyon, name: 'Pulaar Lyon' }])
    await done('idrissa', 'PUT', `/commitments/${id}/supporters/${lyon}`, { accept: false })
    expect((await read(id)).changes.map(({ kind }) => kind)).toEqual(['made', 'support-accepted', 'support-declined'])
  })

  test('indicators say how far it has come; evidence is checked by who has no part in it', async () => {
    const id = await made()
    await done('aoife', 'POST', `/commitments/${id}/indicators`, {
      name: 'Libraries',
      unit: 'libraries',
      baseline: 0,
      target: 10,
      language: 'en',
    })
    const values = `/commitments/${id}/indicators/1/measurements`
    await done('aoife', 'POST', values, { measuredOn: day(0), value: 4, link: 'https://culture.example/libraries' })
    expect(await refused('aoife', 'POST', values, { measuredOn: day(1), value: 5 })).toBe('commitment.day-to-come')
    expect(await refused('aoife', 'POST', values, { measuredOn: day(0), value: 5, link: 'javascript:alert(1)' })).toBe('input.invalid')
    expect((await read(id)).indicators).toMatchObject([{ progress: 0.4, measurements: [{ value: 4, office: 'steward' }] }])
    const proof = { ...words('Four doors are open.'), datedOn: day(0) }
    for (const _ of [1, 2]) await done('aoife', 'POST', `/commitments/${id}/evidence`, proof)
    expect((await read(id)).evidence).toMatchObject([{ text: 'Four doors are open.', checked: false }])
    const check = (body: string) => `/commitments/${id}/evidence/1/checks/${body}`
    const found = { confirms: true, ...words('We went there.') }
    expect(await refused('aoife', 'PUT', check(hub.cast.bodies.unit), found)).toBe('commitment.involved')
    expect(await refused('mai', 'PUT', check(hub.cast.bodies.lyon), found)).toBe('commitment.office-only')
    await done('idrissa', 'PUT', check(hub.cast.bodies.lyon), found)
    expect(await read(id)).toMatchObject({ checkedOn: day(0), evidence: [{ checked: false }] })
    const third = await doAsHub<{ id: string }>(hub, 'organisations.create-body', {
      ...{ slug: 'third', kind: 'firm', texts: [{ language: 'en', name: 'Third', summary: 'A firm.' }] },
    })
    // Two bodies that one person speaks for are not two who looked.
    const person = hub.cast.members.get('idrissa')?.actor.person
    await doAsHub(hub, 'organisations.appoint', { body: 'third', person, role: 'convener' })
    expect(await refused('idrissa', 'PUT', check(third.id), found)).toBe('commitment.not-independent')
    await doAsHub(hub, 'commitments.verify-evidence', { commitment: id, evidence: 1, body: third.id, ...found })
    expect((await read(id)).evidence).toMatchObject([{ checked: true }])
  })

  test('milestones lie between start and date', async () => {
    const id = await made()
    const milestone = { title: 'Half of them', language: 'en' }
    expect(await refused('aoife', 'POST', `/commitments/${id}/milestones`, { ...milestone, dueOn: day(201) })).toBe(
      'commitment.days-in-order',
    )
    await done('aoife', 'POST', `/commitments/${id}/milestones`, { ...milestone, dueOn: day(150) })
    // The date comes forward: what lies after it now cannot be.
    await done('aoife', 'POST', `/commitments/${id}/dates`, { dueOn: day(100), ...words('Sooner.') })
    expect(await page(null, '/commitments/gaps')).toContain('One has a milestone after its own date')
    hub.setNow(at(10))
    await done('aoife', 'PUT', `/commitments/${id}/milestones/1`, { doneOn: day(5) })
    expect(await page(null, '/commitments/gaps')).not.toContain('a milestone after its own date')
  })

  test('kept needs evidence; an end is an end', async () => {
    const id = await made()
    const end = (outcome: string) => ({ outcome, ...words('So it went.') })
    expect(await refused('aoife', 'PUT', `/commitments/${id}/outcome`, end('kept'))).toBe('commitment.evidence-first')
    await done('aoife', 'POST', `/commitments/${id}/evidence`, { ...words('Doors are open.'), datedOn: day(0) })
    await done('aoife', 'PUT', `/commitments/${id}/outcome`, end('kept'))
    expect((await read(id)).status).toBe('kept')
    expect(await refused('aoife', 'PUT', `/commitments/${id}/withdrawal`, words('No.'))).toBe('commitment.not-running')
    const other = await made()
    await done('aoife', 'PUT', `/commitments/${other}/withdrawal`, words('The money went elsewhere.'))
    expect(await page(null, `/commitments/${other}`)).toContain('The money went elsewhere.')
  })
})

describe('the board', () => {
  test('counts what it shows, by state, body and side; the file has the same rows', async () => {
    hub.setNow(at(301))
    const { counts, commitments } = await board()
    for (const [state, count] of Object.entries(counts)) {
      const rows = (await board(`?status=${state}`)).commitments
      expect([state, rows.length]).toEqual([state, count])
      const html = await page(null, `/commitments?status=${state}`)
      expect(html.split('<li class="card">').length - 1).toBe(Math.min(count, 30))
    }
    const government = (await board('?kind=government')).commitments.length
    expect(government + (await board('?kind=society')).commitments.length).toBe(commitments.length)
    const csv = await (await hub.as(null).get('/commitments/export.csv')).text()
    expect(csv.split('\r\n').length).toBe(commitments.length + 2)
    const byBody = await page(null, '/commitments/by-body', 'ar')
    expect([byBody.includes('Department of the Diaspora'), byBody.includes('Pulaar Lyon'), byBody.includes('dir="rtl"')]).toEqual([
      true,
      true,
      true,
    ])
    expect(await status(null, '/commitments/by-quarter')).toBe(200)
  })

  test('what was accepted and nobody promised is a gap, until somebody does', async () => {
    say('recommendation', RECOMMENDED, 'Open the archives.')
    const event = { kind: 'recommendations.answer.given', scope: session.id, subject: RECOMMENDED, visibility: 'public', at: NOON } as const
    await hub.work({ ...event, data: { answer: 'partly', late: false } })
    expect(await page(null, '/commitments/gaps')).toContain('Open the archives.')
    await hub.work({ ...event, data: { answer: 'refused', late: false } })
    expect(await page(null, '/commitments/gaps')).not.toContain('Open the archives.')
    await hub.work({ ...event, data: { answer: 'accepted', late: false } })
    const id = await made({ source: { sort: 'recommendation', id: RECOMMENDED }, title: 'Archives', text: 'Opened to all.' })
    expect(await page(null, '/commitments/gaps')).not.toContain('Open the archives.')
    const [source] = (await citables[0]?.ofSession(hub.db, session.id, 'en'))?.filter((one) => one.id === id) ?? []
    expect(source?.from).toEqual([{ sort: 'recommendation', id: RECOMMENDED }])
  })

  test('two that look alike are shown until a human says that they are not the same, or merges one into the other', async () => {
    const text = 'Every consulate keeps a reading room with newspapers.'
    const [mine, theirs, third] = [
      await made({ title: 'Reading rooms', text }),
      await made({ title: 'Rooms to read', text, lead: hub.cast.bodies.lyon }, 'idrissa'),
      await made({ title: 'Places to read', text }),
    ]
    const shown = async (a: string, b: string) => (await page(null, `/commitments/${a}`)).includes(`/en/commitments/${b}"`)
    expect([await shown(mine, theirs), await shown(mine, third)]).toEqual([true, true])
    expect(await refused('mai', 'PUT', `/commitments/${mine}/pairs/${third}`, {})).toBe('commitment.judges-only')
    await done('niamh', 'PUT', `/commitments/${mine}/pairs/${third}`, {})
    expect([await shown(mine, theirs), await shown(mine, third)]).toEqual([true, false])
    expect(await refused('idrissa', 'POST', `/commitments/${mine}/merger`, { into: theirs })).toBe('commitment.lead-only')
    const gaps = () => page('idrissa', '/commitments/gaps')
    // Nobody gets rid of a promise by naming themselves beside another: its lead asks them, and the two look alike.
    expect(await refused('idrissa', 'POST', `/commitments/${theirs}/merger`, { into: mine })).toBe('commitment.not-asked')
    const elsewhere = await made({ title: 'Ferries', text: 'One that has nothing to do with it.' })
    await done('aoife', 'POST', `/commitments/${elsewhere}/supporters`, { body: hub.cast.bodies.lyon })
    expect(await refused('idrissa', 'POST', `/commitments/${theirs}/merger`, { into: elsewhere })).toBe('commitment.not-alike')
    const before = (await gaps()).includes('/merger"')
    await done('aoife', 'POST', `/commitments/${mine}/supporters`, { body: hub.cast.bodies.lyon })
    expect([before, (await gaps()).includes(`/commitments/${theirs}/merger"`)]).toEqual([false, true])
    await done('idrissa', 'POST', `/commitments/${theirs}/merger`, { into: mine })
    expect((await read(theirs)).status).toBe('merged')
    expect((await read(mine)).supporters).toMatchObject([{ name: 'Pulaar Lyon' }])
  })

  test('the next edition opens with what became of the one before', async () => {
    const before = await made({ title: 'From the first edition', text: 'Promised then.', edition: session.edition })
    const next = await stageSession(hub)
    await hub.db.updateTable('edition').set({ starts_on: '2027-05-01', ends_on: '2027-05-01' }).where('id', '=', next.edition).execute()
    const own = await made({ title: 'At the next edition', text: 'Promised now.', edition: next.edition })
    const html = await page(null, next.editionPath)
    expect([html.includes('What became of the commitments of the edition before'), html.includes(`/commitments/${own}`)]).toEqual([
      true,
      true,
    ])
    expect(await page(null, `/commitments?edition=${session.edition}`)).toContain(before)
    expect(await page(null, session.editionPath)).not.toContain('What became of')
  })

  test('what moderation hides is found nowhere, and shown again it is there', async () => {
    const id = await made({ title: 'To be hidden', text: 'Hidden words.' })
    await doAsHub(hub, 'commitments.hide', { commitment: id, rule: 'no-attack' })
    expect(await status(null, `/commitments/${id}`)).toBe(404)
    expect((await board()).commitments.map((one) => one.id)).not.toContain(id)
    expect(await citables[0]?.byIds(hub.db, [id], 'en')).toMatchObject([{ state: 'withdrawn', text: '' }])
    await doAsHub(hub, 'commitments.show', { commitment: id })
    expect(await status(null, `/commitments/${id}`)).toBe(200)
  })

  test('each form is there for who may use it, and does its deed', async () => {
    const id = await made({ title: 'By the pages', text: 'With forms.' })
    const own = await page('aoife', `/commitments/${id}`)
    const forms = ['evidence', 'date', 'end', 'indicator', 'milestone', 'supporter', 'edit', 'translation', 'withdrawal']
    for (const form of forms) {
      expect([form, own.includes(`/commitments/${id}/${form}"`)]).toEqual([form, true])
      expect([form, await status('aoife', `/commitments/${id}/${form}`), await status('mai', `/commitments/${id}/${form}`)]).toEqual([
        form,
        200,
        403,
      ])
    }
    const posted = await hub
      .as('aoife')
      .post(`/commitments/${id}/indicator`, { name: 'Rooms', unit: 'rooms', baseline: '1,5', target: '3', language: 'fr' })
    expect([posted.status, (await read(id)).indicators.length]).toEqual([303, 1])
    const wrong = await hub
      .as('aoife')
      .post(`/commitments/${id}/indicator`, { name: 'Halls', unit: 'halls', baseline: 'many', target: '3', language: 'fr' })
    expect([wrong.status, (await wrong.text()).includes('value="many"')]).toEqual([422, true])
    const made2 = await hub
      .as('aoife')
      .post('/commitments', { ...PLAN, sdgs: ['4', '16'], lead: hub.cast.bodies.unit, title: 'From the form', edition: '', source: '' })
    expect(made2.status).toBe(303)
    expect(await status('mai', '/commitments/new')).toBe(403)
  })
})
