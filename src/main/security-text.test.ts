import { expect, test } from 'vitest'
import { readConfig } from '../platform/config.ts'
import { NOON, openHub } from '../testing/hub.ts'

test('security.txt names a contact, and is never out of date', async () => {
  const hub = await openHub({ publicUrl: 'https://hub.test', securityContact: 'mailto:holes@example.org' })
  const read = async () => {
    const answer = await hub.as(null).get('/.well-known/security.txt')
    return [answer.status, answer.headers.get('content-type'), (await answer.text()).split('\n')]
  }
  const lines = (expires: string) => [
    'Contact: mailto:holes@example.org',
    `Expires: ${expires}`,
    'Preferred-Languages: ar, en, fr',
    'Canonical: https://hub.test/.well-known/security.txt',
    '',
  ]
  expect(await read()).toEqual([200, 'text/plain; charset=utf-8', lines('2026-08-28T00:00:00Z')])
  hub.setNow(new Date(NOON.getTime() + 400 * 86_400_000))
  expect(await read()).toEqual([200, 'text/plain; charset=utf-8', lines('2027-10-02T00:00:00Z')])
  await hub.close()
})

test('without a contact of its own, the page that names who runs the hub is the contact', async () => {
  const hub = await openHub({ publicUrl: 'https://hub.test' })
  expect(await (await hub.as(null).get('/.well-known/security.txt')).text()).toContain('Contact: https://hub.test/privacy\n')
  expect((await hub.as(null).get('/privacy')).status).toBe(200)
  await hub.close()
})

test.each([
  ['holes@example.org', 'mailto:holes@example.org'],
  ['mailto:holes@example.org', 'mailto:holes@example.org'],
  ['https://example.org/security', 'https://example.org/security'],
  ['', null],
])('PASSERELLE_SECURITY_CONTACT=%s is %s', (value, contact) => {
  expect(readConfig({ PASSERELLE_SECURITY_CONTACT: value }).securityContact).toBe(contact)
})

test.each(['somebody', 'http://example.org', 'javascript:alert(1)', 'a@b\nExpires: never', 'https://x y'])(
  '%j is no contact, and is told',
  (value) => {
    expect(() => readConfig({ PASSERELLE_SECURITY_CONTACT: value })).toThrow(/^PASSERELLE_SECURITY_CONTACT must be/)
  },
)
