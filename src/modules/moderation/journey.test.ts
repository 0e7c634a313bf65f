import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsOf, joinAsGuest, makeOpen, refusalOf, type Made } from '../../testing/dialogues.ts'
import type { CastName } from '../../testing/cast.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { THE_HUB } from '../../core/event.ts'
import { statisticsFrom, type Statistics } from './queries/statistics.ts'
import { statementOfReasons } from './queries/statement-of-reasons.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Reported = {
  readonly dialogue: Made
  readonly author: Visitor
  readonly number: number
  readonly about: string
  readonly case: string
  readonly link: string
}

const WORDS = 'You are all liars.'

/** A statement of a guest, published by Samir, and reported by somebody without an account. */
async function reported(): Promise<Reported> {
  const dialogue = await makeOpen(hub)
  const author = await joinAsGuest(hub, dialogue)
  const added = await author.api('POST', `/dialogues/${dialogue.slug}/statements`, { text: WORDS, language: 'fr' })
  const { number } = (await added.json()) as { number: number }
  await hub.as('samir').post(`/dialogues/${dialogue.slug}/statements/${number}/publication`)
  const about = `/dialogues/${dialogue.slug}/statements/${number}`
  return { dialogue, author, number, about, ...(await report(about)) }
}

async function report(about: string, more: Readonly<Record<string, string>> = {}): Promise<{ case: string; link: string }> {
  const answer = await hub
    .as(null)
    .api('POST', '/reports', { about, rule: 'no-attack', text: 'It insults people.', language: 'en', ...more })
  expect(answer.status).toBe(200)
  return (await answer.json()) as { case: string; link: string }
}

const pathOf = ({ dialogue, case: id }: Reported) => `/moderation/cases/${dialogue.id}/${id}`
const decide = async (who: CastName | null, of: Reported, more: Readonly<Record<string, string>> = {}) =>
  hub.as(who).api('POST', `${pathOf(of)}/decision`, { outcome: 'hidden', rule: 'no-attack', facts: 'Elle insulte les autres.', ...more })
const decideAppeal = async (who: CastName | null, of: Reported, more: Readonly<Record<string, string>> = {}) =>
  hub.as(who).api('POST', `${pathOf(of)}/appeal/decision`, { outcome: 'overturned', reasons: 'Une opinion rude, sans insulte.', ...more })
const appeal = async (link: string) => hub.as(null).api('POST', '/appeals', { link, text: 'C’est une opinion.', language: 'fr' })
const statusOf = async ({ dialogue, number }: Reported) =>
  await hub.db
    .selectFrom('statement')
    .select(['status', 'declined_for as for'])
    .where('dialogue_id', '=', dialogue.id)
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
const isThere = async ({ about }: Reported) => (await hub.as(null).get(about)).status

/** What the author finds on the page of their part. */
async function authorsLink({ author, dialogue }: Reported): Promise<string> {
  const html = await (await author.get(`/dialogues/${dialogue.slug}/my-part`)).text()
  return /href="\/en\/reports\/([^"]+)"/.exec(html)?.[1] ?? ''
}

