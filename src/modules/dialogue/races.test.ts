import { afterAll, beforeAll, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import { joinAsGuest, kindsOf, makeOpen, SEEDS } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { castVote } from './commands/cast-vote.ts'
import { closeDialogue } from './commands/close-dialogue.ts'
import { joinDialogue } from './commands/join-dialogue.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const twenty = Array.from({ length: 20 }, (_, n) => n)

test('twenty tabs that join at once are one participant, told once', async () => {
  const { id, slug } = await makeOpen(hub)
  const answers = await Promise.all(twenty.map(() => hub.as('mai').post(`/dialogues/${slug}/participation`)))
  expect(answers.map(({ status }) => status)).toEqual(twenty.map(() => 303))
  expect((await hub.db.selectFrom('participant').select('number').where('dialogue_id', '=', id).execute()).length).toBe(1)
  expect((await kindsOf(hub, id)).filter((kind) => kind === 'dialogue.participation.begun').length).toBe(1)
})

test('twenty votes at once on one statement are one vote', async () => {
  const { id, slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  const answers = await Promise.all(
    twenty.map((n) => guest.api('PUT', `/dialogues/${id}/statements/0/vote`, { choice: n % 2 === 0 ? 'agree' : 'disagree' })),
  )
  expect(answers.map(({ status }) => status)).toEqual(twenty.map(() => 200))
  expect((await hub.db.selectFrom('vote').select('value').where('dialogue_id', '=', id).execute()).length).toBe(1)
})

test('twenty people vote at once and each vote is kept', async () => {
  const { id, slug } = await makeOpen(hub)
  const guests = await Promise.all(twenty.map(() => joinAsGuest(hub, { slug })))
  await Promise.all(
    guests.flatMap((guest) =>
      [0, 1, 2].map((statement) => guest.api('PUT', `/dialogues/${id}/statements/${statement}/vote`, { choice: 'agree' })),
    ),
  )
  const rows = await hub.db.selectFrom('vote').select(['participant', 'statement']).where('dialogue_id', '=', id).execute()
  expect([rows.length, new Set(rows.map(({ participant }) => participant)).size]).toEqual([60, 20])
})

test('statements sent at once get numbers of their own, and no sixth waits', async () => {
  const { id, slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  const answers = await Promise.all(
    twenty.map((n) => guest.api('POST', `/dialogues/${slug}/statements`, { text: `Thought ${n}`, language: 'en' })),
  )
  expect(answers.filter(({ status }) => status === 200).length).toBe(5)
  expect(answers.filter(({ status }) => status === 429).length).toBe(15)
  const rows = await hub.db
    .selectFrom('statement')
    .select('number')
    .where('dialogue_id', '=', id)
    .where('voice', '=', 'participant')
    .orderBy('number')
    .execute()
  expect(rows.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4].map((n) => SEEDS.length + n))
})

test('the same statement sent twice at once is there once', async () => {
  const { id, slug } = await makeOpen(hub, { moderation: 'after' })
  const guests = await Promise.all(twenty.slice(0, 6).map(() => joinAsGuest(hub, { slug })))
  const answers = await Promise.all(
    guests.map((guest) => guest.api('POST', `/dialogues/${slug}/statements`, { text: 'The same thought', language: 'en' })),
  )
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409, 409])
  expect(
    (await hub.db.selectFrom('statement').select('number').where('dialogue_id', '=', id).where('voice', '=', 'participant').execute())
      .length,
  ).toBe(1)
})

/** A runner whose deeds stop just before their commit until they are let go. */
function held(): { readonly runner: Runner; readonly reached: Promise<void>; readonly letGo: () => void } {
  const reached = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const runner: Runner = {
    ...hub.runner,
    // In one statement there is no moment before the commit; the late vote below is cast in that form.
    inOne: false,
    async deliver() {
      reached.resolve()
      await gate.promise
    },
  }
  return { runner, reached: reached.promise, letGo: gate.resolve }
}
const isDone = (deed: Promise<unknown>): Promise<boolean> =>
  Promise.race([deed.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 150, false))])

test('a closing waits for the vote that came first, and a vote for the closing', async () => {
  const { id } = await makeOpen(hub)
  const mai = hub.cast.members.get('mai')?.actor ?? theHub
  await perform(hub.runner, joinDialogue, { dialogue: id }, mai)
  const vote = { dialogue: id, statement: 0, choice: 'agree' }

  const voting = held()
  const voted = perform(voting.runner, castVote, vote, mai)
  await voting.reached
  const closing = held()
  const closed = perform(closing.runner, closeDialogue, { dialogue: id }, theHub)
  expect(await isDone(closing.reached)).toBe(false)
  voting.letGo()
  expect(await voted).toEqual({ dialogue: id, changed: false })

  await closing.reached
  const late = perform(hub.runner, castVote, { ...vote, statement: 1 }, mai)
  late.catch(() => undefined)
  await isDone(late.catch(() => undefined))
  closing.letGo()
  await closed
  await expect(late).rejects.toMatchObject({ refusal: { code: 'dialogue.closed' } })
  expect(await hub.db.selectFrom('vote').select('statement').where('dialogue_id', '=', id).execute()).toEqual([{ statement: 0 }])
})

test('of two closings at once one is told', async () => {
  const { id, slug } = await makeOpen(hub)
  const answers = await Promise.all(twenty.slice(0, 4).map(() => hub.as('niamh').post(`/dialogues/${slug}/closure`)))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409, 409, 409])
  expect((await kindsOf(hub, id)).filter((kind) => kind === 'dialogue.dialogue.closed').length).toBe(1)
})

test('no vote lands after the closing that it raced with', async () => {
  for (const round of [1, 2, 3]) {
    const { id, slug } = await makeOpen(hub)
    const guests = await Promise.all(twenty.slice(0, 8).map(() => joinAsGuest(hub, { slug })))
    const votes = guests.map((guest) => guest.api('PUT', `/dialogues/${id}/statements/0/vote`, { choice: 'agree' }))
    const closing = hub.as('niamh').api('POST', `/dialogues/${slug}/closure`)
    const answers = await Promise.all(votes)
    expect([round, (await closing).status]).toEqual([round, 200])
    const taken = answers.filter(({ status }) => status === 200).length
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect((await hub.db.selectFrom('vote').select('value').where('dialogue_id', '=', id).execute()).length).toBe(taken)
    const told = await kindsOf(hub, id)
    expect(told.filter((kind) => kind === 'dialogue.vote.cast').length).toBe(taken)
    expect(told.lastIndexOf('dialogue.vote.cast')).toBeLessThan(told.indexOf('dialogue.dialogue.closed'))
  }
})
