import { afterAll, expect, test } from 'vitest'
import { openThread } from './threads.ts'

const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ id, question }) => {
      if (question === 'die') throw new Error('died')
      parentPort.postMessage(question === 'fail' ? { id, fault: 'failed' } : { id, answer: question + '!' })
    })`)}`,
)
const thread = openThread<string, string>(entry)
afterAll(() => thread.stop())

test('a fault is told to whoever asked, and the thread goes on', async () => {
  await expect(thread.ask('fail')).rejects.toThrow('failed')
  expect(await thread.ask('yes')).toBe('yes!')
})

test('a thread that dies fails what waits for it; whoever asks at that very moment is answered by a new one', async () => {
  const again = thread.ask('die').catch(async (error: Error) => `${error.message}, ${await thread.ask('again')}`)
  await expect(thread.ask('too late')).rejects.toThrow('died')
  expect(await again).toBe('died, again!')
})

test('it is started anew after it was stopped', async () => {
  expect(await thread.ask('one')).toBe('one!')
  await thread.stop()
  expect(await thread.ask('two')).toBe('two!')
})
