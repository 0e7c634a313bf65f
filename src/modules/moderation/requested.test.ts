import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinAsGuest, makeOpen, refusalOf, type Made } from '../../testing/dialogues.ts'
import type { CastName } from '../../testing/cast.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { statementOfReasons } from './queries/statement-of-reasons.ts'
import type { Statistics } from './queries/statistics.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Case = { readonly dialogue: Made; readonly author: Visitor; readonly number: number; readonly case: string; readonly link: string }

/** A guest's statement, published and reported by somebody without an account. */
async function reported(text: string): Promise<Case> {
  const dialogue = await makeOpen(hub)
  const author = await joinAsGuest(hub, dialogue)
  const added = await author.api('POST', `/dialogues/${dialogue.slug}/statements`, { text, language: 'fr' })
  const { number } = (await added.json()) as { number: number }
  await hub.as('samir').post(`/dialogues/${dialogue.slug}/statements/${number}/publication`)
  const about = `/dialogues/${dialogue.slug}/statements/${number}`
  const answer = await hub.as(null).api('POST', '/reports', { about, rule: 'no-attack', text: 'Look.', language: 'en' })
  return { dialogue, author, number, ...((await answer.json()) as { case: string; link: string }) }
}

const pathOf = ({ dialogue, case: id }: Case) => `/moderation/cases/${dialogue.id}/${id}`
const statusOf = async ({ dialogue, number }: Case) => (await hub.as(null).get(`/dialogues/${dialogue.slug}/statements/${number}`)).status
const decide = (who: CastName | null, of: Case, more: object) =>
  hub.as(who).api('POST', `${pathOf(of)}/decision`, { facts: 'Les faits.', ...more })
const agree = (who: CastName | null, of: Case) => hub.as(who).api('POST', `${pathOf(of)}/agreement`, {})
const ASKED = { authority: 'Ministry of Order', country: 'IE', legalBasis: 'none', territory: 'everywhere', receivedOn: '2026-02-27' }
const record = (who: CastName | null, of: Case, more: object = {}) => hub.as(who).api('PUT', `${pathOf(of)}/request`, { ...ASKED, ...more })
const HIDE = { outcome: 'hidden', rule: 'no-attack' }

async function authorsLink({ author, dialogue }: Case): Promise<string> {
  const html = await (await author.get(`/dialogues/${dialogue.slug}/my-part`)).text()
  return /href="\/en\/reports\/([^"]+)"/.exec(html)?.[1] ?? ''
}

const numbers = async () => (await (await hub.as(null).api('GET', '/moderation')).json()) as Statistics

test('nobody has asked: the zero is shown as a zero', async () => {
  expect(await numbers()).toMatchObject({ requests: 0, requestsHidden: 0, byAuthority: [] })
  expect(await (await hub.as(null).get('/moderation')).text()).toMatch(
    /Removals that states and authorities asked for<\/th><td class="number">0<\/td>/,
  )
})

