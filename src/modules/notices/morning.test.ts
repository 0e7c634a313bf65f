import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeOpen } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { notices } from './module.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  await makeOpen(hub)
})
afterAll(() => hub.close())

/** How many statements the sweep sends to the database. */
async function statementsOfSweep(): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  for (const { sweep } of notices.jobs?.(hub.kit).sweeps ?? []) await sweep(hub.runner)
  const { length } = sent.mock.calls
  sent.mockRestore()
  return length
}

async function newcomers(from: number, to: number): Promise<void> {
  const { keys, uuid } = hub.runner.outside
  for (let n = from; n < to; n += 1) {
    const [account, email] = [uuid(), `member-${n}@example.org`]
    await hub.db
      .insertInto('account')
      .values({
        id: account,
        email_tag: keys.tag('email', email),
        email_sealed: keys.seal('email', email),
        language: 'en',
        created_at: NOON,
      })
      .execute()
    await hub.db
      .insertInto('person')
      .values({ id: uuid(), account_id: account, name: `Member ${n}`, at_sign_in: true })
      .execute()
  }
}

test('what a morning without news costs does not grow with the accounts', async () => {
  await newcomers(0, 1)
  await statementsOfSweep()
  hub.setNow(new Date('2026-03-02T09:00:00Z'))
  const few = await statementsOfSweep()
  expect(few).toBeGreaterThan(5)
  await newcomers(1, 60)
  await statementsOfSweep()
  // In the same state as the others: a morning behind them.
  hub.setNow(new Date('2026-03-03T09:00:00Z'))
  await statementsOfSweep()
  hub.setNow(new Date('2026-03-04T09:00:00Z'))
  expect(await statementsOfSweep()).toBeLessThanOrEqual(few)
  expect(hub.letters).toEqual([])
})
