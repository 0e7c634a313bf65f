import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinAsGuest, makeOpen, seatCrowd, SEEDS } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Told = { readonly event: string; readonly data: Record<string, unknown> }

/** An open page: what it is told, one after the other. */
function listener(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) throw new Error('there is no stream')
  let text = ''
  return {
    async next(): Promise<Told> {
      while (!text.includes('\n\n')) {
        const { value, done } = await reader.read()
        if (done) throw new Error('the stream ended')
        text += value
      }
      const [block = '', ...rest] = text.split('\n\n')
      text = rest.join('\n\n')
      const line = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
      return { event: line('event'), data: JSON.parse(line('data')) as Record<string, unknown> }
    },
    leave: () => reader.cancel(),
  }
}

test('an open page hears the counts at once, and again after a vote', async () => {
  const { id, slug } = await makeOpen(hub)
  await seatCrowd(hub, id, 10, () => [1, -1])
  const guest = await joinAsGuest(hub, { slug })
  await hub.sweep()
  const response = await hub.as(null).get(`/dialogues/${slug}/live`, { 'accept-encoding': 'gzip' })
  expect([response.status, response.headers.get('content-type'), response.headers.get('content-encoding')]).toEqual([
    200,
    'text/event-stream',
    null,
  ])
  const page = listener(response)
  expect(await page.next()).toEqual({ event: 'counts', data: { participants: 10, votes: 20, statements: SEEDS.length } })
  expect(hub.kit.live.hears(`dialogue/${id}`)).toBe(true)
  await guest.api('PUT', `/dialogues/${id}/statements/0/vote`, { choice: 'agree' })
  await hub.sweep()
  expect(await page.next()).toEqual({ event: 'counts', data: { participants: 11, votes: 21, statements: SEEDS.length } })
  await page.leave()
})

test('it hears of a new result, and of fewer than ten people no number', async () => {
  const { id, slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  const page = listener(await hub.as(null).get(`/dialogues/${slug}/live`))
  expect(await page.next()).toEqual({ event: 'counts', data: { participants: null, votes: 0, statements: SEEDS.length } })
  await hub.sweep()
  await guest.api('PUT', `/dialogues/${id}/statements/0/vote`, { choice: 'agree' })
  const told = [await page.next(), await page.next()]
  expect(told.map(({ event }) => event)).toEqual(['counts', 'result'])
  expect(told[0]?.data).toEqual({ participants: null, votes: 0, statements: SEEDS.length })
  expect(told[1]?.data).toEqual({ version: 1 })
  await page.leave()
})

test('who leaves is forgotten, and who only asks for the head never came', async () => {
  const { id, slug } = await makeOpen(hub)
  const page = listener(await hub.as(null).get(`/dialogues/${slug}/live`))
  await page.next()
  await page.leave()
  expect(hub.kit.live.hears(`dialogue/${id}`)).toBe(false)
  const head = await hub.app.request(`http://hub.test/en/dialogues/${slug}/live`, { method: 'HEAD' })
  expect([head.status, hub.kit.live.hears(`dialogue/${id}`)]).toEqual([200, false])
  expect((await hub.as(null).get('/dialogues/nothing/live')).status).toBe(404)
})
