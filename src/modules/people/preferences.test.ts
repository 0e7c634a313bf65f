import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const cookiesIn = (response: Response): Record<string, string> =>
  Object.fromEntries(
    response.headers.getSetCookie().map((line) => {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))]
    }),
  )

test('language and zone are kept on the device, without an account', async () => {
  const reader = hub.as(null)
  const answer = await reader.post('/preferences', { language: 'fr', zone: 'Africa/Dakar', then: '/bodies' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/fr/bodies'])
  expect(cookiesIn(answer)).toMatchObject({ language: 'fr', zone: 'Africa/Dakar' })
  expect(await (await reader.get('/preferences')).text()).toMatch(/<option value="Africa\/Dakar"[^>]* selected/)
  const cleared = await reader.post('/preferences', { language: 'ar', zone: '', then: '/' })
  expect([cleared.headers.get('location'), cookiesIn(cleared)['zone']]).toEqual(['/ar', ''])
})

test('what is no language, no zone and no page of ours is left out', async () => {
  const answer = await hub.as(null).post('/preferences', { language: 'xx', zone: 'Mars/North', then: '//evil.example' })
  expect([answer.headers.get('location'), cookiesIn(answer)]).toEqual(['/en', { language: 'en', zone: '' }])
})

test('one comes back to the page that one was on', async () => {
  const form = async (referer: string) => {
    const html = await (await hub.as(null).get('/preferences', { referer })).text()
    return /name="then" value="([^"]*)"/.exec(html)?.[1]
  }
  const here = hub.kit.publicUrl
  expect(await form(`${here}/en/bodies?x=1`)).toBe('/bodies?x=1')
  expect(await form(`${here}/fr`)).toBe('/')
  expect(await form(`${here}/en/preferences`)).toBe('/')
  expect(await form('https://evil.example/en/bodies')).toBe('/')
  expect(await form('nonsense')).toBe('/')
})

test('the page on what is kept reads whole in each language and names who runs the hub', async () => {
  for (const locale of ['en', 'fr', 'ar'] as const) {
    const html = await (await hub.as(null, locale).get('/privacy')).text()
    expect(html).not.toMatch(/>privacy\.[a-z-]+</)
    expect(html.match(/<tr>/g)?.length).toBe(7)
    expect(html).toContain('Gift')
  }
})
