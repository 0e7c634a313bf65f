import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import type { CastName } from '../../testing/cast.ts'
import { at, commitmentsOf, day } from '../../testing/commitments.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { citables } from './queries/citable.ts'
import { newsOf } from './queries/news.ts'
import { heldOfCommitments } from './queries/questions-held.ts'

let hub: Hub
const { call, done, refused, made, page, status, read, board } = commitmentsOf(() => hub)
beforeAll(async () => {
  hub = await openHub()
})
beforeEach(() => hub.setNow(NOON))
afterAll(() => hub.close())

const words = (text: string) => ({ text, language: 'en' })
const ask = (who: CastName, id: string, text: string) => done(who, 'POST', `/commitments/${id}/questions`, words(text))
const ownerOf = (name: CastName) => {
  const { account = null, person = null } = hub.cast.members.get(name)?.actor ?? {}
  if (account === null || person === null) throw new Error(name)
  return { account, persons: [person], operator: false }
}
async function kept(): Promise<string> {
  const id = await made({ title: 'Reading rooms', text: 'Ten of them.' })
  await done('aoife', 'POST', `/commitments/${id}/evidence`, { ...words('They are open.'), datedOn: day(0) })
  await done('aoife', 'PUT', `/commitments/${id}/outcome`, { outcome: 'kept', ...words('All ten.') })
  return id
}

