import { Writable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openLog } from '../platform/log.ts'
import { openHub, type Hub } from '../testing/hub.ts'

let hub: Hub
let written = ''
beforeAll(async () => {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString()
      done()
    },
  })
  hub = await openHub({ log: openLog('info', sink) })
})
afterAll(() => hub.close())
beforeEach(() => {
  written = ''
})

const told = () =>
  written
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { msg: string; way?: string; status?: number })
    .flatMap(({ msg, way, status }) => (msg === 'A sign-in was refused.' ? [[way, status]] : []))

test('a wrong code, a link that opens nothing and a passkey that does not hold are each a line with the way, and nobody in it', async () => {
  const reader = hub.as(null)
  const from = { 'x-forwarded-for': '203.0.113.9' }
  await reader.post('/sign-in/code', { address: 'mai@example.org', code: 'ABCD-EFGH-JKMN-PQRS' }, from)
  await reader.post('/sign-in/passkey', { answer: '{}' }, from)
  await reader.post('/sign-in/a-token-of-nobody', {}, from)
  await reader.post('/sign-in/owner/a-token-of-nobody', { email: 'mai@example.org', name: 'Mai' }, from)
  await reader.api('POST', '/sessions', { token: 'a-token-of-nobody' })
  expect(told()).toEqual([
    ['recovery-code', 422],
    ['passkey', 422],
    ['link', 404],
    ['owner-link', 404],
    ['link', 404],
  ])
  for (const secret of ['mai', 'example.org', '203.0.113', 'ABCD', 'a-token'])
    expect([secret, written.includes(secret)]).toEqual([secret, false])
})

test('a link that was used is a line; one that works is none, nor is a wrong address in the form', async () => {
  const reader = hub.as(null)
  await reader.post('/sign-in', { email: 'nowhere' })
  await reader.post('/sign-in', { email: 'works@example.org' })
  await hub.settle()
  const link = /(\/en\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '')?.[1] ?? ''
  await reader.get(link)
  await reader.post(link)
  expect(told()).toEqual([])
  await hub.as(null).post(link)
  expect(told()).toEqual([['link', 409]])
})