test('what an authority asked for is hidden by two people or not at all', async () => {
  const it = await reported('One that a ministry dislikes.')
  for (const who of ['niamh', 'mai', 'idrissa', null] as const) expect((await record(who, it)).status, `as ${who}`).toBe(404)
  expect(await refusalOf(await record('samir', it, { receivedOn: '2026-03-02' }))).toEqual([400, 'request.day'])
  expect((await record('samir', it)).status).toBe(200)
  expect(await refusalOf(await record('gift', it))).toEqual([409, 'request.made'])
  expect(await refusalOf(await agree('aoife', it))).toEqual([409, 'case.not-proposed'])

  expect(await (await decide('samir', it, HIDE)).json()).toEqual({ case: it.case, waits: true })
  expect(await statusOf(it), 'proposed is not hidden').toBe(200)
  expect(await authorsLink(it), 'and the author is told nothing yet').toBe('')
  expect(await refusalOf(await decide('aoife', it, HIDE))).toEqual([409, 'case.proposed'])
  expect(await refusalOf(await agree('samir', it))).toEqual([403, 'case.second-person'])
  for (const who of ['niamh', 'mai', 'idrissa', null] as const) expect((await agree(who, it)).status, `as ${who}`).toBe(404)
  const queue = await (await hub.as('aoife').get('/moderation/queue')).text()
  expect(queue).toContain('Hiding is proposed: a second person is needed.')

  expect((await agree('aoife', it)).status).toBe(200)
  expect(await statusOf(it)).toBe(404)
  expect(await refusalOf(await agree('gift', it))).toEqual([409, 'case.decided'])
  const link = await authorsLink(it)
  const html = await (await it.author.get(`/reports/${link}`)).text()
  for (const told of ['Ministry of Order', 'Ireland', 'A second moderator of the body agreed.', 'Les faits.']) expect(html).toContain(told)
  const reasons = statementOfReasons.parse(await (await it.author.api('GET', `/reasons/${link}`)).json())
  expect(reasons.ours).toMatchObject({
    requested_by_authority: {
      authority: 'Ministry of Order',
      country: 'IE',
      legalBasis: 'none',
      territory: 'everywhere',
      receivedOn: '2026-02-27',
    },
    decided_by_role: 'moderator',
    decided_by_second_role: 'moderator',
  })
  expect(await numbers()).toMatchObject({
    ...{ requests: 1, requestsHidden: 1, hidden: 1 },
    byAuthority: [{ authority: 'Ministry of Order', country: 'IE', count: 1 }],
  })
  expect((await it.author.post(`/reports/${link}/appeal`, { text: 'C’est mon avis.', language: 'fr' })).status).toBe(303)
  const third = { outcome: 'upheld', reasons: 'Toujours.' }
  for (const who of ['samir', 'aoife'] as const)
    expect(await refusalOf(await hub.as(who).api('POST', `${pathOf(it)}/appeal/decision`, third)), 'neither of the two').toEqual([
      403,
      'appeal.same-person',
    ])
  expect((await hub.as('gift').api('POST', `${pathOf(it)}/appeal/decision`, { ...third, outcome: 'overturned' })).status).toBe(200)
  expect(await statusOf(it)).toBe(200)
})

test('the table itself refuses one person as both, and hiding on request by one alone', async () => {
  const it = await reported('Guarded by the table.')
  await record('samir', it)
  const tag = Buffer.alloc(32, 7)
  const row = {
    ...{ scope_id: it.dialogue.id, case_id: it.case, outcome: 'hidden' as const, rule: 'no-attack', law: null, facts: 'x', language: 'en' },
    ...{
      conflict: null,
      label: null,
      label_source: null,
      decider_tag: tag,
      decider_role: 'moderator' as const,
      decided_at: NOON,
      requested: true,
    },
  }
  const alone = hub.db
    .insertInto('decision')
    .values({ ...row, second_tag: null, second_role: null })
    .execute()
  await expect(alone).rejects.toThrow('decision_requested_by_two')
  const twice = hub.db
    .insertInto('decision')
    .values({ ...row, second_tag: tag, second_role: 'moderator' })
    .execute()
  await expect(twice).rejects.toThrow('decision_second_is_another')
})

test('keeping takes one, and an appeal cannot hide alone what was asked for; a name that may not be told is told nowhere', async () => {
  const it = await reported('Kept against a request.')
  expect((await record('samir', it, { authority: 'Unspeakable Office', country: 'FR', nameable: false })).status).toBe(200)
  await decide('samir', it, HIDE)
  expect((await decide('gift', it, { outcome: 'kept' })).status).toBe(200)
  expect(await hub.db.selectFrom('hiding_proposal').selectAll().execute()).toEqual([])
  await hub.as(null).post(`/reports/${it.link}/appeal`, { text: 'Look again.', language: 'en' })
  const overturn = { outcome: 'overturned', rule: 'no-attack', reasons: 'Hide it.' }
  expect(await refusalOf(await hub.as('aoife').api('POST', `${pathOf(it)}/appeal/decision`, overturn))).toEqual([409, 'appeal.needs-two'])
  expect(await statusOf(it)).toBe(200)
  const { byAuthority, requests } = await numbers()
  expect([requests, byAuthority.find(({ authority }) => authority === null)]).toEqual([3, { authority: null, country: null, count: 1 }])
  const events = JSON.stringify(await hub.db.selectFrom('event').select('data').execute())
  expect(events).toContain('Ministry of Order')
  for (const page of [events, await (await hub.as(null).get('/moderation')).text()]) expect(page).not.toContain('Unspeakable')
})

