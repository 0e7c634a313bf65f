import type { Id } from '#base'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theHub, type Actor } from '../../core/actor.ts'
import { openChance } from '../../main/demo/chance.ts'
import { operationNamed } from '../../main/rooms.ts'
import { people } from '../../modules/people/index.ts'
import { LYON, UNIT, type CastName } from '../cast.ts'
import { makeDraft, type Made } from '../dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../hub.ts'
import { isReading, routesOf } from './routes.ts'

// Two hubs live through the same days. In the one, two names are identities of one account; in the other they are two people. Whoever looks
// from outside must not be able to tell which hub they look at: every answer is the same, to the order of a list and to the second of a time.

const FIRST = 'Wanjiru Ndolo'
const SECOND = 'Tamsin Vale'
/** Anyone, a member of a body, somebody with an office, and whoever runs the hub. */
const VIEWERS: readonly (CastName | null)[] = [null, 'mai', 'aoife', 'gift']

type World = {
  readonly hub: Hub
  readonly persons: readonly [string, string]
  readonly made: readonly Made[]
  /** The moments that belong to the account and to neither name alone, to the second. */
  readonly secrets: readonly string[]
}

let together: World
let apart: World
beforeAll(async () => {
  ;[together, apart] = await Promise.all([live(true), live(false)])
}, 120_000)
afterAll(async () => {
  await together.hub.close()
  await apart.hub.close()
})

const at = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000)

async function signIn(hub: Hub, email: string, name: string): Promise<Visitor> {
  const reader = hub.as(null)
  await reader.post('/sign-in', { email })
  await hub.settle()
  await reader.post(/(\/en\/sign-in\/\S+)/.exec(hub.letters.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? '')
  await reader.post('/me/name', { name })
  return reader
}

const idOf = async (reader: Visitor): Promise<string> => ((await (await reader.api('GET', '/me')).json()) as { person: string }).person

async function live(oneAccount: boolean): Promise<World> {
  const hub = await openHub()
  hub.setNow(at(17))
  const reader = await signIn(hub, 'first@example.org', FIRST)
  const first = await idOf(reader)
  hub.setNow(at(463))
  const other = oneAccount ? reader : await signIn(hub, 'second@example.org', SECOND)
  const second = oneAccount ? await makeSecond(reader) : await idOf(other)
  // From here on both hubs draw the same numbers and ids.
  const chance = openChance(11)
  Object.assign(hub.runner.outside, { below: chance.below, uuid: chance.uuid })
  /** In one account the session goes over to the name that acts; then both hubs do the same deed by it. */
  const acting = async (person: string): Promise<Actor> => {
    if (oneAccount) await reader.post(`/me/identities/${person}/acting`)
    const account = (await people.accountOf(hub.db, person)) as Id<'account'> | null
    return { account, person: person as Id<'person'>, operator: false, locale: 'en', guestKey: () => null }
  }
  const made = await actInTurn(hub, [first, second], acting)
  hub.setNow(at(86_400 + 59))
  await hub.sweep()
  const secrets = [at(463), at(7919), at(11_003)].map((one) => one.toISOString().slice(0, 19))
  return { hub, persons: [first, second], made, secrets }
}

async function makeSecond(reader: Visitor): Promise<string> {
  return ((await (await reader.api('POST', '/me/identities', { name: SECOND })).json()) as { person: string }).person
}

type Acting = (person: string) => Promise<Actor>

/** One belongs to a body and leads it, the other convenes in another; each writes, and one of them takes part in what the other opened. */
async function actInTurn(hub: Hub, [first, second]: readonly [string, string], acting: Acting): Promise<readonly Made[]> {
  const call = async <T = unknown>(name: string, input: unknown, actor: Actor): Promise<T> =>
    (await operationNamed(name).invoke(hub.runner, input, actor)) as T
  const idrissa = hub.cast.members.get('idrissa')?.actor ?? theHub
  hub.setNow(at(7321))
  const { path } = await call<{ path: string }>('organisations.invite', { body: LYON, role: 'member' }, idrissa)
  await call('organisations.accept-invitation', { body: LYON, token: path.split('/').at(-1) }, await acting(first))
  hub.setNow(at(7919))
  await acting(second)
  hub.setNow(at(8123))
  await call('organisations.appoint', { body: UNIT, person: second, role: 'convener' }, theHub)
  hub.setNow(at(8837))
  await call('organisations.appoint', { body: LYON, person: first, role: 'steward' }, theHub)
  await call('organisations.appoint', { body: LYON, person: first, role: 'convener' }, theHub)
  hub.setNow(at(9311))
  const unit = await makeDraft(hub, { title: 'Opened by the second' })
  await call('dialogue.open', { dialogue: unit.id }, await acting(second))
  hub.setNow(at(11_003))
  await acting(first)
  hub.setNow(at(12_007))
  const lyon = await makeDraft(hub, { title: 'Opened by the first', bodyId: hub.cast.bodies.lyon })
  await call('dialogue.open', { dialogue: lyon.id }, await acting(first))
  hub.setNow(at(13_441))
  const part = await acting(first)
  await call('dialogue.join', { dialogue: unit.id }, part)
  for (const statement of [0, 1, 2]) await call('dialogue.cast-vote', { dialogue: unit.id, statement, choice: 'agree' }, part)
  await call('dialogue.add-statement', { dialogue: unit.id, text: 'A clinic in every consulate.', language: 'en' }, part)
  hub.setNow(at(15_013))
  await call('dialogue.close', { dialogue: unit.id }, await acting(second))
  return [unit, lyon]
}

/** All that can be read, by everybody in turn: pages, the API, exports. What is no text (pictures, archives) is made of what is. */
async function readings({ hub, persons, made }: World): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>()
  for (const person of persons)
    for (const { slug } of made)
      for (const body of [UNIT, LYON]) {
        const known = { person, dialogue: slug, slug: body, body, statement: '8', participant: '1', language: 'en', file: 'summary.csv' }
        for (const route of routesOf(hub, known).filter(isReading)) {
          if (/\/live$|^\/dev\//.test(route.path)) continue
          for (const viewer of VIEWERS) {
            const key = `${viewer ?? 'anyone'} ${nameless(route.path, persons)}`
            if (seen.has(key)) continue
            const answer = await hub.as(viewer).get(route.path)
            const isText = /text|json|csv|xml/.test(answer.headers.get('content-type') ?? '')
            // A fault has a number of its own each time, and is another test's to find.
            seen.set(key, `${answer.status} ${isText && answer.status < 500 ? await answer.text() : ''}`)
          }
        }
      }
  return seen
}

const nameless = (text: string, [first, second]: readonly [string, string]): string =>
  text.replaceAll(first, '(first)').replaceAll(second, '(second)')

/** Without what differs between any two hubs: ids of the cast, seals, keys, signatures. */
function plain(text: string, persons: readonly [string, string]): string {
  const ids: string[] = []
  return nameless(text, persons)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      if (!ids.includes(id)) ids.push(id)
      return `(id ${ids.indexOf(id)})`
    })
    .replaceAll(/[\w-]{12}\.[\w-]{43}/g, '(seal)')
    .replaceAll(/[0-9a-f]{16,}/g, '(hash)')
    .replaceAll(/[\w+/-]{22,}(\.[\w-]+)?=*/g, '(code)')
}

