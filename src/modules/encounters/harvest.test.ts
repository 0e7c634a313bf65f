import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Id } from '#base'
import { theHub } from '../../core/actor.ts'
import { keysFrom } from '../../platform/keys.ts'
import { castCall, crowd, enter, listOf, meet, newcomer, SAID } from '../../testing/encounters.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { seat, stageSession } from '../../testing/summit.ts'

// Somebody is on the list to copy it, comes again by other names, or is sent by a state.

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const inDays = (days: number): Date => new Date(NOON.getTime() + days * DAY_MS)

/** A second name of Mai's account, with her place in the edition. */
async function byAnotherName(edition: string, name: string) {
  const mai = hub.as('mai')
  const actor = hub.cast.members.get('mai')?.actor
  if (actor === undefined) throw new Error('Mai is not of the cast')
  const made = (await (await mai.api('POST', '/me/identities', { name })).json()) as { person: Id<'person'> }
  await castCall(hub, 'mai')('registrations.cancel', { edition })
  const call = callAs(hub, { ...actor, person: made.person })
  await call('registrations.register', { edition, mode: 'online' })
  return call
}

test('an account sees five at once, twenty a day and sixty in all, by whatever name and however often it comes', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai'])
  await crowd(hub, session, 70)
  const names = new Set<string>()
  let mai = castCall(hub, 'mai')
  await mai('encounters.enter-list', { session: session.id, ...SAID })
  /** Takes all that there is to see today, and passes over each, so that more can be shown. */
  const harvest = async (): Promise<void> => {
    for (let drawn = 5; drawn > 0;) {
      ;({ drawn } = await mai<{ drawn: number }>('encounters.refresh-suggestions', { session: session.id }))
      const { suggestions } = await listOf(mai, session.id)
      expect(suggestions.length).toBeLessThanOrEqual(5)
      for (const { name } of suggestions) names.add(name)
      const [first, ...others] = suggestions
      if (first !== undefined) await mai('encounters.decline-person', { session: session.id, entry: first.entry })
      // What the deed does, for the others at once: sixty of them would be most of the time that this takes.
      if (others.length > 0) await hub.db.updateTable('encounter_suggestion').set({ state: 'passed' }).where('state', '=', 'open').execute()
    }
  }
  await harvest()
  expect(names.size).toBe(20)
  await mai('encounters.leave-list', { session: session.id })
  await mai('encounters.enter-list', { session: session.id, ...SAID })
  await harvest()
  expect(names.size, 'come again').toBe(20)
  mai = await byAnotherName(session.edition, 'Mai by night')
  await mai('encounters.enter-list', { session: session.id, ...SAID })
  await harvest()
  expect(names.size, 'by another name').toBe(20)
  for (const day of [1, 2, 3]) {
    hub.setNow(inDays(day))
    await harvest()
    expect(names.size).toBe(Math.min(60, 20 * (day + 1)))
  }
  hub.setNow(NOON)
}, 20_000)

test('a block holds by whatever name the blocked account comes, and nothing tells that it is the same', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa'])
  const [mai, idrissa] = [castCall(hub, 'mai'), castCall(hub, 'idrissa')]
  await enter(mai, session.id)
  await enter(idrissa, session.id)
  const [before] = (await listOf(idrissa, session.id)).suggestions
  const pair = await meet(idrissa, mai, session.id, 'Mai')
  await idrissa('encounters.block-person', { session: session.id, entry: before?.entry })
  const gone = (await hub.as('mai').get(`${session.path}/people/${pair}`)).status
  const never = (await hub.as('mai').get(`${session.path}/people/00000000-0000-4000-8000-000000000001`)).status
  expect([gone, never]).toEqual([404, 404])
  await mai('encounters.leave-list', { session: session.id })
  const night = await byAnotherName(session.edition, 'Mai at noon')
  const { call: witness } = await newcomer(hub, 'Witness', session.edition)
  await enter(night, session.id)
  await enter(witness, session.id)
  for (const call of [idrissa, night]) await call('encounters.refresh-suggestions', { session: session.id })
  const [his, hers] = [await listOf(idrissa, session.id), await listOf(night, session.id)]
  expect([his.suggestions.map(({ name }) => name), hers.suggestions.map(({ name }) => name)]).toEqual([['Witness'], ['Witness']])
  const seen = (await listOf(witness, session.id)).suggestions.find(({ name }) => name === 'Mai at noon')
  expect(seen?.entry).toEqual(expect.any(String))
  expect(seen?.entry).not.toBe(before?.entry)
  const told = await hub.db.selectFrom('event').selectAll().where('kind', 'like', 'encounters.%').execute()
  expect(told.length).toBeGreaterThan(10)
  expect(told.filter(({ person_id: person, visibility }) => person !== null || visibility === 'public')).toEqual([])
})