test('a form about a request that is refused comes back filled in, open, with a sentence for each field', async () => {
  const it = await reported('The form.')
  const answer = await hub.as('samir').post(`${pathOf(it)}/request`, { ...ASKED, country: '', unnameable: 'on' })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  for (const kept of ['<details open', 'value="Ministry of Order"', 'id="fault-country"', 'name="unnameable" value="on" checked'])
    expect(html).toContain(kept)
  expect((await hub.as('samir').post(`${pathOf(it)}/request`, { ...ASKED, unnameable: 'on' })).status).toBe(303)
})

test('a note stands wherever the statement is read or voted on, can be appealed and taken away', async () => {
  const it = await reported('Half of all prices fell.')
  const LABEL = { outcome: 'labelled', label: 'context', source: 'https://statistics.example.org/prices' }
  expect(await refusalOf(await decide('samir', it, { outcome: 'labelled' }))).toEqual([400, 'label.unknown'])
  expect(await refusalOf(await decide('samir', it, { ...LABEL, source: '' }))).toEqual([400, 'label.source-missing'])
  for (const source of ['http://plain.example.org', 'javascript:alert(1)', 'https://user:word@example.org', 'no address'])
    expect((await decide('samir', it, { ...LABEL, source })).status, `for ${source}`).toBe(400)
  expect((await decide('samir', it, LABEL)).status).toBe(200)

  const { slug, id } = it.dialogue
  const NOTE = 'There is more to know about this:'
  const reader = await joinAsGuest(hub, it.dialogue)
  const pages = [
    `/dialogues/${slug}/statements`,
    `/dialogues/${slug}/statements/${it.number}`,
    `/dialogues/${slug}/take-part?statement=${it.number}`,
  ]
  for (const path of pages) {
    const html = await (await reader.get(path)).text()
    expect(html.split(NOTE), `for ${path}`).toHaveLength(2)
    expect(html).toContain('>statistics.example.org</a>')
  }
  expect(await (await reader.get(`/dialogues/${slug}/statements/0`)).text(), 'beside no other').not.toContain(NOTE)
  expect(await (await hub.as(null).api('GET', `/labels/statement/${id}`)).json()).toEqual([
    { subject: String(it.number), code: 'context', source: LABEL.source, putAt: NOON.toISOString() },
  ])
  expect(await numbers()).toMatchObject({ labelled: 1 })

  const link = await authorsLink(it)
  const html = await (await it.author.get(`/reports/${link}`)).text()
  for (const told of ['Why a note stands beside what you wrote', 'Les faits.', 'Send the appeal']) expect(html).toContain(told)
  const reasons = statementOfReasons.parse(await (await it.author.api('GET', `/reasons/${link}`)).json())
  expect(reasons).toMatchObject({
    decision_visibility: ['LABELLED'],
    incompatible_content_ground: 'context',
    ours: { label_source: LABEL.source },
  })
  await it.author.post(`/reports/${link}/appeal`, { text: 'La source est fausse.', language: 'fr' })
  expect((await hub.as('aoife').api('POST', `${pathOf(it)}/appeal/decision`, { outcome: 'overturned', reasons: 'En effet.' })).status).toBe(
    200,
  )
  expect(await (await reader.get(`/dialogues/${slug}/statements`)).text()).not.toContain(NOTE)
  expect(await statusOf(it), 'and the statement stays').toBe(200)
})

test('a note is taken away by those who decide, and by nobody else', async () => {
  const it = await reported('Outdated.')
  await decide('samir', it, { outcome: 'labelled', label: 'outdated' })
  const remove = (who: CastName | null) => hub.as(who).api('DELETE', `${pathOf(it)}/label`, {})
  for (const who of ['niamh', 'mai', 'idrissa', null] as const) expect((await remove(who)).status, `as ${who}`).toBe(404)
  expect((await remove('aoife')).status).toBe(200)
  expect(await refusalOf(await remove('samir'))).toEqual([404, 'label.missing'])
  expect(await (await hub.as(null).api('GET', `/labels/statement/${it.dialogue.id}`)).json()).toEqual([])
})
