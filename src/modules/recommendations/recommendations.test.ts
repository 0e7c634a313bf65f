import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Source } from '../../core/citable.ts'
import type { CastName } from '../../testing/cast.ts'
import { eventsOf, refusalOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { seatBallots, seatStances } from '../../testing/recommendations.ts'
import { stageSources } from '../../testing/staged-sources.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import { citables } from './queries/citable.ts'

// What is cited here is staged: no other room is needed, and the test can correct and withdraw it.
const { said, end } = stageSources('staged')

let hub: Hub
let session: StagedSession
const DAY = 86_400_000
const at = (days: number): Date => new Date(NOON.getTime() + days * DAY)
const day = (days: number): string => at(days).toISOString().slice(0, 10)

function say(id: string, text: string, more: Partial<Source> = {}): Source {
  const source: Source = {
    ...{ sort: 'staged', id, path: `/staged/${id}`, text, language: 'en', version: 1, state: 'standing', session: session.id },
    ...{ question: 1, speaker: null, at: NOON, from: [], ...more },
  }
  said.set(id, source)
  return source
}

beforeAll(async () => {
  hub = await openHub({ log: (await import('../../platform/log.ts')).openLog('error') })
  session = await stageSession(hub, { opened: true })
  await giveRole(hub, session.id, 'mai', 'rapporteur')
  await giveRole(hub, session.id, 'samir', 'chair')
  await giveRole(hub, session.id, 'gift', 'youth-rapporteur')
  await seat(hub, session.edition, ['niamh', 'idrissa'])
  say('tools', 'Tools must work without network in every village.', {
    agreement: { path: '/x', certificate: 'c0ffee', at: NOON, groups: ['A', 'B'].map((letter) => ({ letter, agree: 0.8 })) },
  })
  say('women', 'Women are not heard there.', { question: 2 })
})
beforeEach(() => hub.setNow(NOON))
afterAll(async () => {
  end()
  await hub.close()
})

const PLAN = {
  ...{ title: 'Fund tools', text: 'Fund tools that work without network.', call: 'Pay for them.', language: 'en', question: 1 },
  ...{ sdgs: [9], gcm: [19], actBy: day(300), answerBy: day(60) },
}

async function drafted(more: object = {}): Promise<string> {
  const sources = [{ sort: 'staged', id: 'tools' }]
  const plan = { ...PLAN, addresseeBody: hub.cast.bodies.unit, sources, ...more }
  const answer = await hub.as('mai').api('POST', `/sessions/${session.id}/recommendations`, plan)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { id: string }).id
}

const call = (who: CastName | null, method: string, id: string, noun: string, body: object = {}) =>
  hub.as(who).api(method, `/recommendations/${id}${noun}`, method === 'GET' ? undefined : body)
async function done(who: CastName, method: string, id: string, noun: string, body: object = {}): Promise<{ id: string; path: string }> {
  const answer = await call(who, method, id, noun, body)
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as { id: string; path: string }
}
const refused = async (who: CastName | null, method: string, id: string, noun: string, body: object = {}) =>
  (await refusalOf(await call(who, method, id, noun, body)))[1]
type Read = {
  readonly status: string
  readonly stands: boolean
  readonly support: unknown
  readonly objection: unknown
  readonly votes: unknown
  readonly wordings: readonly { text: string }[]
  readonly contributions: readonly { sort: string; text: string; by: unknown; reply: unknown; state: string }[]
}
const read = async (id: string): Promise<Read> => (await (await hub.as(null).api('GET', `/recommendations/${id}`)).json()) as Read
const page = async (who: CastName | null, path: string, locale = 'en') => (await hub.as(who, locale).get(path)).text()
const words = (text: string) => ({ text, language: 'en' })

async function proposed(more: object = {}, rule: object = { rule: 'consent' }): Promise<string> {
  const id = await drafted(more)
  await done('mai', 'POST', id, '/proposal', { amendmentsUntil: day(2), ...rule })
  return id
}

