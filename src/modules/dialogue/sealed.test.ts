import { analyse, sealed, type Analysis, type SealedCounts } from '#deliberation'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, joinAsGuest, makeOpen, operationsOf, refusalOf, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { readZip } from '../../platform/zip.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { recompute } from './jobs.ts'
import { readConversation } from './queries/conversation.ts'
import { latestResult } from './queries/latest-result.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Value = 1 | -1 | 0
type Ways = (person: number) => readonly Value[]
type Sums = SealedCounts & { readonly id: string }
type Answer = {
  readonly version: number
  readonly participants: number | null
  readonly votes: number | null
  readonly certificate: string
  readonly groups: readonly { readonly id: string; readonly size: number }[]
  readonly statements: readonly {
    readonly number: number
    readonly counts: SealedCounts
    readonly groups: readonly Sums[]
    readonly others: SealedCounts | null
  }[]
  readonly sealed: { readonly stage: 'open' | 'closed'; readonly others: number; readonly document: Record<string, unknown> }
}

const sealedDialogue = () => makeOpen(hub, { publication: 'aggregates' })
const minutes = (many: number) => hub.setNow(new Date(NOON.getTime() + many * 60_000))
const answerOf = async ({ slug }: Made): Promise<Answer> =>
  (await hub.as(null).api('GET', `/dialogues/${slug}/result`)).json() as Promise<Answer>

async function vote(made: Made, people: number, ways: Ways): Promise<void> {
  await seatCrowd(hub, made.id, people, ways)
  await recompute(hub.runner, made.id)
}

async function close(made: Made): Promise<void> {
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  await recompute(hub.runner, made.id)
}

async function exactOf(made: Made): Promise<Analysis> {
  const result = await latestResult(hub.db, made.id)
  if (result === null) throw new Error('there is no result')
  return result.analysis
}

/** Three camps of 15, 8 and 4 of 27 people; so many of them, from the end of the first camp on, disagree with the last statement, on which all others agree. */
const camps =
  (dissent: number): Ways =>
  (person) => {
    const at = person % 27
    const way: readonly Value[] = at < 15 ? [1, 1, 1, 1, -1, -1, -1] : at < 23 ? [-1, -1, -1, 1, 1, 1, 1] : [1, -1, 0, -1, 1, -1, 0]
    return [...way, at < dissent ? -1 : 1]
  }

test('numbers come in steps of ten people, a step behind, in tens; exact ones once, after the end', async () => {
  minutes(0)
  const made = await sealedDialogue()
  await vote(made, 14, camps(2))
  expect(await refusalOf(await hub.as('aoife').api('GET', `/dialogues/${made.slug}/result`))).toEqual([404, 'result.missing'])
  minutes(1)
  await vote(made, 9, camps(2))
  expect(await refusalOf(await hub.as(null).api('GET', `/dialogues/${made.slug}/result`)), 'nine more are too few').toEqual([
    404,
    'result.missing',
  ])
  await vote(made, 4, camps(0))
  const step = await answerOf(made)
  expect(step).toMatchObject({ version: 1, participants: 10, votes: null, groups: [], sealed: { stage: 'open', others: 0 } })
  expect(step.statements.map(({ counts }) => counts)).toEqual([
    ...Array.from({ length: 4 }, () => ({ agrees: 10, disagrees: null, passes: null })),
    ...Array.from({ length: 3 }, () => ({ agrees: null, disagrees: 10, passes: null })),
    { agrees: 10, disagrees: null, passes: null },
  ])
  minutes(2)
  await vote(made, 9, camps(0))
  expect(await answerOf(made)).toEqual(step)
  minutes(3)
  await close(made)
  const end = await answerOf(made)
  expect(end).toMatchObject({ version: 2, participants: 36, sealed: { stage: 'closed' } })
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 3, rule: 'on-topic' })
  await seatCrowd(hub, made.id, 20, camps(0))
  minutes(4)
  await recompute(hub.runner, made.id)
  const after = await answerOf(made)
  expect([after.version, after.certificate, after.participants], 'published once').toEqual([end.version, end.certificate, 36])
  expect(after.statements.map(({ number }) => number)).toEqual([0, 1, 2, 4, 5, 6, 7])
})

