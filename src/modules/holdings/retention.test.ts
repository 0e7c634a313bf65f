import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { THE_HUB } from '../../core/event.ts'
import { rooms } from '../../testing/rooms.ts'
import { makeOpen, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { withCore } from './module.ts'

let hub: Hub
let open: Made

const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(NOON.getTime() + days * DAY_MS)
const rules = withCore(rooms).flatMap(({ holds = [] }) =>
  holds.flatMap(({ table, keeps }) => (keeps === undefined ? [] : [{ table, ...keeps }])),
)

beforeEach(async () => {
  hub = await openHub()
  open = await makeOpen(hub)
  await hub.as(null).post('/sign-in', { email: 'somebody@example.org' })
  await hub.db
    .insertInto('spent_question')
    .values({ question_hash: Buffer.alloc(32, 7), expires_at: NOON })
    .execute()
  await hub.as('idrissa').api('POST', '/bodies/pulaar-lyon/invitations', { role: 'member' })
  await hub.as('mai').post('/me/data/exports')
  await hub.as('gift').post('/operator/readings', { email: 'mai@example.org', reason: 'court', caseNumber: '' })
  await hub.settle()
})
afterEach(() => hub.close())

type Rule = (typeof rules)[number]

/** Rows that are older than their rule allows. */
async function overdue({ table, days, since, empties = [] }: Rule): Promise<number> {
  const before = new Date(hub.runner.outside.now().getTime() - days * DAY_MS)
  const full =
    empties.length === 0
      ? sql`true`
      : sql.join(
          empties.map((column) => sql`${sql.ref(column)} is not null`),
          sql` or `,
        )
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)} where ${sql.ref(since)} <= ${before} and (${full})`.execute(hub.db)
  return rows[0]?.count ?? 0
}

const count = async (table: string): Promise<number> =>
  (await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(hub.db)).rows[0]?.count ?? 0

async function report(text: string): Promise<string> {
  const about = `/dialogues/${open.slug}/statements/0`
  const filed = await hub.as(null).api('POST', '/reports', { about, rule: 'no-attack', text, language: 'en' })
  return ((await filed.json()) as { case: string }).case
}

const textsOf = async () => (await hub.db.selectFrom('report').select('text').orderBy('text').execute()).map(({ text }) => text)

describe('what people wrote to those who decide', () => {
  test('goes a year after the decision, and not before; what is undecided stays', async () => {
    const id = await report('An old report.')
    const decided = await hub.as('samir').api('POST', `/moderation/cases/${open.id}/${id}/decision`, {
      outcome: 'kept',
      facts: 'Nothing is wrong with it.',
      language: 'en',
    })
    expect(decided.status).toBe(200)
    await report('One that waits.')
    hub.setNow(inDays(364))
    await hub.sweep()
    expect(await textsOf()).toEqual(['An old report.', 'One that waits.'])
    hub.setNow(inDays(366))
    await hub.sweep()
    expect(await textsOf()).toEqual(['One that waits.'])
    expect(await count('decision')).toBe(1)
  })

  test('about pressure goes 180 days after the answer; what is unanswered stays', async () => {
    for (const text of ['One.', 'Two.']) await hub.as(null).api('POST', '/pressure', { text, language: 'en' })
    const [first] = await hub.db.selectFrom('pressure_report').select('id').execute()
    const answered = await hub.as('gift').api('POST', `/moderation/pressure/${first?.id}/answer`, { text: 'We are here.', language: 'en' })
    expect(answered.status).toBe(200)
    hub.setNow(inDays(179))
    await hub.sweep()
    expect(await count('pressure_report')).toBe(2)
    hub.setNow(inDays(181))
    await hub.sweep()
    expect(await count('pressure_report')).toBe(1)
  })
})

test('an invitation goes ninety days after its end', async () => {
  const [row] = await hub.db.selectFrom('invitation').select('expires_at').where('accepted_at', 'is', null).execute()
  const ends = row?.expires_at.getTime() ?? 0
  hub.setNow(new Date(ends + 89 * DAY_MS))
  await hub.sweep()
  expect(await hub.db.selectFrom('invitation').select('id').where('accepted_at', 'is', null).execute()).toHaveLength(1)
})

test('a file of somebody’s data goes after seven days, with its pieces', async () => {
  hub.setNow(inDays(6.9))
  await hub.sweep()
  expect([await count('data_export'), await count('data_export_part')]).toEqual([1, 1])
  hub.setNow(inDays(7))
  await hub.sweep()
  expect([await count('data_export'), await count('data_export_part')]).toEqual([0, 0])
})

test('somebody who is leaving still takes everything along; with the account the file goes at once, and who looked is counted without it', async () => {
  const mai = hub.as('mai')
  expect((await mai.api('DELETE', '/me', { sure: true, held: hub.cast.members.get('mai')?.session })).status).toBe(200)
  expect((await mai.get('/me/data')).status).toBe(200)
  hub.setNow(inDays(30))
  for (let turn = 0; turn < 3; turn += 1) await hub.sweep()
  expect(
    await hub.db
      .selectFrom('account')
      .select('id')
      .where('id', '=', hub.cast.members.get('mai')?.actor.account ?? '')
      .execute(),
  ).toEqual([])
  expect([await count('data_export'), await count('data_export_part')]).toEqual([0, 0])
  expect(await hub.db.selectFrom('privileged_read').select('account_id').execute()).toEqual([{ account_id: null }])
})

test('the record names whoever did a deed for two years, and then nobody; the record itself stays', async () => {
  const named = async () =>
    (await hub.db.selectFrom('event').select('kind').where('person_id', 'is not', null).where('at', '<=', inDays(1)).execute()).length
  // Told by rooms that stand on the one of accounts, about an identity that they do not name.
  const about = {
    scope_id: THE_HUB,
    subject: String(hub.cast.members.get('mai')?.person),
    data: '{}',
    visibility: 'internal',
    at: NOON,
  } as const
  await hub.db
    .insertInto('event')
    .values(['access.token.made', 'providers.way.attached'].map((kind) => ({ ...about, kind, person_id: null })))
    .execute()
  const [before, all] = [await named(), await count('event')]
  hub.setNow(inDays(729))
  await hub.sweep()
  expect([before > 0, await named()]).toEqual([true, before])
  hub.setNow(inDays(731))
  await hub.sweep()
  expect(await named()).toBe(0)
  expect(await count('event')).toBeGreaterThanOrEqual(all)
  // An internal event about a person, done by nobody that it names, tells of nobody either.
  const persons = [...hub.cast.members.values()].map(({ person }) => person as string)
  const left = await hub.db
    .selectFrom('event')
    .select('kind')
    .where('visibility', '=', 'internal')
    .where('subject', 'in', persons)
    .where('at', '<=', inDays(1))
    .execute()
  expect(left).toEqual([])
})

test('no row is older than the rule that its room declares', async () => {
  hub.setNow(inDays(1200))
  const ripe = (await Promise.all(rules.map(async (rule) => [rule.table, await overdue(rule)] as const))).filter(([, rows]) => rows > 0)
  // So that there is something that could be left behind.
  expect(ripe.map(([table]) => table)).toEqual(
    expect.arrayContaining(['session', 'sign_in_link', 'spent_question', 'data_export', 'privileged_read', 'invitation', 'event']),
  )
  await hub.sweep()
  const left = await Promise.all(rules.map(async (rule) => ({ table: rule.table, rows: await overdue(rule) })))
  expect(left.filter(({ rows }) => rows > 0)).toEqual([])
})