/** Adopted by consent and put to its addressee; the clock stands on the fourth day afterwards. */
async function put(more: object = {}): Promise<string> {
  hub.setNow(NOON)
  const id = await proposed(more)
  hub.setNow(at(3))
  await done('samir', 'POST', id, '/decision', { adopted: true, ...words('Nobody stood against it.') })
  await done('mai', 'POST', id, '/delivery', { how: 'By letter of today.', language: 'en' })
  return id
}

describe('drafts', () => {
  test('stand on at least one source of the session, and are seen by those who lead it alone', async () => {
    const of = `/sessions/${session.id}/recommendations`
    const plan = { ...PLAN, addresseeBody: hub.cast.bodies.unit, sources: [{ sort: 'staged', id: 'tools' }] }
    const refusals = [
      await hub.as('mai').api('POST', of, { ...plan, sources: [] }),
      await hub.as('mai').api('POST', of, { ...plan, sources: [{ sort: 'staged', id: 'never' }] }),
      await hub.as('mai').api('POST', of, { ...plan, question: 9 }),
      await hub.as('mai').api('POST', of, { ...plan, addresseeName: 'Somebody else too' }),
      await hub.as('niamh').api('POST', of, plan),
      await hub.as(null).api('POST', of, plan),
    ]
    expect((await Promise.all(refusals.map(refusalOf))).map(([, code]) => code)).toEqual([
      ...['input.invalid', 'recommendation.source-missing', 'recommendation.question-unknown', 'input.invalid'],
      ...['recommendation.rapporteur-only', 'sign-in.needed'],
    ])
    const id = await drafted()
    const seen = await Promise.all((['mai', 'samir', 'niamh', 'idrissa', null] as const).map((who) => call(who, 'GET', id, '')))
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200, 404, 404])
    expect(await page(null, `${session.path}/recommendations`)).not.toContain('Fund tools')
    // Withdrawn as a draft it never was public.
    await done('mai', 'POST', id, '/withdrawal', words('Not needed.'))
    expect((await call(null, 'GET', id, '')).status).toBe(404)
  })

  test('sent twice there is one; who changed it meanwhile is not written over', async () => {
    const sending = randomUUID()
    const id = await drafted({ sending })
    expect(await drafted({ sending })).toBe(id)
    const plan = { ...PLAN, addresseeBody: hub.cast.bodies.unit, sources: [{ sort: 'staged', id: 'women' }] }
    await done('mai', 'POST', id, '/proposal', { amendmentsUntil: day(2), rule: 'consent' })
    await done('mai', 'PUT', id, '', { ...plan, version: 1, text: 'Other words.' })
    expect(await refused('mai', 'PUT', id, '', { ...plan, version: 1, text: 'Third words.' })).toBe('recommendation.changed-meanwhile')
    expect((await read(id)).wordings.map(({ text }) => text)).toEqual([PLAN.text, 'Other words.'])
    expect(await page(null, `/recommendations/${id}/versions`)).toContain('<ins>')
  })

  test('the workbench works without JavaScript: what was written comes back with a sentence, then it is a draft', async () => {
    const path = `${session.path}/recommendations/workbench`
    const bench = await page('mai', path)
    expect(bench).toContain('What opinion groups agree on most')
    expect(bench).toContain('c0ffee')
    expect((await hub.as('niamh').get(path)).status).toBe(403)
    const form = { title: 'Kept title', text: 'T.', call: '', language: 'en', question: '1', answerBy: day(60), addresseeName: 'The city' }
    const again = await hub.as('mai').post(path, form)
    expect([again.status, await again.text()]).toEqual([
      422,
      expect.stringMatching(/Kept title[^]*Choose at least one source|Choose at least one source[^]*Kept title/),
    ])
    const made = await hub.as('mai').post(path, { ...form, sources: ['staged:tools', 'staged:women'] })
    expect(made.status).toBe(303)
    expect(await page('mai', made.headers.get('location') ?? '')).toContain('Women are not heard there.')
  })
})

