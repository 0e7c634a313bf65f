import { randomUUID } from 'node:crypto'
import { places } from '../modules/places/index.ts'
import type { CastName } from './cast.ts'
import type { Hub } from './hub.ts'

/** An item as somebody proposes it, for a test to change. */
export const ITEM = {
  ...{ kind: 'help', title: 'Help with papers', text: 'On Tuesdays at six.', language: 'en', links: ['https://papers.example.org/help'] },
  ...{ telephone: '+353 21 496 3000', forWhom: ['PH'] },
}

const json = async <T>(answer: Response): Promise<T> => {
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

export async function cork(hub: Hub): Promise<string> {
  const place = await places.byPath(hub.db, 'ie', 'cork', 'en')
  if (place === null) throw new Error('a new hub knows Cork')
  return place.id
}

/** Somebody offers to look after a page, and whoever runs the hub says yes. */
export async function appoint(hub: Hub, place: string, name: CastName): Promise<void> {
  const person = hub.cast.members.get(name)?.person ?? ''
  await json(await hub.as(name).api('POST', `/abroad/pages/${place}/stewards`, { words: 'I live there.' }))
  await json(await hub.as('gift').api('POST', `/abroad/pages/${place}/stewards/${person}/appointment`, {}))
}

export async function propose(hub: Hub, place: string, more: object = {}, by: CastName = 'idrissa'): Promise<string> {
  const input = { sending: randomUUID(), place, ...ITEM, ...more }
  return (await json<{ id: string }>(await hub.as(by).api('POST', '/abroad/items', input))).id
}

export async function publish(hub: Hub, item: string, by: CastName, more: object = {}): Promise<void> {
  await json(await hub.as(by).api('POST', `/abroad/items/${item}/publication`, more))
}
