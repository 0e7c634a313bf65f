import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Reader } from '../../platform/db.ts'
import { signUp } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { profiles } from './index.ts'

const MANY = 60

let hub: Hub
let persons: readonly string[]
beforeAll(async () => {
  hub = await openHub()
  const made: string[] = []
  for (let number = 0; number < MANY; number++)
    made.push((await signUp(hub.runner, `person-${number}@example.org`, `Person ${number}`)).person)
  await hub.db
    .insertInto('card')
    .values(made.map((person_id) => ({ person_id, audience: 'groups', age_sealed: Buffer.alloc(1) })))
    .execute()
  const lyon = hub.cast.bodies.lyon
  await hub.db
    .insertInto('membership')
    .values(made.map((person_id) => ({ person_id, body_id: lyon, since: new Date() })))
    .execute()
  persons = made
}, 60_000)
afterAll(() => hub.close())

/** A reader that counts what it is asked. */
function counted(): { readonly db: Reader; readonly asked: () => number } {
  let count = 0
  const db = new Proxy(hub.db, {
    get(target, name) {
      if (name === 'selectFrom') count += 1
      const found: unknown = Reflect.get(target, name)
      return typeof found === 'function' ? (found.bind(target) as unknown) : found
    },
  })
  return { db, asked: () => count }
}

test.each([
  ['a companion', 'idrissa', MANY],
  ['somebody of another body', 'gift', 0],
  ['nobody', null, 0],
] as const)('as many names for %s as they may see, by as few readings for sixty as for one', async (_name, who, expected) => {
  const visitor = { account: null, person: null, operator: false, locale: 'en', guestKey: () => null }
  const actor = (who === null ? null : hub.cast.members.get(who)?.actor) ?? visitor
  const [one, many] = [counted(), counted()]
  await profiles.namesFor(one.db, actor, persons.slice(0, 1))
  expect((await profiles.namesFor(many.db, actor, persons)).size).toBe(expected)
  expect(many.asked()).toBe(one.asked())
  expect(many.asked()).toBeLessThanOrEqual(8)
})
