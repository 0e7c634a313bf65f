import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, joinAsGuest, makeClosed, makeOpen, seatCrowd, SEEDS } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { CHOICES } from './rules.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  await liveThrough()
})
afterAll(() => hub.close())

/** One of everything that people do in a dialogue, so that there is something that could leak. */
async function liveThrough(): Promise<void> {
  const { id, slug } = await makeOpen(hub)
  const [mai, guest] = [hub.as('mai'), await joinAsGuest(hub, { slug })]
  await mai.post(`/dialogues/${slug}/participation`, {}, { 'x-forwarded-for': '203.0.113.7' })
  for (const who of [mai, guest]) {
    for (const [statement, choice] of CHOICES.entries())
      await who.post(`/dialogues/${slug}/statements/${statement}/vote`, { choice, important: 'on' })
    await who.post(`/dialogues/${slug}/statements`, { text: `A thought of ${who === mai ? 'one' : 'another'}.`, language: 'en' })
  }
  await doAsHub(hub, 'dialogue.publish-statement', { dialogue: id, statement: SEEDS.length })
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: id, statement: SEEDS.length + 1, rule: 'on-topic', note: 'A word.' })
  await seatCrowd(hub, id, 12, () => SEEDS.map(() => 1))
  await hub.sweep()
  const closed = await makeClosed(hub)
  await hub.as('niamh').post(`/dialogues/${closed.slug}/answer`, { language: 'en', text: 'Yes.' })
}

/** Every row of every table, as text. */
async function dump(): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await sql<{
    name: string
  }>`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`.execute(
    hub.db,
  )
  const whole = new Map<string, string>()
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select coalesce(json_agg(t)::text, '') as text from ${sql.raw(name)} t`.execute(hub.db)
    whole.set(name, rows[0]?.text ?? '')
  }
  return whole
}

test('an event tells no choice, no importance, no address, no e-mail, and of a vote no person', async () => {
  const events = await hub.db.selectFrom('event').selectAll().execute()
  const kinds = new Set(events.map(({ kind }) => kind).filter((kind) => kind.startsWith('dialogue.')))
  expect([...kinds].toSorted()).toEqual([
    ...[
      'dialogue.answer.published',
      'dialogue.dialogue.closed',
      'dialogue.dialogue.opened',
      'dialogue.draft.created',
      'dialogue.participation.begun',
    ],
    ...[
      'dialogue.result.computed',
      'dialogue.result.signed',
      'dialogue.statement.added',
      'dialogue.statement.declined',
      'dialogue.statement.published',
      'dialogue.vote.cast',
    ],
  ])
  for (const { kind, data, person_id } of events) {
    const text = JSON.stringify(data)
    expect([kind, text]).toEqual([kind, expect.not.stringMatching(/agree|"pass"|important|@|203\.0\.113\.7|127\.0\.0\.1|A thought|A word/)])
    if (/vote|participation|statement\.added/.test(kind)) expect([kind, person_id]).toEqual([kind, null])
  }
})

test('the whole database holds no e-mail and no address in clear, and no key that somebody holds', async () => {
  const whole = await dump()
  expect(whole.size).toBeGreaterThan(12)
  expect(whole.get('public.statement')).toContain('A thought of one.')
  const guest = await joinAsGuest(hub, await makeOpen(hub))
  const key = [...guest.cookies.values()][0]?.split('.')[0] ?? ''
  expect(key.length).toBe(27)
  for (const [table, text] of await dump()) {
    for (const secret of ['mai@example.org', 'mai%40example.org', '203.0.113.7', key, hub.cast.members.get('mai')?.session ?? 'none']) {
      expect([table, secret, text.includes(secret)]).toEqual([table, secret, false])
    }
  }
})

test('no table that holds votes says which account or person it was', async () => {
  const mai = hub.cast.members.get('mai')?.person ?? 'none'
  const whole = await dump()
  for (const table of ['vote', 'participant', 'statement', 'imported_vote', 'result'])
    expect([table, whole.get(`public.${table}`)?.includes(mai)]).toEqual([table, false])
})

test('one account in two dialogues has numbers and tags that have nothing in common', async () => {
  const made = [await makeOpen(hub), await makeOpen(hub)]
  const rows = []
  for (const { id, slug } of made) {
    expect((await hub.as('mai').post(`/dialogues/${slug}/participation`)).status).toBe(303)
    rows.push(
      await hub.db.selectFrom('participant').select(['number', 'holder_tag']).where('dialogue_id', '=', id).executeTakeFirstOrThrow(),
    )
  }
  const [one, other] = rows
  expect(one?.number).not.toBe(other?.number)
  expect([one?.holder_tag?.length, other?.holder_tag?.length]).toEqual([32, 32])
  expect(one?.holder_tag?.equals(other?.holder_tag ?? Buffer.alloc(0))).toBe(false)
})

test('the days of a dialogue of our own tell no small number of people', async () => {
  const { id, slug } = await makeOpen(hub)
  await seatCrowd(hub, id, 10, () => SEEDS.map(() => 1))
  hub.setNow(new Date('2026-03-02T12:00:00Z'))
  const guest = await joinAsGuest(hub, { slug })
  await guest.api('PUT', `/dialogues/${id}/statements/0/vote`, { choice: 'agree' })
  await hub.sweep()
  const html = await (await hub.as(null).get(`/dialogues/${slug}/result`)).text()
  const days = html.slice(html.indexOf('<figure class="participation"'))
  const rows = [...days.matchAll(/<tr><th scope="row">.*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/class="number">([^<]*)/g)].map(([, cell]) => cell),
  )
  expect(rows).toEqual([
    [String(10 * SEEDS.length), '10'],
    ['1', 'fewer than ten'],
  ])
})