describe('what people say about it', () => {
  test('one stance of each account and each body, changeable; people are counted from ten on', async () => {
    const id = await proposed()
    const stance = (who: CastName, sort: string, more: object = {}) =>
      call(who, 'PUT', id, '/stance', { stance: sort, ...words('It costs too much.'), ...more })
    expect((await refusalOf(await stance('aoife', 'objection')))[1]).toBe('recommendation.attending-only')
    expect((await refusalOf(await stance('niamh', 'objection', { body: hub.cast.bodies.lyon })))[1]).toBe('recommendation.office-only')
    expect((await refusalOf(await stance('niamh', 'objection', { text: '' })))[1]).toBe('input.invalid')
    expect((await stance('niamh', 'support')).status).toBe(200)
    expect((await stance('niamh', 'objection')).status).toBe(200)
    expect((await stance('idrissa', 'support', { body: hub.cast.bodies.lyon })).status).toBe(200)
    expect(await read(id)).toMatchObject({ support: { people: null, bodies: 1 }, objection: { people: null, bodies: 0 } })
    await seatStances(hub, { session: session.id, id, sort: 'objection' }, 9)
    expect((await read(id)).objection).toEqual({ people: 10, bodies: 0 })
    expect(await page(null, `/recommendations/${id}`)).toContain('Fewer than ten people')
  })

  test('as who they chose, and no other way: not in pages, the API, events, sources or another’s file', async () => {
    const id = await proposed()
    const niamh = hub.cast.members.get('niamh')?.person ?? ''
    await done('niamh', 'PUT', id, '/stance', { stance: 'objection', ...words('Silent words.') })
    await done('niamh', 'PUT', id, '/minority', { ...words('A lasting doubt.'), attribution: 'pseudonymous', label: 'The otter' })
    expect(
      await refused('idrissa', 'PUT', id, '/stance', { stance: 'support', ...words(''), attribution: 'pseudonymous', label: 'the OTTER' }),
    ).toBe('recommendation.label-taken')
    const rows = await hub.db.selectFrom('recommendation_contribution').selectAll().where('recommendation_id', '=', id).execute()
    expect(rows.map(({ person_id, written_on }) => [person_id, written_on])).toEqual([
      [null, day(0)],
      [null, day(0)],
    ])
    const sources = await citables.find(({ sort }) => sort === 'minority')?.ofSession(hub.db, session.id, 'en')
    expect(sources?.find(({ text }) => text === 'A lasting doubt.')).toMatchObject({
      speaker: 'The otter',
      from: [{ sort: 'recommendation', id }],
    })
    const told = (await eventsOf(hub, session.id)).filter(({ subject }) => subject === id)
    const by = told.filter(({ kind }) => /stance|minority/.test(kind))
    expect(by.map(({ person_id, at: when }) => [person_id, when.toISOString()])).toEqual(by.map(() => [null, `${day(0)}T00:00:00.000Z`]))
    const everything = [
      await page(null, `/recommendations/${id}`),
      await page('mai', `/recommendations/${id}/desk`),
      JSON.stringify(told),
      JSON.stringify(sources),
    ]
    expect(everything.filter((text) => text.includes('Niamh') || text.includes(niamh))).toEqual([])
    expect(everything[0]).toContain('The otter')
  })

  test('amendments: side by side, accepted on the text they were written for, merged else; the author is credited', async () => {
    const id = await proposed()
    const texts = { title: PLAN.title, call: PLAN.call }
    const amend = (who: CastName, proposedText: string, more: object = {}) =>
      done(who, 'POST', id, '/amendments', { ...texts, proposed: proposedText, ...words('Clearer.'), ...more })
    expect(await refused('niamh', 'POST', id, '/amendments', { ...texts, proposed: PLAN.text, ...words('Same.') })).toBe(
      'recommendation.same-text',
    )
    const sending = randomUUID()
    const first = await amend('niamh', 'Fund tools that work offline.', { sending })
    expect(await amend('niamh', 'Fund tools that work offline.', { sending })).toEqual(first)
    const second = await amend('idrissa', 'Fund and translate tools.', { body: hub.cast.bodies.lyon })
    const decide = (who: CastName, amendment: string, decision: string, more: object = {}) =>
      call(who, 'POST', id, `/amendments/${amendment}/decision`, { decision, ...words('Yes.'), ...more })
    expect((await refusalOf(await decide('niamh', first.id, 'accepted')))[1]).toBe('recommendation.rapporteur-only')
    expect((await decide('mai', first.id, 'accepted')).status).toBe(200)
    expect((await refusalOf(await decide('mai', first.id, 'rejected')))[1]).toBe('recommendation.amendment-decided')
    expect((await refusalOf(await decide('mai', second.id, 'accepted')))[1]).toBe('recommendation.base-moved')
    const merged = { ...texts, text: 'Fund and translate tools that work offline.' }
    expect((await decide('mai', second.id, 'merged', { merged })).status).toBe(200)
    expect((await read(id)).wordings.map(({ text }) => text)).toEqual([PLAN.text, 'Fund tools that work offline.', merged.text])
    const versions = await page(null, `/recommendations/${id}/versions`)
    expect([versions.includes('from an amendment of'), versions.includes('Pulaar Lyon')]).toEqual([true, true])
  })

  test('what was reported can be hidden by moderators and comes back after an appeal; its own page is gone meanwhile', async () => {
    const id = await proposed()
    const { path } = await done('niamh', 'POST', id, '/amendments', { title: 'T', proposed: 'Bad words.', call: '', ...words('So.') })
    const filed = await hub.as(null).api('POST', '/reports', { about: path, rule: 'no-attack', text: 'Look.', language: 'en' })
    const { case: found, link } = (await filed.json()) as { case: string; link: string }
    const decision = { outcome: 'hidden', rule: 'no-attack', facts: 'It attacks.' }
    expect((await hub.as('samir').api('POST', `/moderation/cases/${session.id}/${found}/decision`, decision)).status).toBe(200)
    expect([link === '', (await hub.as(null).get(path)).status, (await hub.as('niamh').get(path)).status]).toEqual([false, 404, 200])
    expect(JSON.stringify(await read(id))).not.toContain('Bad words.')
    // What is hidden stands in nobody's way.
    hub.setNow(at(3))
    expect((await call('samir', 'POST', id, '/decision', { adopted: true, ...words('So be it.') })).status).toBe(200)
  })
})

