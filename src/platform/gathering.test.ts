import { expect, test, vi } from 'vitest'
import { gathering, gatheringIn } from './gathering.ts'

type Call<Question> = { readonly asked: readonly Question[]; answer(answers: readonly string[]): void; fail(error: Error): void }

/** Each call waits until the test answers it. */
function slow<Question>() {
  const calls: Call<Question>[] = []
  const call = (asked: readonly Question[]) =>
    new Promise<readonly string[]>((resolve, reject) => calls.push({ asked, answer: resolve, fail: reject }))
  return { calls, call }
}
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

test('who asks in one turn is one call; who comes meanwhile waits for the next, and each gets their own answer', async () => {
  const { calls, call } = slow<number>()
  const ask = gathering({ lanes: 1, most: 3 }, call)
  const first = [1, 2].map(ask)
  await turn()
  const second = [3, 4, 5, 6].map(ask)
  await turn()
  expect(calls.map(({ asked }) => asked)).toEqual([[1, 2]])
  calls[0]?.answer(['one', 'two'])
  expect(await Promise.all(first)).toEqual(['one', 'two'])
  expect(calls.map(({ asked }) => asked)).toEqual([
    [1, 2],
    [3, 4, 5],
  ])
  calls[1]?.answer(['three', 'four', 'five'])
  await turn()
  calls[2]?.answer(['six'])
  expect(await Promise.all(second)).toEqual(['three', 'four', 'five', 'six'])
})

test('as many calls at once as there are lanes, and never more', async () => {
  const { calls, call } = slow<number>()
  const ask = gathering({ lanes: 2, most: 10 }, call)
  for (const n of [1, 2, 3]) {
    void ask(n)
    await turn()
  }
  expect(calls.map(({ asked }) => asked)).toEqual([[1], [2]])
  calls[1]?.answer(['two'])
  await turn()
  expect(calls.map(({ asked }) => asked)).toEqual([[1], [2], [3]])
})

test('with patience, a further call begins where the one before it takes longer', async () => {
  const { calls, call } = slow<number>()
  const ask = gathering({ lanes: 2, most: 10, patienceMs: 20 }, call)
  void ask(1)
  await turn()
  for (const n of [2, 3]) void ask(n)
  await turn()
  expect(calls.map(({ asked }) => asked)).toEqual([[1]])
  await vi.waitFor(() => expect(calls.map(({ asked }) => asked)).toEqual([[1], [2, 3]]))
})

test('two with the same key never go in one call', async () => {
  const { calls, call } = slow<string>()
  const ask = gathering({ lanes: 1, most: 10 }, call, (text) => text.slice(0, 1))
  const all = ['a1', 'b1', 'a2', 'c1', 'a3'].map(ask)
  await turn()
  for (const at of [0, 1, 2]) {
    calls[at]?.answer(calls[at].asked)
    await turn()
  }
  expect(calls.map(({ asked }) => asked)).toEqual([['a1', 'b1', 'c1'], ['a2'], ['a3']])
  expect(await Promise.all(all)).toEqual(['a1', 'b1', 'a2', 'c1', 'a3'])
})

test('with two lanes two with the same key go at once, each in a call of its own, and either may end first', async () => {
  const { calls, call } = slow<string>()
  const ask = gathering({ lanes: 2, most: 10 }, call, (text) => text.slice(0, 1))
  const ended: string[] = []
  const all = ['a1', 'b1', 'a2', 'a3'].map((text) => ask(text).finally(() => ended.push(text)))
  await turn()
  expect(calls.map(({ asked }) => asked)).toEqual([['a1', 'b1'], ['a2']])
  calls[1]?.answer(['second'])
  await turn()
  expect([calls.map(({ asked }) => asked), ended]).toEqual([[['a1', 'b1'], ['a2'], ['a3']], ['a2']])
  calls[2]?.answer(['third'])
  calls[0]?.answer(['first', 'other'])
  expect(await Promise.all(all)).toEqual(['first', 'other', 'second', 'third'])
})

test('a fault is that of all who were in the call, and of nobody after', async () => {
  const { calls, call } = slow<number>()
  const ask = gathering({ lanes: 1, most: 10 }, call)
  const together = Promise.allSettled([ask(1), ask(2)])
  await turn()
  const after = ask(3)
  calls[0]?.fail(new Error('away'))
  expect((await together).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await turn()
  calls[1]?.answer(['three'])
  expect(await after).toBe('three')
  const short = Promise.allSettled([ask(4), ask(5)])
  await turn()
  calls[2]?.answer(['one answer for two'])
  expect((await short).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('who asks about another place goes in another call', async () => {
  const seen: [string, readonly number[]][] = []
  const ask = gatheringIn<{ place: string; n: number }, number>({ lanes: 1, most: 10 }, async (place, questions) => {
    seen.push([place, questions.map(({ n }) => n)])
    return questions.map(({ n }) => n * 10)
  })
  const answers = await Promise.all([ask({ place: 'here', n: 1 }), ask({ place: 'there', n: 2 }), ask({ place: 'here', n: 3 })])
  expect([answers, seen]).toEqual([
    [10, 20, 30],
    [
      ['here', [1, 3]],
      ['there', [2]],
    ],
  ])
})