test('report, decision, appeal, reversal: each takes effect at once, and each is told whom it concerns', async () => {
  const it = await reported()
  expect(await isThere(it)).toBe(200)
  expect(await authorsLink(it), 'nobody is told that they were reported').toBe('')
  expect((await decide('samir', it)).status).toBe(200)
  expect([await statusOf(it), await isThere(it)]).toEqual([{ status: 'declined', for: 'no-attack' }, 404])
  const link = await authorsLink(it)
  const reasons = await (await it.author.get(`/reports/${link}`)).text()
  expect(reasons).toContain('Elle insulte les autres.')
  expect(reasons).toContain(WORDS)
  const forReporter = await (await hub.as(null).get(`/reports/${it.link}`)).text()
  expect(forReporter).toContain('Elle insulte les autres.')
  expect(forReporter, 'what is hidden is not read out to others').not.toContain(WORDS)
  expect(await refusalOf(await appeal(it.link))).toEqual([409, 'appeal.not-yours'])
  expect((await appeal(link)).status).toBe(200)
  expect(await refusalOf(await appeal(link))).toEqual([409, 'appeal.made'])
  expect(await refusalOf(await decideAppeal('samir', it))).toEqual([403, 'appeal.same-person'])
  expect(await statusOf(it)).toEqual({ status: 'declined', for: 'no-attack' })
  expect((await decideAppeal('aoife', it)).status).toBe(200)
  expect([await statusOf(it), await isThere(it)]).toEqual([{ status: 'published', for: null }, 200])
  expect(await refusalOf(await decideAppeal('gift', it))).toEqual([409, 'appeal.decided'])
  expect(await (await it.author.get(`/reports/${link}`)).text()).toContain('Une opinion rude, sans insulte.')
  const data = statementOfReasons.parse(await (await hub.as(null).api('GET', `/reasons/${link}`)).json())
  expect(data).toEqual({
    ...{ puid: it.case, decision_visibility: ['DISABLED'], decision_ground: 'INCOMPATIBLE_CONTENT', incompatible_content_illegal: 'No' },
    ...{ illegal_content_legal_ground: null, illegal_content_explanation: null, incompatible_content_ground: 'no-attack' },
    ...{ incompatible_content_explanation: 'Elle insulte les autres.', decision_facts: 'Elle insulte les autres.', content_type: ['TEXT'] },
    ...{ category: 'ILLEGAL_OR_HARMFUL_SPEECH', content_language: 'fr', content_date: '2026-03-01', application_date: '2026-03-01' },
    ...{ end_date_visibility_restriction: '2026-03-01', territorial_scope: 'WORLDWIDE', source_type: 'OTHER_NOTICE' },
    ...{ automated_detection: 'No', automated_decision: 'NOT_AUTOMATED' },
    ours: {
      ...{ rule_id: 'no-attack', decided_by_role: 'moderator', conflict_declared: false, after_appeal: false },
      ...{ decided_by_second_role: null, requested_by_authority: null, label_source: null },
      redress: { internal_until: null },
    },
  })
  expect(await refusalOf(await hub.as(null).api('GET', `/reasons/${it.link}`)), 'a report has no reasons').toEqual([404, 'report.missing'])
})

test('kept: the reporter appeals once, and somebody else may hide it for a published rule or a law', async () => {
  const it = await reported()
  expect((await decide('aoife', it, { outcome: 'kept', rule: '' })).status).toBe(200)
  expect(await statusOf(it)).toEqual({ status: 'published', for: null })
  expect((await appeal(it.link)).status).toBe(200)
  expect(await refusalOf(await decideAppeal('aoife', it, { rule: 'law', law: 'A law' }))).toEqual([403, 'appeal.same-person'])
  expect(await refusalOf(await decideAppeal('samir', it, { rule: 'no-advert' }))).toEqual([400, 'report.rule-unknown'])
  expect(await refusalOf(await decideAppeal('samir', it, { rule: 'law' }))).toEqual([400, 'report.law-unnamed'])
  expect((await decideAppeal('samir', it, { rule: 'law', law: 'Penal code, article 1' })).status).toBe(200)
  expect(await statusOf(it)).toEqual({ status: 'declined', for: 'law' })
  const link = await authorsLink(it)
  expect(link).not.toBe('')
  const data = statementOfReasons.parse(await (await it.author.api('GET', `/reasons/${link}`)).json())
  expect(data).toMatchObject({
    decision_ground: 'ILLEGAL_CONTENT',
    illegal_content_legal_ground: 'Penal code, article 1',
    ours: { after_appeal: true },
  })
  // The desk and the author's own page know the ground as well.
  expect((await hub.as('samir').get(`/dialogues/${it.dialogue.slug}/moderation?show=declined`)).status).toBe(200)
})

test('the table itself refuses a second decision by who decided first', async () => {
  const it = await reported()
  await decide('samir', it)
  await appeal(await authorsLink(it))
  const same = hub.db
    .updateTable('appeal')
    .set((eb) => ({
      outcome: 'upheld',
      reasons: 'x',
      reasons_language: 'en',
      decider_tag: eb.ref('first_decider_tag'),
      decider_role: 'moderator',
      decided_at: NOON,
    }))
    .where('case_id', '=', it.case)
    .execute()
  await expect(same).rejects.toThrow('appeal_by_somebody_else')
})

test('an appeal can be made for six months', async () => {
  const it = await reported()
  await decide('samir', it)
  const link = await authorsLink(it)
  hub.setNow(new Date('2026-09-01T12:00:00Z'))
  expect(await refusalOf(await appeal(link))).toEqual([409, 'appeal.too-late'])
  hub.setNow(new Date('2026-09-01T11:59:59Z'))
  expect((await appeal(link)).status).toBe(200)
  hub.setNow(NOON)
})

