import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHub, type Hub } from '../../testing/hub.ts'
import { giveRole, stageSession } from '../../testing/summit.ts'
import { gatherings } from './index.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const actorOf = (name: 'niamh' | 'mai' | 'aoife') => {
  const actor = hub.cast.members.get(name)?.actor
  if (actor === undefined) throw new Error(`${name} is not there`)
  return actor
}

test('a draft is seen by those who organise it, and missing to all others', async () => {
  const { id } = await stageSession(hub, { announced: false })
  expect(await gatherings.seenSession(hub.db, { id }, actorOf('mai'))).toBeNull()
  const seen = await gatherings.seenSession(hub.db, { id }, actorOf('niamh'))
  expect([...(seen?.parts ?? [])]).toEqual(['organiser'])
  await giveRole(hub, id, 'mai', 'rapporteur')
  expect([...((await gatherings.seenSession(hub.db, { id }, actorOf('mai')))?.parts ?? [])]).toEqual(['rapporteur'])
})

test('a session is told in the reader’s language, with its phase and its questions', async () => {
  const staged = await stageSession(hub, { opened: true })
  const card = await gatherings.sessionById(hub.db, staged.id, 'fr')
  expect(card).toMatchObject({ phase: 'running', title: 'Des outils numériques pour l’engagement', language: 'fr', path: staged.path })
  const questions = await gatherings.questionsOf(hub.db, staged.id, 'fr')
  expect(questions.map(({ number, language }) => [number, language])).toEqual([
    [1, 'fr'],
    [2, 'fr'],
    [3, 'fr'],
  ])
})
