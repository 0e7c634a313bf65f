import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, eventsOf } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import { interventions } from './module.ts'

let hub: Hub
let session: StagedSession
beforeAll(async () => {
  hub = await openHub()
  // Names that stand in no other word, and that everybody may see: what could leak is there.
  for (const name of ['mai', 'idrissa', 'samir'] as const) {
    const person = hub.cast.members.get(name)?.person ?? ''
    await hub.db
      .updateTable('person')
      .set({ name: `Zz${name}` })
      .where('id', '=', person)
      .execute()
    await hub.as(name).api('PUT', '/me/audience', { audience: 'public' })
  }
  session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa'])
  await giveRole(hub, session.id, 'samir', 'note-taker')
})
afterAll(() => hub.close())

type Written = { readonly id: string; readonly link: string }
const write = async (name: 'mai' | 'idrissa', text: string, more: object): Promise<Written> => {
  const input = { sending: randomUUID(), text, language: 'en', question: 1, ...more }
  return (await (await hub.as(name).api('POST', `/sessions/${session.id}/my-interventions`, input)).json()) as Written
}

const secretsOf = (name: 'mai' | 'idrissa'): readonly string[] => {
  const member = hub.cast.members.get(name)
  return [member?.person ?? '?', member?.actor.account ?? '?', `Zz${name}`]
}

/** All that anybody can read of the session, by page, API and as sources. */
async function readings(): Promise<readonly string[]> {
  const { interventions: all } = (await (await hub.as(null).api('GET', `/sessions/${session.id}/interventions`)).json()) as {
    interventions: { id: string }[]
  }
  const seen: string[] = []
  for (const viewer of [null, 'samir', 'niamh'] as const) {
    for (const below of ['', '?question=1', ...all.map(({ id }) => `/${id}`)]) {
      seen.push(await (await hub.as(viewer).get(`${session.path}/interventions${below}`)).text())
      seen.push(await (await hub.as(viewer).api('GET', `/sessions/${session.id}/interventions${below}`)).text())
    }
    seen.push(await (await hub.as(viewer).get(session.path)).text())
  }
  for (const citable of interventions.citables ?? []) seen.push(JSON.stringify(await citable.ofSession(hub.db, session.id, 'en')))
  return seen
}

test('who is not named is in no page, no answer, no row, no event and nobody else’s file; who is named is', async () => {
  const bare = await write('mai', 'Said without a name.', { choice: 'none' })
  await write('mai', 'Said under a label.', { choice: 'label', label: 'Rowan' })
  await write('idrissa', 'Said by name.', { choice: 'identity' })
  const seen = await readings()
  const all = seen.join('')
  expect(['Said without a name.', 'Said under a label.', 'Rowan', 'Zzidrissa'].filter((text) => !all.includes(text))).toEqual([])
  expect(secretsOf('mai').filter((secret) => all.includes(secret))).toEqual([])

  const rows = await hub.db.selectFrom('intervention').selectAll().execute()
  const events = (await eventsOf(hub, session.id)).filter(({ kind }) => kind.startsWith('interventions.'))
  const labels = await hub.db.selectFrom('intervention_label').selectAll().execute()
  const kept = JSON.stringify([rows, events, labels])
  expect(secretsOf('mai').filter((secret) => kept.includes(secret))).toEqual([])
  expect(events.map(({ person_id: person, at }) => [person, at.getTime() % 86_400_000])).toEqual([
    [null, 0],
    [null, 0],
    [null, 0],
  ])
  expect(rows.map(({ captured_at: at }) => at.getTime() % 86_400_000)).toEqual([0, 0, 0])

  const heldBy = async (name: 'mai' | 'samir' | 'idrissa') => {
    const member = hub.cast.members.get(name)
    if (member?.actor.account == null) throw new Error(`${name} has no account`)
    const own = { account: member.actor.account, persons: [member.person], operator: false }
    return JSON.stringify((await interventions.heldOf?.(hub.kit, own)) ?? {})
  }
  expect([await heldBy('samir'), await heldBy('idrissa')].filter((file) => /without a name|under a label|Rowan/.test(file))).toEqual([])
  expect(await heldBy('mai')).toContain('Said without a name.')

  await hub.as(null).post(`/interventions/${bare.link}/withdrawal`)
  const after = await readings()
  expect(after.filter((page) => /Said without a name|Zzmai/.test(page))).toEqual([])
  const told = (await eventsOf(hub, session.id)).filter(({ kind }) => kind.endsWith('.withdrawn'))
  expect(told.map(({ person_id: person, subject, at }) => [person, subject, at.getTime() % 86_400_000])).toEqual([[null, bare.id, 0]])
})

test('the list stands in no order of time', async () => {
  const fresh = await stageSession(hub, { opened: true })
  await seat(hub, fresh.edition, ['mai'])
  const written: string[] = []
  for (let number = 0; number < 6; number += 1) {
    const input = { sending: randomUUID(), text: `Number ${number}`, language: 'en', question: 1, choice: 'none' }
    const answer = await hub.as('mai').api('POST', `/sessions/${fresh.id}/my-interventions`, input)
    written.push(((await answer.json()) as Written).id)
  }
  const [citable] = interventions.citables ?? []
  const listed = ((await citable?.ofSession(hub.db, fresh.id, 'en')) ?? []).map(({ id }) => id)
  expect(listed).toEqual(written.toSorted())
})

test('who leaves the hub is not named any more, what they took down stays without them, and a version says that something changed', async () => {
  const [idrissa, samir] = [hub.cast.members.get('idrissa'), hub.cast.members.get('samir')]
  const noted = { sending: randomUUID(), text: 'Taken down.', language: 'en', role: 'chair', form: 'summary', question: 2 }
  await hub.as('samir').api('POST', `/sessions/${session.id}/interventions`, noted)
  for (const member of [idrissa, samir]) await doAsHub(hub, 'interventions.release-person', { person: member?.person })
  const seen = await readings()
  expect(seen.filter((page) => page.includes('Zzidrissa'))).toEqual([])
  expect(seen.some((page) => page.includes('somebody who has left this hub'))).toBe(true)
  const row = await hub.db
    .selectFrom('intervention')
    .select(['attribution', 'version'])
    .where('text', '=', 'Said by name.')
    .executeTakeFirst()
  expect(row).toEqual({ attribution: 'left', version: 2 })
  const { rows } = await sql`select 1 from intervention where intervention::text like ${`%${samir?.person}%`}`.execute(hub.db)
  expect(rows).toEqual([])
})