test('each number is the exact one or none, and what is published is what the engine seals', async () => {
  minutes(0)
  const made = await sealedDialogue()
  // Two camps that lean to either side, with many who think otherwise; of the last statements one has few passes in one camp, one nearly no disagrees.
  const mixed: Ways = (person) =>
    SEEDS.map((_, at): Value => {
      const chance = (person * 37 + at * 61 + person * person * (at + 3)) % 100
      if (at === 7) return chance < 96 ? 1 : -1
      if (at === 6) return chance < 45 ? 1 : chance < (person % 2 === 0 ? 99 : 70) ? -1 : 0
      return chance < 12 ? 0 : chance < ((person % 2 === 0) === at < 3 ? 78 : 34) ? 1 : -1
    })
  await vote(made, 600, mixed)
  await close(made)
  const [exact, answer] = [await exactOf(made), await answerOf(made)]
  expect(exact.certificate).toBe(analyse(await readConversation(hub.db, made.id)).certificate)
  let [shown, hidden] = [0, 0]
  for (const { number, counts, groups, others } of answer.statements) {
    const of = exact.results.find(({ id }) => id === number)
    const pairs = [[counts, of] as const, ...groups.map((one) => [one, of?.byGroup[one.id]] as const)]
    for (const [told, true_] of pairs) {
      for (const column of ['agrees', 'disagrees', 'passes'] as const) {
        if (told[column] === null) hidden += 1
        else expect([number, column, told[column]]).toEqual([number, column, true_?.[column]])
        if (told[column] !== null) shown += 1
        expect(told[column] ?? 10).toBeGreaterThanOrEqual(10)
      }
    }
    if (others !== null) expect(Object.values(others).every((count) => count === null || count >= 10)).toBe(true)
  }
  const byGroup = answer.statements.filter(({ groups }) => groups.length > 0)
  expect([shown > 20, hidden > 0, byGroup.length > 2, byGroup.length < SEEDS.length]).toEqual([true, true, true, true])
  const { engine, parameters, ...output } = sealed(exact, 'closed')
  expect(answer.sealed.document).toMatchObject({
    form: 'passerelle-sealed-certificate/1',
    engine,
    output,
    parameters: { name: parameters },
  })
})