describe('a request for evidence', () => {
  test('is public without a name, one at a time; silence turns red after thirty days, and the answer ends it', async () => {
    const id = await kept()
    const path = `/commitments/${id}/questions`
    expect(await refused(null, 'POST', path, words('Where?'))).toBe('sign-in.needed')
    expect(await refused('aoife', 'POST', path, words('Where?'))).toBe('commitment.own-commitment')
    await ask('mai', id, 'Where are they?')
    // The same words that arrive twice are one.
    await ask('mai', id, 'Where are they?')
    expect(await refused('mai', 'POST', path, words('And when?'))).toBe('commitment.question-open')
    const { questions } = await read(id)
    expect(questions).toMatchObject([{ number: 1, text: 'Where are they?', state: 'awaited', own: false }])
    const mine = (await (await call('mai', 'GET', `/commitments/${id}`)).json()) as Awaited<ReturnType<typeof read>>
    expect(mine.questions[0]?.own).toBe(true)
    const html = await page(null, `/commitments/${id}`)
    expect([html.includes('Where are they?'), html.includes(ownerOf('mai').persons[0] ?? '')]).toEqual([true, false])
    // Nor does anything that is written down say who it was, or when to the second.
    const events = await hub.db.selectFrom('event').select(['person_id', 'at']).where('kind', '=', 'commitments.question.asked').execute()
    expect(events.map((one) => [one.person_id, one.at.toISOString().slice(11)])).toEqual([[null, '00:00:00.000Z']])
    hub.setNow(at(30))
    expect((await read(id)).unanswered).toBe(0)
    hub.setNow(at(31))
    expect((await read(id)).unanswered).toBe(1)
    expect((await board('?status=unanswered')).commitments.map((one) => one.id)).toEqual([id])
    expect(await page(null, `/commitments/${id}`)).toContain('No answer: was due on')
    expect(await page(null, '/')).toContain('/en/commitments?status=unanswered')
    // A browser that nobody used for a month is signed out.
    hub.setNow(NOON)
    const answer = { ...words('In every consulate: see the list.'), link: 'https://unit.example/rooms' }
    expect(await refused('samir', 'PUT', `${path}/1/answer`, answer)).toBe('commitment.lead-only')
    expect(await refused('aoife', 'PUT', `${path}/1/answer`, { ...answer, link: 'javascript:alert(1)' })).toBe('input.invalid')
    await done('aoife', 'PUT', `${path}/1/answer`, answer)
    expect(await refused('aoife', 'PUT', `${path}/1/answer`, answer)).toBe('commitment.question-answered')
    const after = await read(id)
    expect(after).toMatchObject({ unanswered: 0, questions: [{ state: 'answered', answer: { text: answer.text } }] })
    // Shown with a page it is evidence too, also of what has ended.
    expect(after.evidence.map(({ text }) => text)).toEqual(['They are open.', answer.text])
    await ask('mai', id, 'And when?')
  })

  test('is about what is underway or said to be kept alone', async () => {
    const id = await made()
    await done('aoife', 'PUT', `/commitments/${id}/withdrawal`, words('It cannot be done.'))
    expect(await refused('mai', 'POST', `/commitments/${id}/questions`, words('Why?'))).toBe('commitment.not-asked-about')
    expect(await status('mai', `/commitments/${id}/question`)).toBe(409)
  })

  test('is news for the body, twice, and its answer for whoever asked; nobody else hears of either', async () => {
    const id = await kept()
    await ask('mai', id, 'May one see them?')
    const owners = (['mai', 'aoife', 'idrissa'] as const).map(ownerOf)
    const heard = async (days: number, sort: 'answer-due' | 'my-contribution') => {
      hub.setNow(at(days))
      const news = await newsOf(hub.kit, { owners, since: at(days - 2), sorts: [sort] })
      return news
        .filter(({ path }) => path.startsWith(`/commitments/${id}/`))
        .map(({ account, line }) => [owners.findIndex((one) => one.account === account), line(hub.kit.books.say('en')).slice(0, 30)])
    }
    expect(await heard(1, 'answer-due')).toEqual([[1, 'A body for which you act is as']])
    expect(await heard(5, 'answer-due')).toEqual([])
    expect(await heard(31.5, 'answer-due')).toEqual([[1, 'The day for an answer about ev']])
    hub.setNow(at(10))
    await hub.as('aoife').get('/me')
    await done('aoife', 'PUT', `/commitments/${id}/questions/1/answer`, words('Yes.'))
    expect(await heard(11, 'my-contribution')).toEqual([[0, 'A body answered your request f']])
  })

  test('can be taken back by whoever asked, and by nobody else; an answer stays, without the words', async () => {
    const id = await kept()
    await ask('mai', id, 'Words that are regretted.')
    const path = `/commitments/${id}/questions/1`
    expect(await refused('idrissa', 'DELETE', path)).toBe('commitment.question-missing')
    await done('aoife', 'PUT', `${path}/answer`, words('Here they are.'))
    expect((await hub.as('mai').post(`${path}/withdrawal`)).status).toBe(303)
    expect((await read(id)).questions).toMatchObject([{ text: null, own: false, answer: { text: 'Here they are.' } }])
    expect(await page(null, `/commitments/${id}`)).not.toContain('regretted')
    expect(
      JSON.stringify(await hub.db.selectFrom('commitment_question').selectAll().where('commitment_id', '=', id).execute()),
    ).not.toContain('regretted')
  })

  test('goes into the file of whoever asked, and of nobody else', async () => {
    const id = await kept()
    await ask('idrissa', id, 'Who opened them?')
    const { keys } = hub.runner.outside
    const held = async (name: CastName) => (await heldOfCommitments(hub.db, keys, ownerOf(name).account))['questions']
    expect(await held('idrissa')).toMatchObject([{ commitment: id, number: 1, text: 'Who opened them?' }])
    expect(await held('samir')).toEqual([])
    // A program that only reads is not told which of them is its owner's.
    const actor = { ...(hub.cast.members.get('idrissa')?.actor ?? nobody('en')), token: { id: 'one', scopes: ['read'] } }
    expect(await callAs(hub, actor)('commitments.read', { commitment: id })).toMatchObject({
      questions: [{ own: false }],
    })
  })

  test('hidden by moderation it stands there as hidden; nobody hides what their own body was asked', async () => {
    const id = await kept()
    await ask('mai', id, 'An insult.')
    const path = `/commitments/${id}/questions/1`
    const form = await page(null, path)
    expect([form.includes('Report this request'), form.includes(`/reports/new?about=${encodeURIComponent(path)}`)]).toEqual([true, true])
    // Without an edition the moderators of the lead decide about a commitment; about what it was asked they do not.
    const samir = hub.cast.members.get('samir')?.actor
    const hide = { commitment: id, question: 1, rule: 'no-attack' }
    if (samir === undefined) throw new Error('the cast has no moderator')
    await expect(callAs(hub, samir)('commitments.hide-question', hide)).rejects.toThrow('commitment.question-to-it')
    await doAsHub(hub, 'commitments.hide-question', hide)
    expect((await read(id)).questions).toMatchObject([{ text: null, answer: null }])
    const html = await page(null, `/commitments/${id}`)
    expect([html.includes('An insult.'), html.includes('hidden by moderation')]).toEqual([false, true])
    expect([await status(null, path), await status('aoife', path), await status('mai', path)]).toEqual([404, 404, 200])
    expect(await refused('mai', 'POST', `/commitments/${id}/questions`, words('Another.'))).toBe('commitment.question-open')
    hub.setNow(at(40))
    expect((await read(id)).unanswered).toBe(0)
    await doAsHub(hub, 'commitments.show-question', { commitment: id, question: 1 })
    expect((await read(id)).unanswered).toBe(1)
  })
})