test('who comes again by another name is not shown to those whom they had asked by the first', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa'])
  const [mai, idrissa] = [castCall(hub, 'mai'), castCall(hub, 'idrissa')]
  await idrissa('encounters.enter-list', { session: session.id, ...SAID })
  await enter(mai, session.id)
  const [shown] = (await listOf(mai, session.id)).suggestions
  await mai('encounters.ask-person', { session: session.id, entry: shown?.entry })
  expect((await listOf(idrissa, session.id)).asking.map(({ name }) => name)).toEqual(['Mai'])
  await mai('encounters.leave-list', { session: session.id })
  await enter(await byAnotherName(session.edition, 'Mai at dusk'), session.id)
  await idrissa('encounters.refresh-suggestions', { session: session.id })
  expect(await listOf(idrissa, session.id)).toMatchObject({ suggestions: [], asking: [] })
})

test('whoever has no place any more, and everybody after the end, reads no name, before anything is erased', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa'])
  const [mai, idrissa] = [castCall(hub, 'mai'), castCall(hub, 'idrissa')]
  for (const call of [mai, idrissa]) await enter(call, session.id)
  await meet(idrissa, mai, session.id, 'Mai')
  const names = async () => Promise.all([mai, idrissa].map(async (call) => (await listOf(call, session.id)).talks.map(({ name }) => name)))
  expect(await names()).toEqual([['Idrissa'], ['Mai']])
  await mai('registrations.cancel', { edition: session.edition })
  expect(await names()).toEqual([[], []])
  await seat(hub, session.edition, ['mai'])
  expect(await names()).toEqual([['Idrissa'], ['Mai']])
  hub.setNow(inDays(33))
  expect(await names()).toEqual([[], []])
  hub.setNow(NOON)
})

test('who holds an office of a state is marked, and is not shown those who do not want it or hide from governments', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['aoife', 'idrissa', 'gift'])
  const [aoife, idrissa, gift] = [castCall(hub, 'aoife'), castCall(hub, 'idrissa'), castCall(hub, 'gift')]
  const { call: shy } = await newcomer(hub, 'Shy', session.edition)
  await enter(shy, session.id, { ...SAID, notToStates: true })
  await gift('profiles.hide-from', { from: 'governments' })
  for (const call of [gift, idrissa, aoife]) await enter(call, session.id)
  for (const call of [gift, shy, idrissa]) await call('encounters.refresh-suggestions', { session: session.id })
  const named = async (call: typeof aoife) =>
    (await listOf(call, session.id)).suggestions.map(({ name, state }) => `${name}${state ? ', state' : ''}`).toSorted()
  expect(await named(aoife)).toEqual(['Idrissa'])
  expect(await named(idrissa)).toEqual(['Aoife, state', 'Gift', 'Shy'])
  expect([await named(gift), await named(shy)]).toEqual([
    ['Idrissa', 'Shy'],
    ['Gift', 'Idrissa'],
  ])
})

test('who leaves the hub is on no list, and what was kept with them is gone; a new secret finds everything', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['idrissa'])
  const idrissa = castCall(hub, 'idrissa')
  const { call: other, actor } = await newcomer(hub, 'Passing', session.edition)
  await enter(idrissa, session.id)
  await enter(other, session.id)
  const pair = await meet(other, idrissa, session.id, 'Idrissa')
  const ref = { session: session.id, pair }
  for (const call of [idrissa, other]) await call('encounters.offer-contact', { ...ref, text: 'By post.' })
  for (const call of [idrissa, other]) await call('encounters.keep-contact', { ...ref, keep: true })

  const keys = keysFrom(Buffer.alloc(32, 2), [Buffer.alloc(32, 1)])
  const outside = { ...hub.runner.outside, keys }
  const renewed = await callAs({ ...hub, runner: { ...hub.runner, outside } }, theHub)<{ rows: number }>('encounters.renew-secrets', {})
  expect(renewed.rows).toBeGreaterThan(6)
  const alone = { ...hub.runner, outside: { ...outside, keys: keysFrom(Buffer.alloc(32, 2)) } }
  const talk = await callAs({ ...hub, runner: alone }, actor)('encounters.conversation', ref)
  expect(talk).toMatchObject({ name: 'Idrissa', contact: { theirs: 'By post.' } })

  await callAs(hub, theHub)('encounters.release-person', { person: actor.person })
  expect(await hub.db.selectFrom('encounter_entry').select('id').where('person_id', '=', String(actor.person)).execute()).toEqual([])
  expect(await hub.db.selectFrom('kept_contact').select('id').execute()).toEqual([])
})
