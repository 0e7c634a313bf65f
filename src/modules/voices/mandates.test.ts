import { afterAll, beforeAll, expect, test } from 'vitest'
import { LYON, type CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { doAsHub, makeOpen, refusalOf, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import { lyonOf, personOf, seatVoters } from '../../testing/voices.ts'
import { doAs, thrice } from '../../testing/deeds.ts'

let hub: Hub
let made: Made
let session: StagedSession
beforeAll(async () => {
  hub = await openHub()
  made = await makeOpen(hub, { moderation: 'after' })
  session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai'])
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const GIVEN = {
  ...{ subject: 'The school', maySay: 'That it opens.', mayNot: 'No names.', takingBack: 'By the stewards.', decidedHow: 'stewards' },
  ...{ language: 'en', startsOn: '2026-03-01', endsOn: '2026-06-01', feedbackOn: '2026-05-01' },
}
const read = async (path: string, who: CastName | null = null) => (await hub.as(who).get(path)).text()
const at = (path: string) => `/dialogues/${made.slug}${path}`
const claim = async (who: CastName, about: string, mandate: string) => hub.as(who).post('/voices/claims', { about, mandate })
const refused = async (who: CastName, about: string, mandate: string | null) =>
  (await refusalOf(await hub.as(who).api('POST', '/voices/claims', { about, mandate })))[1]

/** Given by the association to somebody, who agreed. */
async function given(holder: CastName, more: object = {}): Promise<string> {
  const { id } = await doAs<{ id: string }>(hub, 'idrissa', 'voices.give-mandate', {
    ...{ ...GIVEN, giver: lyonOf(hub), holder: personOf(hub, holder) },
    ...more,
  })
  await doAs(hub, holder, 'voices.accept-mandate', { mandate: id })
  return id
}

async function says(who: CastName, text: string, voice: object | null): Promise<string> {
  await hub.as(who).post(at('/participation'))
  if (voice !== null) await hub.as(who).api('PUT', at('/participation/voice'), { voice })
  const answer = await hub.as(who).api('POST', at('/statements'), { text, language: 'en' })
  return at(`/statements/${((await answer.json()) as { number: number }).number}`)
}

test('what bears the name of whoever holds a mandate can claim it: beside it stands for whom, within which limits, and how it stands', async () => {
  const mandate = await given('mai')
  const statement = await says('mai', 'The school has to open.', { sort: 'name', person: personOf(hub, 'mai') })
  // Her name is seen by nobody yet: to claim it would tell who said this.
  expect(await refused('mai', statement, mandate)).toBe('mandate.nameless')
  await hub.as('mai').api('PUT', '/me/audience', { audience: 'public' })
  expect(await read(statement, 'mai')).toContain('Said by a mandate?')
  expect([await read(statement, 'idrissa'), await read(statement)].some((page) => page.includes('Said by a mandate?'))).toBe(false)
  const claimed = await claim('mai', statement, mandate)
  expect([claimed.status, claimed.headers.get('location')]).toEqual([303, `/en${statement}`])
  for (const path of [statement, at('/statements')]) {
    const page = await read(path)
    expect([path, page.includes('Said by mandate:'), page.includes('No names.'), page.includes('In force')]).toEqual([
      path,
      true,
      true,
      true,
    ])
  }
  hub.setNow(new Date('2026-06-02T12:00:00Z'))
  expect(await read(statement)).toMatch(/Said by mandate:.*<strong>Over<\/strong>/s)
  hub.setNow(NOON)
  expect((await hub.as('idrissa').post(`/voices/mandates/${mandate}/withdrawal`)).status).toBe(303)
  expect(await read(statement)).toMatch(/Said by mandate:.*<strong>Withdrawn<\/strong>/s)
  expect(await refused('mai', statement, mandate)).toBe('mandate.over')
  expect((await claim('mai', statement, '')).status).toBe(303)
  expect(await read(statement)).not.toContain('Said by mandate:')
})

test('nobody claims for somebody else, by somebody else’s mandate, or for what is not there', async () => {
  const mandate = await given('niamh')
  const own = await says('mai', 'I speak for myself.', null)
  expect(await refused('mai', own, mandate)).toBe('mandate.not-holder')
  expect(await refused('niamh', own, mandate)).toBe('mandate.nothing-said')
  expect(await refused('niamh', at('/statements/999'), mandate)).toBe('mandate.nothing-said')
  expect(await refused('niamh', '/voices', mandate)).toBe('mandate.nothing-said')
  expect((await hub.as(null).post('/voices/claims', { about: own, mandate })).status).toBe(404)
  // One that waits for its holder is there for nobody else.
  const { id: offered } = await doAs<{ id: string }>(hub, 'idrissa', 'voices.give-mandate', {
    ...{ ...GIVEN, giver: lyonOf(hub), holder: personOf(hub, 'niamh') },
  })
  expect(await refused('mai', own, offered)).toBe('mandate.missing')
})

test('what its holder tells and what a member asks is there once and told once, however often it is sent', async () => {
  const mandate = await given('niamh')
  const said = { mandate, sending: hub.runner.outside.uuid(), text: 'I said it at the meeting.', language: 'en' }
  const sent = [
    await thrice<{ id: string }>(hub, 'niamh', ['voices.report-mandate', 'voices.mandate.reported'], said),
    await thrice<{ id: string }>(hub, 'mai', ['voices.ask-mandate', 'voices.mandate.asked'], said),
  ]
  expect(sent.map(({ answers, told }) => [new Set(answers.map(({ id }) => id)).size, told])).toEqual([
    [1, 1],
    [1, 1],
  ])
  const rows = async (table: 'mandate_word' | 'mandate_question') =>
    (await hub.db.selectFrom(table).select('id').where('mandate_id', '=', mandate).execute()).length
  expect([await rows('mandate_word'), await rows('mandate_question')]).toEqual([1, 1])
})

test('an intervention claims one too, beside it in the list of the session', async () => {
  const mandate = await given('mai')
  const { path } = await doAs<{ path: string }>(hub, 'mai', 'interventions.write', {
    ...{ session: session.id, sending: hub.runner.outside.uuid(), text: 'Open it by May.', language: 'en', choice: 'identity' },
  })
  expect((await claim('mai', path, mandate)).status).toBe(303)
  for (const where of [path, `${session.path}/interventions`])
    expect([where, (await read(where)).includes('Said by mandate:')]).toEqual([where, true])
})

test('a body holds a mandate by whoever is its steward, and what is said in its name can claim it', async () => {
  const { id: community } = await stageCommunity(hub, 'niamh', { slug: 'choir', name: 'Choir' })
  const form = { ...GIVEN, giver: `community:${community}`, holder: `http://hub.test/en/bodies/${LYON}` }
  const answer = await hub.as('niamh').post('/voices/mandates', form)
  const path = (answer.headers.get('location') ?? '').replace('/en', '').split('?')[0] ?? ''
  const mandate = path.split('/').at(-1) ?? ''
  expect(answer.status).toBe(303)
  // Mai belongs to it, and speaks for it in nothing.
  expect((await hub.as('mai').post(`${path}/acceptance`)).status).toBe(404)
  expect((await hub.as('idrissa').post(`${path}/acceptance`)).status).toBe(303)
  expect(await read(path)).toContain(`href="/en/bodies/${LYON}"`)
  expect(await read(`/bodies/${LYON}`)).toContain('The school')
  const office = { sort: 'office', body: hub.cast.bodies.lyon, office: 'steward' }
  const statement = await says('idrissa', 'We ask for the school.', office)
  expect((await claim('idrissa', statement, mandate)).status).toBe(303)
  expect(await read(statement)).toContain('Said by mandate:')
  const itself = { ...GIVEN, giver: lyonOf(hub), holder: hub.cast.bodies.lyon, holderSort: 'body' }
  await expect(doAs(hub, 'idrissa', 'voices.give-mandate', itself)).rejects.toThrow('mandate.itself')
})

test('members are asked: only with enough voices, and more for it than against it, it stands; counts are in tens, and ballots go', async () => {
  const { id: community, slug } = await stageCommunity(hub, 'idrissa', { slug: 'harbour', name: 'Harbour' })
  const asked = (more: object = {}) =>
    doAs<{ id: string }>(hub, 'idrissa', 'voices.give-mandate', {
      ...{ ...GIVEN, giver: { sort: 'community', id: community }, holder: personOf(hub, 'niamh'), decidedHow: 'members', ...more },
    })
  await expect(asked()).rejects.toThrow('mandate.vote-few')
  const crowd = await seatVoters(hub, community, 12)
  await joinAll(hub, community, ['mai'])
  await expect(asked({ endsOn: '2026-03-10', feedbackOn: '2026-03-09' })).rejects.toThrow('mandate.vote-days')
  const { id: mandate } = await asked()
  const path = `/voices/mandates/${mandate}`
  expect([(await hub.as('mai').get(path)).status, (await hub.as('gift').get(path)).status, (await hub.as(null).get(path)).status]).toEqual([
    200, 404, 404,
  ])
  expect(
    [await read(`/communities/${slug}`, 'mai'), await read(`/communities/${slug}`)].map((page) => page.includes('Members are asked')),
  ).toEqual([true, false])
  expect((await hub.as('niamh').post(`${path}/acceptance`)).status).toBe(409)
  expect((await hub.as('gift').post(`${path}/ballot`, { given: 'yes' })).status).toBe(404)
  for (const given of ['no', 'yes', 'yes']) expect((await hub.as('mai').post(`${path}/ballot`, { given })).status).toBe(303)
  for (const [at, vote] of crowd.entries()) await vote(mandate, at < 10)
  const ballots = () => hub.db.selectFrom('mandate_ballot').selectAll().where('mandate_id', '=', mandate).execute()
  expect([(await ballots()).length, JSON.stringify(await ballots()).includes(personOf(hub, 'mai'))]).toEqual([13, false])
  // Who has left since counts no more.
  await doAs(hub, 'mai', 'communities.leave', { community, posts: 'erase' })
  hub.setNow(new Date(NOON.getTime() + 15 * DAY_MS))
  await doAsHub(hub, 'voices.close-votes', {})
  expect(await ballots()).toEqual([])
  const row = await hub.db.selectFrom('mandate').selectAll().where('id', '=', mandate).executeTakeFirstOrThrow()
  expect([row.vote_given, row.vote_for, row.vote_against]).toEqual([true, 10, null])
  expect((await hub.as('niamh').post(`${path}/acceptance`)).status).toBe(303)
  const page = await read(path)
  expect([
    page.includes('Given by a vote of its members.'),
    page.includes('10 or more for it.'),
    page.includes('Fewer than ten against it.'),
  ]).toEqual([true, true, true])
  const { id: second } = await asked({ quorum: 12, voteDays: 3 })
  for (const vote of crowd.slice(0, 11)) await vote(second, true)
  hub.setNow(new Date(NOON.getTime() + 19 * DAY_MS))
  await doAsHub(hub, 'voices.close-votes', {})
  expect(await read(`/voices/mandates/${second}`, 'idrissa')).toContain('Not given by its members')
  expect((await hub.as('niamh').post(`/voices/mandates/${second}/acceptance`)).status).toBe(409)
  hub.setNow(NOON)
})