describe('the decision', () => {
  test('waits for the last day of amendments, and for an answer to each amendment and objection', async () => {
    const id = await proposed()
    const decide = () => refused('samir', 'POST', id, '/decision', { adopted: true, ...words('Agreed.') })
    await done('niamh', 'PUT', id, '/stance', { stance: 'objection', ...words('Too dear.') })
    const amendment = await done('niamh', 'POST', id, '/amendments', { title: 'New', proposed: 'New.', call: '', ...words('So.') })
    expect(await decide()).toBe('recommendation.amendments-open')
    hub.setNow(at(3))
    expect(await refused('niamh', 'POST', id, '/amendments', { title: 'N', proposed: 'N.', call: '', ...words('So.') })).toBe(
      'recommendation.amendments-closed',
    )
    expect(await decide()).toBe('recommendation.amendments-undecided')
    await done('mai', 'POST', id, `/amendments/${amendment.id}/decision`, { decision: 'rejected', ...words('No.') })
    expect(await decide()).toBe('recommendation.objections-unanswered')
    const rows = await hub.db.selectFrom('recommendation_contribution').select(['id', 'sort']).where('recommendation_id', '=', id).execute()
    const objection = rows.find(({ sort }) => sort === 'objection')?.id ?? ''
    await done('mai', 'PUT', id, `/contributions/${objection}/reply`, words('It saves more than it costs.'))
    expect(await refused('mai', 'POST', id, '/decision', { adopted: true, ...words('Agreed.') })).toBe('recommendation.chair-only')
    await done('samir', 'POST', id, '/decision', { adopted: false, ...words('Some stood against it.') })
    expect((await read(id)).status).toBe('not-adopted')
    expect(await refused('mai', 'POST', id, '/delivery', { how: '', language: 'en' })).toBe('recommendation.not-adopted')
    // Whoever objected may still say what they hold.
    expect((await call('niamh', 'PUT', id, '/minority', words('We would have gone further.'))).status).toBe(200)
  })

  test('by a vote: once each, the last choice counts, parallel or not; counts are public from the quorum on', async () => {
    const id = await proposed({}, { rule: 'vote', quorum: 10 })
    expect(await refused('niamh', 'PUT', id, '/ballot/vote', { choice: 'for' })).toBe('recommendation.no-ballot')
    hub.setNow(at(3))
    await done('samir', 'POST', id, '/ballot', { until: day(4) })
    expect(await refused('aoife', 'PUT', id, '/ballot/vote', { choice: 'for' })).toBe('recommendation.attending-only')
    const votes = ['against', 'for', 'for'].map((choice) => call('niamh', 'PUT', id, '/ballot/vote', { choice }))
    expect((await Promise.all(votes)).map(({ status }) => status)).toEqual([200, 200, 200])
    await done('niamh', 'PUT', id, '/ballot/vote', { choice: 'for' })
    await done('idrissa', 'PUT', id, '/ballot/vote', { choice: 'against' })
    expect(await page(null, `/recommendations/${id}`)).toContain('Fewer than ten people have voted')
    await seatBallots(hub, { session: session.id, id }, 8)
    expect(await refused('samir', 'POST', id, '/decision', words('Counted.'))).toBe('recommendation.ballot-running')
    hub.setNow(at(5))
    expect(await refused('niamh', 'PUT', id, '/ballot/vote', { choice: 'against' })).toBe('recommendation.ballot-over')
    // What the chair would say does not count.
    await done('samir', 'POST', id, '/decision', { adopted: false, ...words('Counted.') })
    expect(await read(id)).toMatchObject({ status: 'adopted', votes: { for: 9, against: 1, abstain: 0 } })
  })

  test('stands on sources: what was changed or withdrawn is marked until the rapporteur looked, and without any nothing is adopted', async () => {
    say('one', 'The one thing.')
    const id = await proposed({ sources: [{ sort: 'staged', id: 'one' }] })
    expect((await read(id)).stands).toBe(true)
    say('one', 'The one thing, corrected.', { version: 2 })
    expect((await read(id)).stands).toBe(false)
    expect(await page(null, `/recommendations/${id}`)).toContain('stands on a source that was corrected')
    expect(await refused('samir', 'POST', id, '/sources/confirmation')).toBe('recommendation.rapporteur-only')
    await done('mai', 'POST', id, '/sources/confirmation')
    expect((await read(id)).stands).toBe(true)
    say('one', '', { version: 3, state: 'withdrawn' })
    expect(await page(null, `/recommendations/${id}`)).toContain('Every source that this stands on was withdrawn')
    await done('mai', 'POST', id, '/sources/confirmation')
    hub.setNow(at(3))
    expect(await refused('samir', 'POST', id, '/decision', { adopted: true, ...words('Agreed.') })).toBe('recommendation.no-source')
  })
})