describe('a practice', () => {
  const LESSON = {
    ...{ title: 'Rooms in consulates', did: 'A shelf and two chairs.', cost: 'Forty hours.', worked: 'Open doors.' },
    ...{ failed: 'A catalogue online.', whom: 'Small towns.', language: 'en', country: 'FR' },
  }
  const write = (who: CastName, id: string, more: object = {}) => call(who, 'PUT', `/commitments/${id}/practice`, { ...LESSON, ...more })

  test('comes of a kept commitment, from its lead; others take it up and say a year later what came of it', async () => {
    const running = await made()
    expect(await refused('aoife', 'PUT', `/commitments/${running}/practice`, LESSON)).toBe('practice.kept-first')
    const id = await kept()
    expect(await refused('idrissa', 'PUT', `/commitments/${id}/practice`, LESSON)).toBe('practice.writers-only')
    expect((await write('aoife', id)).status).toBe(200)
    // The form that arrives twice finds the first.
    expect(await refused('aoife', 'PUT', `/commitments/${id}/practice`, LESSON)).toBe('commitment.changed-meanwhile')
    const html = await page(null, `/practices/${id}`, 'ar')
    expect(['A catalogue online.', 'Forty hours.', 'They are open.', 'dir="rtl"'].map((text) => html.includes(text))).toEqual([
      ...[true, true, true, true],
    ])
    const { bodies } = hub.cast
    const adoption = `/commitments/${id}/practice/adoptions/${bodies.lyon}`
    expect(await refused('aoife', 'PUT', adoption, { adoptedOn: day(0), ...words('Us too.') })).toBe('commitment.office-only')
    expect(await refused('aoife', 'PUT', adoption.replace(bodies.lyon, bodies.unit), { adoptedOn: day(0), ...words('Us.') })).toBe(
      'practice.own',
    )
    expect(await refused('idrissa', 'PUT', `${adoption}/result`, { outcome: 'helped', ...words('So.') })).toBe('practice.not-adopted')
    expect(await refused('idrissa', 'PUT', adoption, { adoptedOn: day(2), ...words('Soon.') })).toBe('commitment.day-to-come')
    await done('idrissa', 'PUT', adoption, { adoptedOn: day(-340), ...words('A shelf in our hall.') })
    // The day stays the first: nobody moves the year.
    await done('idrissa', 'PUT', adoption, { adoptedOn: day(0), ...words('A shelf in our hall, and a lamp.') })
    const overdue = async () => (await page(null, `/practices/${id}`)).includes('nobody has said what came of it')
    const before = await overdue()
    hub.setNow(at(60))
    expect([before, await overdue()]).toEqual([false, true])
    await hub.as('idrissa').get('/me')
    hub.setNow(at(20))
    await done('idrissa', 'PUT', `${adoption}/result`, { outcome: 'partly', ...words('Nobody comes in winter.') })
    const [listed] = (await (await call(null, 'GET', '/practices?country=FR&kind=government&sdg=4')).json()) as readonly object[]
    expect(listed).toMatchObject({ title: 'Rooms in consulates', adoptions: [{ name: 'Pulaar Lyon', result: { outcome: 'partly' } }] })
    expect(await (await call(null, 'GET', '/practices?country=DE')).json()).toEqual([])
  })

  test('leaves the list a year after its last check, and comes back when its body says that it still holds', async () => {
    const id = await kept()
    await write('aoife', id, { title: 'One that grows old' })
    const listed = async () => {
      const html = await page(null, '/practices')
      return [html.includes('One that grows old'), html.indexOf('nobody has checked for a year') > 0]
    }
    expect(await listed()).toEqual([true, false])
    await hub.db
      .updateTable('practice')
      .set({ checked_on: day(-366) })
      .where('commitment_id', '=', id)
      .execute()
    expect(await listed()).toEqual([true, true])
    expect((await hub.as('aoife').post(`/commitments/${id}/practice-check`)).status).toBe(303)
    expect(await listed()).toEqual([true, false])
  })

  test('can be cited, translated and reworded; what moderation hides is found nowhere', async () => {
    const id = await kept()
    await write('aoife', id)
    const form = await page('aoife', `/commitments/${id}/practice`)
    expect([form.includes('Forty hours.'), form.includes('name="version" value="1"')]).toEqual([true, true])
    await done('aoife', 'PUT', `/commitments/${id}/practice/translations/fr`, { ...LESSON, title: 'Des salles' })
    expect(await page(null, `/practices/${id}`, 'fr')).toContain('Des salles')
    await write('aoife', id, { version: 1, worked: 'Open doors, and tea.' })
    const of = citables.find(({ sort }) => sort === 'practice')
    const [source] = (await of?.byIds(hub.db, [id], 'fr')) ?? []
    expect(source).toMatchObject({ version: 2, state: 'standing', from: [{ sort: 'commitment', id }] })
    expect(source?.text).toContain('Open doors, and tea.')
    expect(await page(null, `/practices/${id}`)).toContain('Report this practice')
    await doAsHub(hub, 'commitments.hide-practice', { commitment: id, rule: 'no-attack' })
    const found = await Promise.all([status(null, `/practices/${id}`), status('aoife', `/practices/${id}`)])
    expect([...found, (await read(id)).practice]).toEqual([404, 200, null])
    expect(await of?.byIds(hub.db, [id], 'en')).toMatchObject([{ state: 'withdrawn', text: '' }])
    expect(
      await refused('idrissa', 'PUT', `/commitments/${id}/practice/adoptions/${hub.cast.bodies.lyon}`, {
        adoptedOn: day(0),
        ...words('x'),
      }),
    ).toBe('practice.missing')
    await doAsHub(hub, 'commitments.show-practice', { commitment: id })
    expect(await status(null, `/practices/${id}`)).toBe(200)
  })
})