/** Everything that can be read of a dialogue without writing; ids, names in addresses and digests of random salts are made alike. */
async function everything(made: Made, who: Visitor, digests: readonly string[] = []): Promise<ReadonlyMap<string, string>> {
  const at = `/dialogues/${made.slug}`
  const pages = [
    '',
    '/result',
    '/method',
    '/statements',
    ...SEEDS.keys().map((n) => `/statements/${n}`),
    '/my-part',
    '/moderation',
    '/result/check',
    '/result/bundle',
    '/card.png',
  ]
  const files = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'].map((file) => `/export/${file}`)
  const read = new Map<string, string>()
  const alike = (text: string) =>
    text
      .replaceAll(made.slug, 'SLUG')
      .replaceAll(made.id, 'ID')
      .replace(/[0-9a-f]{64}/g, (digest) => (digests.includes(digest) ? 'OF THE EXACT RESULT' : 'DIGEST'))
      .replace(/return\/[\w.-]+/g, 'return/KEY')
      .replace(/data-own="[^"]+"/g, 'data-own="OF THE READER"')
      .replace(/"signature": ?"[^"]+"/g, 'SIGNATURE')
  for (const path of [...pages, ...files]) {
    const answer = await who.get(`${at}${path}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const text = path === '/result/bundle' ? contents(bytes) : Buffer.from(bytes).toString(path.endsWith('.png') ? 'base64' : 'utf8')
    read.set(path, `${answer.status} ${alike(text)}`)
  }
  for (const { name, route } of operationsOf('dialogue')) {
    if (route === undefined || !route.startsWith('GET ')) continue
    const path = route
      .slice(4)
      .replace('{dialogue}', made.slug)
      .replace('{statement}', '0')
      .replace('{participant}', '1003')
      .replace('{file}', 'comments.csv')
    const answer = await who.api('GET', path)
    read.set(name, `${answer.status} ${alike(await answer.text())}`)
  }
  return read
}

const BUNDLED = ['README.txt', 'certificate.json', 'signature.json', 'comments.csv', 'summary.csv', 'votes.csv', 'participants-votes.csv']

/** The files of a bundle as one text. */
const contents = (bytes: Uint8Array): string =>
  Object.entries(readZip(bytes, BUNDLED) ?? {})
    .map(([name, content]) => `${name}\n${Buffer.from(content).toString('utf8')}`)
    .join('\n')

/** Lists of all dialogues and the lot that is drawn differ anyhow; what moderators are told of patterns is about single participants, by their numbers; codes of sheets hang on the dialogue's id. */
const NOT_COMPARED = ['dialogue.list', 'dialogue.next-statement', 'dialogue.patterns', 'dialogue.kit']

async function world(dissent: number, over: boolean): Promise<{ made: Made; guest: Visitor }> {
  minutes(0)
  const made = await sealedDialogue()
  const guest = await joinAsGuest(hub, made)
  for (const [statement, value] of camps(dissent)(26).entries()) {
    const choice = value === 1 ? 'agree' : value === -1 ? 'disagree' : 'pass'
    await guest.api('PUT', `/dialogues/${made.id}/statements/${statement}/vote`, { choice })
  }
  await vote(made, 26, camps(dissent))
  minutes(1)
  await vote(made, 10, camps(0))
  minutes(2)
  if (over) await close(made)
  return { made, guest }
}

for (const over of [false, true]) {
  test(`two dialogues that differ in what is hidden read the same to everybody, ${over ? 'after the end' : 'while they are open'}`, async () => {
    const [one, other] = [await world(2, over), await world(5, over)]
    const [few, more] = [await exactOf(one.made), await exactOf(other.made)]
    const disagrees = (analysis: Analysis) => analysis.results.find(({ id }) => id === 7)?.disagrees
    expect([disagrees(few), disagrees(more)], 'there is something that could leak').toEqual([2, 5])
    const stage = over ? 'closed' : 'open'
    expect(sealed(few, stage)).toEqual(sealed(more, stage))
    const readers: [string, (of: typeof one) => Visitor][] = [
      ['nobody', () => hub.as(null)],
      ['a member', () => hub.as('mai')],
      ['a steward of the department', () => hub.as('aoife')],
      ['its moderator', () => hub.as('samir')],
      ['who takes part', ({ guest }) => guest],
    ]
    for (const [name, of] of readers) {
      const digests = [few, more].flatMap(({ inputRoot, certificate }) => [inputRoot, certificate])
      const [first, second] = [await everything(one.made, of(one), digests), await everything(other.made, of(other), digests)]
      expect([name, first.get('/result')?.slice(0, 3)]).toEqual([name, '200'])
      expect(first.get('/result/bundle')).toContain('"form":"passerelle-sealed-certificate/1"')
      expect([name, first.get('dialogue.corrected-shares')?.slice(0, 3)]).toEqual([name, '403'])
      for (const [path, text] of first) {
        expect([name, path, text.includes('OF THE EXACT RESULT')]).toEqual([name, path, false])
        if (!NOT_COMPARED.includes(path)) expect([name, path, second.get(path)]).toEqual([name, path, text])
      }
    }
  })
}

test('a member, an official and a stranger read the same', async () => {
  const { made } = await world(3, true)
  const main = (text: string | undefined) => text?.replace(/^[\s\S]*?<main/, '<main').replace(/<\/main>[\s\S]*$/, '')
  const [stranger, member, official] = await Promise.all(
    [null, 'mai', 'aoife'].map((name) => everything(made, hub.as(name as 'mai' | 'aoife' | null))),
  )
  for (const path of [
    '/result',
    '/method',
    '/statements',
    '/statements/7',
    '/card.png',
    '/export/comments.csv',
    '/export/summary.csv',
    '/export/votes.csv',
    'dialogue.result',
    'dialogue.read',
    'dialogue.export',
  ]) {
    const read = main(stranger?.get(path))
    expect([path, main(member?.get(path)), main(official?.get(path))]).toEqual([path, read, read])
    expect(read?.length).toBeGreaterThan(50)
  }
})

test('cards tell of sealed dialogues what was published and no votes', async () => {
  const { made } = await world(2, false)
  const cards = (await (await hub.as('aoife').api('GET', '/dialogues')).json()) as {
    id: string
    participants: number | null
    votes: number | null
  }[]
  expect(cards.find(({ id }) => id === made.id)).toMatchObject({ participants: 20, votes: null })
})

test('an open page hears nothing of a vote, and of a step when it is published', async () => {
  const { made, guest } = await world(2, false)
  const response = await hub.as(null).get(`/dialogues/${made.slug}/live`)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const counts = (participants: number) => `event: counts\ndata: {"participants":${participants},"votes":null,"statements":8}\n\n`
  expect((await reader?.read())?.value).toBe(counts(20))
  minutes(3)
  await guest.api('PUT', `/dialogues/${made.id}/statements/0/vote`, { choice: 'pass' })
  await hub.sweep()
  await seatCrowd(hub, made.id, 9, camps(0))
  await recompute(hub.runner, made.id)
  await hub.sweep()
  let heard = ''
  while (!heard.includes('event: result')) heard += (await reader?.read())?.value ?? 'event: result (the stream ended)'
  expect(heard).toBe(`${counts(30)}event: result\ndata: {}\n\n`)
  await reader?.cancel()
})

test('whoever takes part is told their group after the end, if it is shown, and the group’s size only where all are', async () => {
  const { made, guest } = await world(2, true)
  const mine = (await (await guest.api('GET', `/dialogues/${made.slug}/participation`)).json()) as {
    group: string | null
    standing: unknown
    shared: unknown
  }
  const { groups } = await answerOf(made)
  expect([mine.standing, mine.shared]).toEqual([null, null])
  expect([null, ...groups.map(({ id }) => id)]).toContain(mine.group)
})

test('a convener chooses what is published; of members it is sums in any case', async () => {
  const form = await (await hub.as('niamh').get('/dialogues/new')).text()
  expect(form).toMatch(/name="publication"[^>]*value="votes"|value="votes"[^>]*name="publication"/)
  const published = async (more: object) => {
    const { id } = await makeOpen(hub, { ...more })
    return (await hub.db.selectFrom('dialogue').select('publication').where('id', '=', id).executeTakeFirstOrThrow()).publication
  }
  expect(await published({})).toBe('votes')
  expect(await published({ publication: 'aggregates' })).toBe('aggregates')
  expect(await published({ publication: 'votes', participation: 'members', bodyId: hub.cast.bodies.lyon })).toBe('aggregates')
})
