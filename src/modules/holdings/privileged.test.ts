import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refused } from '../../core/refused.ts'
import { operationsOf } from '../../testing/dialogues.ts'
import { inputs } from '../../testing/rights/inputs.ts'
import type { CallerName } from '../../testing/rights/callers.ts'
import { openStage, type Stage } from '../../testing/rights/stage.ts'

const ON_THE_LIST =
  'Idrissa is on the list of those who want to meet others, and Mai said yes to him: no office has a part in it (see below).'

const WHO_LEADS = 'Whoever was chosen to look after this very community'

/**
 * Readings in which somebody with an office, or whoever runs the hub, finds another person whom a stranger does not find there. Each has its
 * reason; a new one is recorded as a reading of its owner's, or argued for here and in the README.
 */
const ARGUED: Readonly<Record<string, string>> = {
  'encounters.list': ON_THE_LIST,
  'encounters.conversation': ON_THE_LIST,
  'encounters.contacts': ON_THE_LIST,
  'buddies.mine': 'Who goes along with a newcomer reads their name after both said yes, as every buddy does: no office has a part in it.',
  'communities.members':
    'Idrissa is a member, and reads the names of those who are in the list of members: no office has a part in it (see below).',
  'communities.requests': `${WHO_LEADS} reads who asks to come in, by the name with which they ask.`,
  'events.desk': 'Those who prepare an event read who answered, by the names under which they did; the form says so above its button.',
  'gatherings.session-roles':
    'Organisers see who holds a role in their session; whoever accepts one by a link reads so before they do, and others hold a public office.',
  'library.keepers': 'Whoever runs the hub names the keepers of the library, and sees whom they named: an office of the hub itself.',
  'posts.desk': `${WHO_LEADS} reads what was asked of them there, by the names under which its members write.`,
}

const OFFICES: readonly CallerName[] = ['Gift', 'Aoife', 'Idrissa', 'Niamh', 'Samir']
/** What they find is public, or open to every member. */
const STRANGERS: readonly CallerName[] = ['Ana', 'Leïla']

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
}, 120_000)
afterAll(() => stage.hub.close())

/** One without an input is not tried here; the table of rights beside the inputs rings for it. */
const readings = operationsOf().filter(({ sort }) => sort === 'query')

async function answerTo(name: string, caller: CallerName): Promise<string> {
  const operation = readings.find((one) => one.name === name)
  const input = inputs[name]
  if (operation === undefined || input === undefined) return ''
  try {
    return (
      JSON.stringify(await operation.invoke(stage.hub.runner, await input(stage, stage.callers[caller]), stage.callers[caller].actor)) ?? ''
    )
  } catch (error) {
    if (error instanceof Refused) return ''
    throw error
  }
}

/** What would give somebody of the cast away: their ids, their name as a whole text, their address. */
async function marks(): Promise<readonly { readonly of: string; readonly word: string }[]> {
  const persons = await stage.hub.db.selectFrom('person').select(['id', 'name', 'account_id as account']).execute()
  return persons.flatMap(({ id, name, account }) =>
    [id, account ?? id, `"${name}"`, `${name.toLowerCase()}@example.org`].map((word) => ({ of: name, word })),
  )
}

test('no office reads of somebody else what a stranger does not, but for what is argued for', async () => {
  const words = await marks()
  const found = new Set<string>()
  for (const { name } of readings) {
    const known = (await Promise.all(STRANGERS.map((caller) => answerTo(name, caller)))).join('\n')
    for (const caller of OFFICES) {
      const answer = await answerTo(name, caller)
      const others = words.filter(({ of, word }) => !of.startsWith(caller) && answer.includes(word) && !known.includes(word))
      if (others.length > 0) found.add(name)
    }
  }
  expect([...found].filter((name) => ARGUED[name] === undefined)).toEqual([])
  // So that nothing is argued for that is not so any more.
  expect(Object.keys(ARGUED).filter((name) => !found.has(name))).toEqual([])
})

test('somebody who is named is found: a steward, whose office is public', async () => {
  const words = (await marks()).filter(({ of }) => of === 'Idrissa')
  const profile = await answerTo('organisations.body-profile', 'Gift')
  expect(words.filter(({ word }) => profile.includes(word)).length).toBeGreaterThan(0)
})

test('in a community and around its events, no state, no moderator, no other body, and not whoever runs the hub finds anybody', async () => {
  const words = await marks()
  const there = readings.filter(({ name }) => /^(communities|posts|events|purposes|ties|pulse)\./.test(name))
  const found = async (caller: CallerName): Promise<readonly string[]> => {
    const names: string[] = []
    for (const { name } of there) {
      const [answer, ...known] = await Promise.all([caller, ...STRANGERS].map((one) => answerTo(name, one)))
      const tells = ({ of, word }: (typeof words)[number]) =>
        !of.startsWith(caller) && answer?.includes(word) === true && !known.some((text) => text.includes(word))
      if (words.some(tells)) names.push(name)
    }
    return names
  }
  const ofWhoLeads = ['communities.members', 'communities.requests', 'events.desk', 'posts.desk']
  expect((await found('Idrissa')).toSorted()).toEqual(ofWhoLeads)
  const others = ['Gift', 'Aoife', 'Niamh', 'Samir', 'Orla'] as const
  expect(await Promise.all(others.map(async (caller) => [caller, await found(caller)]))).toEqual(others.map((caller) => [caller, []]))
})

test('around a session, who is not on the list finds nobody: no organiser, no state, no moderator, not whoever runs the hub', async () => {
  const words = await marks()
  const around = readings.filter(({ name }) => name.startsWith('encounters.'))
  const found = async (caller: CallerName): Promise<readonly string[]> => {
    const answers = await Promise.all(around.map(async ({ name }) => ({ name, answer: await answerTo(name, caller) })))
    return answers.flatMap(({ name, answer }) =>
      words.some(({ of, word }) => !of.startsWith(caller) && answer.includes(word)) ? [name] : [],
    )
  }
  expect((await found('Idrissa')).length).toBeGreaterThan(0)
  const others = ['Gift', 'Aoife', 'Niamh', 'Samir', 'Orla', 'Leïla', 'Ana'] as const
  expect(await Promise.all(others.map(async (caller) => [caller, await found(caller)]))).toEqual(others.map((caller) => [caller, []]))
})