describe('the answer', () => {
  test('is given by the addressee, part by part if partly; what came before stays readable', async () => {
    const id = await put()
    const parts = [{ part: 'Translation', answer: 'refused', reason: 'No money.' }]
    const answer = { answer: 'partly', ...words('In part.'), parts }
    for (const who of ['mai', 'idrissa', null] as const)
      expect(await refused(who, 'POST', id, '/answers', answer)).toBe(who === null ? 'sign-in.needed' : 'recommendation.addressee-only')
    expect(await refused('aoife', 'POST', id, '/answers', { ...answer, parts: [] })).toBe('recommendation.parts-missing')
    await done('aoife', 'POST', id, '/answers', answer)
    await done('niamh', 'POST', id, '/answers', { answer: 'accepted', ...words('All of it.') })
    expect((await read(id)).status).toBe('accepted')
    const told = (await eventsOf(hub, session.id)).filter(({ kind, subject }) => kind === 'recommendations.answer.given' && subject === id)
    expect(told.map(({ data }) => data)).toEqual([
      { answer: 'partly', late: false },
      { answer: 'accepted', late: false },
    ])
    const html = await page(null, `/recommendations/${id}`)
    expect([html.includes('All of it.'), html.includes('No money.')]).toEqual([true, true])
    const [source] = (await citables.find(({ sort }) => sort === 'answer')?.byIds(hub.db, [id], 'en')) ?? []
    expect(source).toMatchObject({ text: 'All of it.', version: 2, speaker: 'Department of the Diaspora' })
  })

  test('silence is public from the day after, in words and sign, on the list, the body and its news', async () => {
    const id = await put({ answerBy: day(10) })
    hub.setNow(at(10))
    expect((await read(id)).status).toBe('put')
    hub.setNow(at(11))
    expect((await read(id)).status).toBe('silent')
    const list = (await (await hub.as(null).api('GET', '/recommendations?status=silent&sdg=9')).json()) as {
      counts: object
      recommendations: { id: string }[]
    }
    expect([list.counts, list.recommendations.map((one) => one.id)]).toEqual([{ silent: 1 }, [id]])
    const signs = await Promise.all(
      ['/recommendations', '/recommendations?status=silent', '/bodies/department-of-the-diaspora'].map((path) => page(null, path)),
    )
    expect(
      signs.map((html) =>
        /<p class="status late"><strong><span aria-hidden="true">! <\/span>Silent: no answer, though it was due by/.test(html),
      ),
    ).toEqual([true, true, true])
    const csv = await page(null, '/recommendations/export.csv?status=silent')
    expect(csv.split('\r\n').map((row) => row.split(',')[1])).toEqual(['status', 'silent', undefined])
    const news = await page('aoife', '/notices')
    expect(news).toContain(`/recommendations/${id}/answer`)
    await done('aoife', 'POST', id, '/answers', { answer: 'refused', ...words('Not ours to do.') })
    expect(await page(null, `/recommendations/${id}`)).toContain('late: due by')
  })

  test('somebody outside is asked by the organisers, who say how and write down what came back', async () => {
    hub.setNow(NOON)
    const id = await proposed({ addresseeBody: null, addresseeName: 'City of Cork' })
    hub.setNow(at(3))
    await done('samir', 'POST', id, '/decision', { adopted: true, ...words('Agreed.') })
    expect(await refused('mai', 'POST', id, '/delivery', { how: '', language: 'en' })).toBe('recommendation.how-missing')
    await done('mai', 'POST', id, '/delivery', { how: 'By letter of 4 March.', language: 'en' })
    expect(await refused('mai', 'POST', id, '/answers', { answer: 'accepted', ...words('Yes.') })).toBe('recommendation.organisers-only')
    await done('niamh', 'POST', id, '/answers', { answer: 'accepted', ...words('Yes, said the mayor.') })
    const html = await page(null, `/recommendations/${id}`)
    expect([html.includes('By letter of 4 March.'), html.includes('the organisers wrote down what was answered')]).toEqual([true, true])
  })

  test('what others cite carries what it was built on; withdrawn it has no words, and a youth reading stands beside it', async () => {
    const id = await proposed()
    await done('gift', 'PUT', id, '/youth-reading', words('We would use it at school.'))
    expect(await page(null, `/recommendations/${id}`, 'ar')).toContain('We would use it at school.')
    const cited = async (sort: string) => (await citables.find((one) => one.sort === sort)?.byIds(hub.db, [id], 'en'))?.[0]
    expect(await cited('recommendation')).toMatchObject({ version: 1, state: 'standing', from: [{ sort: 'staged', id: 'tools' }] })
    expect(await cited('youth-reading')).toMatchObject({ text: 'We would use it at school.', from: [{ sort: 'recommendation', id }] })
    await done('samir', 'POST', id, '/withdrawal', words('Done elsewhere.'))
    expect(await cited('recommendation')).toMatchObject({ version: 2, state: 'withdrawn', text: '' })
  })
})

// Last, for whoever left has no office any more.
test('a name goes when its person leaves, the words stay', async () => {
  const id = await proposed()
  const person = hub.cast.members.get('niamh')?.person ?? ''
  await hub.as('niamh').api('PUT', '/me/audience', { audience: 'public' })
  await done('niamh', 'PUT', id, '/stance', { stance: 'objection', ...words('With my name.'), attribution: 'named' })
  expect(await page(null, `/recommendations/${id}`)).toContain('Niamh')
  await hub.work({ kind: 'people.person.left', scope: person, subject: person, data: {}, visibility: 'internal', at: NOON })
  const html = await page(null, `/recommendations/${id}`)
  expect([html.includes('Niamh'), html.includes('With my name.')]).toEqual([false, true])
})
