import { afterAll, beforeAll, expect, test } from 'vitest'
import { THE_HUB } from '../../core/event.ts'
import { eventsOf, makeOpen } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

// What could leak is there: an author with an account and a reporter with an account, both with names, numbers and tags.
test('moderators learn neither who reported nor who wrote it, and no row of ours or event says so', async () => {
  // Names that stand in no other word.
  for (const name of ['Mai', 'Idrissa', 'Samir', 'Aoife'])
    await hub.db
      .updateTable('person')
      .set({ name: `Zz${name}` })
      .where('name', '=', name)
      .execute()
  const dialogue = await makeOpen(hub)
  const [mai, idrissa] = [hub.as('mai'), hub.as('idrissa')]
  await mai.post(`/dialogues/${dialogue.slug}/participation`)
  await mai.api('POST', `/dialogues/${dialogue.slug}/statements`, { text: 'Written by her.', language: 'en' })
  const { number } = await hub.db
    .selectFrom('statement')
    .select('number')
    .where('dialogue_id', '=', dialogue.id)
    .where('voice', '=', 'participant')
    .executeTakeFirstOrThrow()
  const about = `/dialogues/${dialogue.slug}/statements/${number}`
  await hub.as('samir').post(`${about}/publication`)
  const filed = await idrissa.api('POST', '/reports', { about, rule: 'no-attack', text: 'Words of the reporter.', language: 'en' })
  const { case: id, link } = (await filed.json()) as { case: string; link: string }
  const samir = hub.as('samir')
  const path = `/moderation/cases/${dialogue.id}/${id}`
  const seen: string[] = []
  const toOthers: string[] = []
  const look = async () => {
    for (const page of ['/moderation/queue', path, '/moderation']) {
      seen.push(await (await samir.get(page)).text(), await (await samir.api('GET', page)).text())
    }
    for (const one of [hub.as(null).get(`/reports/${link}`), hub.as(null).api('GET', `/reports/${link}`)])
      toOthers.push(await (await one).text())
  }
  await look()
  await samir.post(`${path}/decision`, { outcome: 'hidden', rule: 'no-attack', facts: 'Facts.', conflict: 'I know the place.' })
  const [own] = (await (await mai.api('GET', `/reasons/of/statement/${dialogue.id}/${number}`)).json()) as { link: string }[]
  await mai.api('POST', '/appeals', { link: own?.link, text: 'Words of the author.', language: 'en' })
  await look()
  await hub.as('aoife').post(`${path}/appeal/decision`, { outcome: 'overturned', reasons: 'Reasons.' })
  await look()
  for (const page of [`/reports/${own?.link}`, `/reasons/${own?.link}`]) toOthers.push(await (await hub.as(null).api('GET', page)).text())
  toOthers.push(await (await hub.as(null).get(`/reports/${own?.link}`)).text())
  seen.push(...toOthers)

  const author = await hub.db
    .selectFrom('participant')
    .select(['number', 'author_number', 'holder_tag'])
    .where('dialogue_id', '=', dialogue.id)
    .where('author_number', 'is not', null)
    .executeTakeFirstOrThrow()
  const accounts = await hub.db
    .selectFrom('person')
    .select(['id', 'account_id', 'name'])
    .where('name', 'in', ['ZzMai', 'ZzIdrissa'])
    .execute()
  const secrets = [
    ...accounts.flatMap((person) => [person.id, person.account_id, person.name]),
    ...[String(author.number), String(author.author_number), author.holder_tag?.toString('hex') ?? ''],
  ].map(String)
  expect(secrets.filter((secret) => secret.length > 2)).toHaveLength(9)
  expect(seen.join('')).toContain('Words of the reporter.')
  expect(secrets.filter((secret) => seen.some((page) => page.includes(secret)))).toEqual([])
  expect(
    toOthers.filter((page) => /ZzSamir|ZzAoife/.test(page)),
    'a decision is signed with an office',
  ).toEqual([])

  const events = (await eventsOf(hub, THE_HUB)).filter(({ kind }) => kind.startsWith('moderation.'))
  expect(events.map(({ kind, person_id: person }) => [kind, person])).toEqual([
    ['moderation.report.filed', null],
    ['moderation.case.decided', hub.cast.members.get('samir')?.person],
    ['moderation.appeal.filed', null],
    ['moderation.appeal.decided', hub.cast.members.get('aoife')?.person],
  ])
  const anonymous = events.filter(({ person_id: person }) => person === null)
  expect(
    anonymous.map(({ at }) => at.getTime() % 86_400_000),
    'to the day',
  ).toEqual([0, 0])
  const rows: unknown[] = [events]
  for (const table of ['moderation_case', 'report', 'decision', 'appeal'] as const)
    rows.push(await hub.db.selectFrom(table).selectAll().execute())
  const kept = JSON.stringify(rows)
  expect(secrets.filter((secret) => kept.includes(secret))).toEqual([])
  expect(JSON.stringify(events)).not.toMatch(/Words of|Facts|Reasons|place/)
})
