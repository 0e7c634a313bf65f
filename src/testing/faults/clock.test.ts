import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeOpen, type Made } from '../dialogues.ts'
import { operationNamed } from '../../main/rooms.ts'
import { memberNamed } from '../cast.ts'
import { NOON, openHub, type Hub } from '../hub.ts'

// The clock of the machine is moved under a running hub: a day forward, an hour back, to 2038 and back again.

const HOUR = 3_600_000
const at = (hours: number): Date => new Date(NOON.getTime() + hours * HOUR)
const AFTER_2038 = new Date('2038-01-19T03:14:08Z')

let hub: Hub
let open: Made
beforeAll(async () => {
  hub = await openHub()
  open = await makeOpen(hub)
  await hub.as('mai').api('POST', `/dialogues/${open.slug}/participation`, {})
})
afterAll(() => hub.close())

const vote = async (choice: string) => (await hub.as('mai').api('PUT', `/dialogues/${open.slug}/statements/0/vote`, { choice })).status
const signedIn = async () => (await hub.as('mai').api('GET', '/me')).status
const state = async () => (await hub.db.selectFrom('dialogue').select('state').where('id', '=', open.id).executeTakeFirst())?.state
const choices = async () => (await hub.db.selectFrom('vote').select('value').execute()).map(({ value }) => value)

test('a day forward, an hour back: who is signed in stays so, votes are taken, the last one counts', async () => {
  expect(await vote('agree')).toBe(200)
  hub.setNow(at(24))
  expect([await signedIn(), await vote('disagree')]).toEqual([200, 200])
  hub.setNow(at(23))
  await hub.sweep()
  expect([await signedIn(), await vote('pass'), await state()]).toEqual([200, 200, 'open'])
  expect(await choices()).toEqual([0])
  hub.setNow(at(22))
  // The form that is taken where the database is spread over several servers.
  const spread = { ...hub.runner, inOne: false }
  await operationNamed('dialogue.cast-vote').invoke(
    spread,
    { dialogue: open.slug, statement: 0, choice: 'agree' },
    memberNamed(hub.cast, 'mai').actor,
  )
  expect(await choices()).toEqual([1])
})

test('a leap to 2038 is no fault: sessions end, what is over is said to be over, and nothing is lost', async () => {
  hub.setNow(AFTER_2038)
  const page = await hub.as(null).get(`/dialogues/${open.slug}`)
  expect([await signedIn(), await vote('agree'), page.status]).toEqual([403, 409, 200])
  hub.setNow(at(25))
  expect([await signedIn(), await choices(), await state()]).toEqual([200, [1], 'open'])
  expect(await vote('agree')).toBe(200)
})
