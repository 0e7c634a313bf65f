import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStagedPushService, type StagedPushService } from '../testing/staged-push-service.ts'
import { isPushAddress, openPusher, openPushKeys, pairFrom, PushFault } from './push.ts'
import { openSafeFetch } from './safe-fetch.ts'

const KEYS = pairFrom(Buffer.alloc(32, 3))
const CONTACT = 'mailto:hub@hub.example.org'

let service: StagedPushService
beforeAll(async () => {
  service = await openStagedPushService()
})
afterAll(() => service.close())

test('the browser reads the line, the service reads nothing of it and sees who sends', async () => {
  const pusher = openPusher({ keys: KEYS, fetch: service.network.fetch, contact: CONTACT })
  const to = service.subscribe()
  expect(await pusher.send(to, 'Il y a du nouveau pour vous.', { urgent: true })).toBe('taken')
  const [push] = service.taken.splice(0)
  expect(push?.text).toBe('Il y a du nouveau pour vous.')
  expect(push?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'high', 'user-agent': 'Passerelle' })
  expect(push?.claims).toMatchObject({ sub: CONTACT, key: KEYS.publicKey, aud: new URL(to.endpoint).origin })
  expect(Number(push?.claims?.['exp']) - Date.now() / 1000).toBeLessThanOrEqual(86_400)
})

test('404 and 410 say that nobody is there; anything else is tried again', async () => {
  const pusher = openPusher({ keys: KEYS, fetch: service.network.fetch, contact: CONTACT })
  const told = async (status: number) => {
    service.status = status
    return pusher.send(service.subscribe(), 'x').catch((error: unknown) => error instanceof PushFault)
  }
  expect([await told(404), await told(410), await told(429), await told(500), await told(302), await told(201)]).toEqual([
    ...['gone', 'gone'],
    ...[true, true, true],
    'taken',
  ])
})

test('no address of this machine or of a network behind it is ever asked, whatever a name says', async () => {
  const { p256dh, auth } = service.subscribe()
  for (const host of [
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '[::1]',
    '[fd00::1]',
    '2130706433',
    'localhost',
    'push.localhost',
    'intranet',
  ])
    expect(isPushAddress({ endpoint: `https://${host}/x`, p256dh, auth }), `for ${host}`).toBe(false)
  for (const endpoint of ['http://push.example.org/x', 'https://a:b@push.example.org/x', 'ftp://push.example.org', 'x', ''])
    expect(isPushAddress({ endpoint, p256dh, auth }), `for ${endpoint}`).toBe(false)
  expect(isPushAddress({ endpoint: 'https://push.example.org/x', p256dh, auth })).toBe(true)
  expect(isPushAddress({ endpoint: 'https://push.example.org/x', p256dh: 'AAAA', auth })).toBe(false)
  expect(isPushAddress({ endpoint: 'https://push.example.org/x', p256dh, auth: 'short' })).toBe(false)
  // A name that leads inside is found out where it is asked: without a door that the test opens there is no way to this machine.
  const closed = openPusher({ keys: KEYS, fetch: openSafeFetch(service.network.names), contact: CONTACT })
  for (const host of ['exemple.org', 'inside.example.org'])
    await expect(closed.send({ endpoint: `https://${host}/x`, p256dh, auth }, 'x')).rejects.toMatchObject({ code: 'address' })
})

test('the pair is made once, lies there for its owner alone, and is not taken from elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-push-'))
  const first = openPushKeys(folder, () => Buffer.alloc(32, 4))
  expect(openPushKeys(folder, () => Buffer.alloc(32, 5))).toEqual(first)
  const file = join(folder, 'keys', 'push.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(pairFrom(Buffer.alloc(32, 4)))
  writeFileSync(file, '{}')
  expect(() => openPushKeys(folder, () => Buffer.alloc(32, 4))).toThrow('is not what the hub wrote')
  rmSync(folder, { recursive: true })
})