type Answers = ReadonlyMap<string, string>

/** Where the two hubs answer otherwise, each with the first place. */
function differences(one: Answers, two: Answers): readonly string[] {
  return [...new Set([...one.keys(), ...two.keys()])].flatMap((key) => {
    const [a = 'nothing', b = 'nothing'] = [one.get(key), two.get(key)]
    if (a === b) return []
    const place = [...a].findIndex((letter, index) => letter !== b[index])
    return [`${key}: ${a.slice(Math.max(0, place - 60), place + 60)} | ${b.slice(Math.max(0, place - 60), place + 60)}`]
  })
}

const drawn = async (world: World): Promise<Answers> =>
  new Map([...(await readings(world))].map(([key, text]) => [key, plain(text, world.persons)]))

test('nobody can tell one account with two names from two people, by any answer to anybody', { timeout: 240_000 }, async () => {
  const [one, two] = await Promise.all([drawn(together), drawn(apart)])
  expect(one.size).toBeGreaterThan(200)
  const text = [...one.values()].join('\n')
  expect([text.includes(FIRST), text.includes(SECOND)], 'both names are there to be found').toEqual([true, true])
  expect(differences(one, two)).toEqual([])
  for (const secret of together.secrets) expect([secret, text.includes(secret)]).toEqual([secret, false])
  const both = [...one].filter(([, answer]) => answer.includes(FIRST) && answer.includes(SECOND)).map(([key]) => key)
  expect(both, 'the names stand in different bodies, and so in no answer together').toEqual([])
  // A leak that is planted rings: a name beside the other, a time, an order.
  const [[key, answer] = ['', '']] = [...one].filter(([, held]) => held.includes(FIRST))
  for (const leak of [`${answer}${SECOND}`, `${answer}${together.secrets[0]}`, [...answer].toReversed().join('')]) {
    expect(differences(new Map([...one, [key, leak]]), two).length).toBe(1)
  }
})

test('no event, public or internal, holds two names of one account, the account, or a moment of its own', async () => {
  const { hub, persons, secrets } = together
  const [first, second] = persons
  const account = (await people.accountOf(hub.db, first)) ?? 'none'
  expect(await people.accountOf(hub.db, second)).toBe(account)
  const rows = (await hub.db.selectFrom('event').selectAll().execute()).map((row) => JSON.stringify(row))
  expect([rows.some((row) => row.includes(first)), rows.some((row) => row.includes(second))]).toEqual([true, true])
  expect(rows.filter((row) => row.includes(account))).toEqual([])
  expect(rows.filter((row) => row.includes(first) && row.includes(second))).toEqual([])
  expect(rows.filter((row) => secrets.some((secret) => row.includes(secret)))).toEqual([])
})

test('events that others may see are the same in both hubs', async () => {
  const visible = async ({ hub, persons }: World) =>
    (await hub.db.selectFrom('event').selectAll().where('visibility', '!=', 'internal').orderBy('sequence').execute()).map((row) =>
      plain(JSON.stringify({ ...row, sequence: 0 }), persons),
    )
  const [one, two] = [await visible(together), await visible(apart)]
  expect(one.length).toBeGreaterThan(5)
  expect(one).toEqual(two)
})