test('several reports of one thing stand together until a decision; a later one begins anew', async () => {
  const it = await reported()
  const second = await report(it.about, { text: 'An insult, once more.' })
  expect(second.case).toBe(it.case)
  const file = (await (await hub.as('samir').api('GET', pathOf(it))).json()) as { reports: unknown[] }
  expect(file.reports).toHaveLength(2)
  await decide('samir', it, { outcome: 'kept', rule: '' })
  expect((await report(it.about)).case).not.toBe(it.case)
  expect(await refusalOf(await decide('aoife', it))).toEqual([409, 'case.decided'])
})

test('reports and decisions at the same moment: each report has a case that somebody will decide', async () => {
  const it = await reported()
  const [decided, ...later] = await Promise.all([decide('samir', it, { outcome: 'kept', rule: '' }), report(it.about), report(it.about)])
  expect(decided.status).toBe(200)
  const cases = new Set(later.map((one) => one.case).filter((id) => id !== it.case))
  expect(cases.size).toBeLessThanOrEqual(1)
  expect((await Promise.all([decide('samir', it), decide('aoife', it)])).map(({ status }) => status)).toEqual([409, 409])
})

test('a decision whose effect is refused leaves nothing behind', async () => {
  const it = await reported()
  const count = async () => (await eventsOf(hub, THE_HUB)).length
  const before = await count()
  expect(await refusalOf(await decide('samir', it, { rule: 'no-advert' }))).toEqual([400, 'report.rule-unknown'])
  // The dialogue's own deed fails when the decision is written already: the decision goes with it.
  await sql`alter table statement add constraint planted check (declined_for <> 'on-topic') not valid`.execute(hub.db)
  expect((await decide('samir', it, { rule: 'on-topic' })).status).toBe(500)
  await sql`alter table statement drop constraint planted`.execute(hub.db)
  expect(await statusOf(it)).toEqual({ status: 'published', for: null })
  expect(await hub.db.selectFrom('decision').select('case_id').where('case_id', '=', it.case).execute()).toEqual([])
  expect(await count()).toBe(before)
})

test('who wrote it decides neither first nor about an appeal', async () => {
  const dialogue = await makeOpen(hub)
  const samir = hub.as('samir')
  await samir.post(`/dialogues/${dialogue.slug}/participation`)
  const added = await samir.api('POST', `/dialogues/${dialogue.slug}/statements`, { text: 'Mine.', language: 'en' })
  const { number } = (await added.json()) as { number: number }
  await hub.as('aoife').post(`/dialogues/${dialogue.slug}/statements/${number}/publication`)
  const about = `/dialogues/${dialogue.slug}/statements/${number}`
  const it: Reported = { dialogue, author: samir, number, about, ...(await report(about)) }
  expect(await refusalOf(await decide('samir', it))).toEqual([403, 'case.own'])
  await decide('aoife', it)
  const { link } = ((await (await samir.api('GET', `/reasons/of/statement/${dialogue.id}/${number}`)).json()) as { link: string }[])[0] ?? {
    link: '',
  }
  expect((await appeal(link)).status).toBe(200)
  expect(await refusalOf(await decideAppeal('samir', it))).toEqual([403, 'case.own'])
  expect(await refusalOf(await decideAppeal('aoife', it))).toEqual([403, 'appeal.same-person'])
  expect((await decideAppeal('gift', it, { outcome: 'upheld' })).status).toBe(200)
  expect(
    await (await hub.as('mai').api('GET', `/reasons/of/statement/${dialogue.id}/${number}`)).json(),
    'nobody else gets the link',
  ).toEqual([])
})

test('the public numbers are what the events say', async () => {
  const numbers = (await (await hub.as(null).api('GET', '/moderation')).json()) as Statistics
  const events = (await eventsOf(hub, THE_HUB)).map(({ kind, subject, data }) => ({ kind, subject, data: data as never }))
  expect(numbers).toEqual(statisticsFrom(events))
  const tables = async (outcome: 'kept' | 'hidden') =>
    (await hub.db.selectFrom('decision').select('case_id').where('outcome', '=', outcome).execute()).length
  const waiting = (await hub.db.selectFrom('moderation_case').select('id').where('decided_at', 'is', null).execute()).length
  const overturned = (await hub.db.selectFrom('appeal').select('case_id').where('outcome', '=', 'overturned').execute()).length
  expect([numbers.kept, numbers.hidden, numbers.waiting, numbers.overturned]).toEqual([
    await tables('kept'),
    await tables('hidden'),
    waiting,
    overturned,
  ])
  expect(numbers.reports, 'ten or more by now').toBe((await hub.db.selectFrom('report').select('id').execute()).length)
  expect(numbers.appeals, 'fewer than ten').toBeNull()
})
