import { expect, test } from 'vitest'
import { sharing } from './live.ts'

test('who asks while a reading is under way shares the next one with all who do; what failed is read again', async () => {
  const begun: { readonly key: string; end: (value: number) => void; fail: (error: Error) => void }[] = []
  const read = sharing(
    (key) =>
      new Promise<number>((end, fail) => {
        begun.push({ key, end, fail })
      }),
  )
  const first = read('one')
  const [second, third, other] = [read('one'), read('one'), read('another')]
  expect(begun.map(({ key }) => key)).toEqual(['one', 'another'])
  begun[1]?.end(9)
  begun[0]?.end(1)
  expect([await first, await other]).toEqual([1, 9])
  expect(begun.map(({ key }) => key)).toEqual(['one', 'another', 'one'])
  const fourth = read('one')
  begun[2]?.fail(new Error('lost'))
  await expect(second).rejects.toThrow('lost')
  await expect(third).rejects.toThrow('lost')
  await new Promise((next) => setImmediate(next))
  begun[3]?.end(4)
  expect(await fourth).toBe(4)
  void read('one')
  expect(begun.length).toBe(5)
})
