import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { NamesFault } from '../../platform/dns.ts'
import { openSafeFetch } from '../../platform/safe-fetch.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { CERTIFICATE, CERTIFICATE_KEY } from '../../testing/loopback-certificate.ts'
import { requestDomainCheck } from './commands/request-domain-check.ts'
import { sweeps } from './jobs.ts'
import type { Verification } from './queries/verification.ts'

const PULAAR = 'pulaar-lyon'
const PATH = '/.well-known/passerelle.txt'
const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = (ms: number): Date => new Date(NOON.getTime() + ms)

/** The world: what name servers say, and a real server on this machine that answers for exemple.org. */
const world = {
  texts: new Map<string, readonly string[]>(),
  files: new Map<string, string>(),
  namesDown: false,
  siteDown: false,
}
let site: Server
let hub: Hub

beforeAll(async () => {
  site = createServer({ key: CERTIFICATE_KEY, cert: CERTIFICATE }, (request, response) => {
    const [host = ''] = (request.headers.host ?? '').split(':')
    const file = world.files.get(`${host}${request.url}`)
    if (world.siteDown) response.writeHead(503).end()
    else if (file?.startsWith('to ') === true)
      response.writeHead(302, { location: `https://${file.slice(3)}:${portOf(site)}${PATH}` }).end()
    else response.writeHead(file === undefined ? 404 : 200).end(file)
  })
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
  const names = {
    addresses: async () => ['127.0.0.1'],
    texts: async (name: string) => {
      if (world.namesDown) throw new NamesFault('ETIMEOUT')
      return world.texts.get(name) ?? []
    },
  }
  const fetch = openSafeFetch(names, { addresses: ['127.0.0.1'], ports: [portOf(site)], authority: CERTIFICATE })
  hub = await openHub({
    network: { names, fetch: (url, wants) => fetch(url.replace(/^(https:\/\/[^/]+)/, `$1:${portOf(site)}`), wants) },
  })
})
afterAll(async () => {
  await hub.close()
  site.closeAllConnections()
  site.close()
})
beforeEach(async () => {
  world.texts.clear()
  world.files.clear()
  world.namesDown = world.siteDown = false
  hub.setNow(NOON)
  for (const table of ['body_domain', 'verification', 'event'] as const) await hub.db.deleteFrom(table).execute()
})

const portOf = (server: Server): number => (server.address() as AddressInfo).port
/** What the clock does in this room. */
async function sweep(): Promise<void> {
  for (const one of sweeps('http://hub.test')) await one.sweep(hub.runner)
}

const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
const shown = async (slug = PULAAR) => (await (await hub.as(null).api('GET', `/bodies/${slug}/verification`)).json()) as Verification
const publicEvents = async () =>
  (await hub.db.selectFrom('event').select(['kind', 'data']).where('visibility', '=', 'public').orderBy('sequence').execute()).map(
    ({ kind, data }) => [kind, data],
  )

async function claim(domain = 'exemple.org'): Promise<{ line: string; dnsName: string; fileAddress: string }> {
  const answer = await hub.as('idrissa').api('POST', `/bodies/${PULAAR}/domains`, { domain })
  expect(answer.status).toBe(200)
  return (await answer.json()) as { line: string; dnsName: string; fileAddress: string }
}

async function look(domain = 'exemple.org'): Promise<void> {
  expect((await hub.as('idrissa').api('POST', `/bodies/${PULAAR}/domains/${domain}/checks`, {})).status).toBe(200)
  await hub.settle()
}

test('a line in the name records proves a domain, and the page shows what, where and until when', async () => {
  const { line, dnsName } = await claim()
  expect(dnsName).toBe('_passerelle-challenge.exemple.org')
  expect(line).toMatch(/^passerelle=[\w-]{27}$/)
  expect(await publicEvents()).toEqual([])
  world.texts.set(dnsName, ['v=spf1 -all', line])
  await look()
  expect(await shown()).toMatchObject({
    level: 'domain',
    lapsedAt: null,
    domains: [{ domain: 'exemple.org', method: 'dns', provenAt: NOON.toISOString(), expiresAt: at(365 * DAY).toISOString(), holds: true }],
  })
  expect(await publicEvents()).toEqual([
    ['organisations.domain.proven', { domain: 'exemple.org', method: 'dns' }],
    ['organisations.verification.reached', { level: 'domain' }],
  ])
  const body = await (await hub.as(null).get(`/bodies/${PULAAR}`)).text()
  expect(body).toContain('Domain verified: \u2068exemple.org\u2069')
  const page = await (await hub.as(null).get(`/bodies/${PULAAR}/verification`)).text()
  expect(page).toContain('found on 1 March 2026')
  expect(page).toContain('until 1 March 2027 at the latest')
  expect(page).not.toContain(line)
  expect(await (await hub.as(null).get('/bodies')).text()).toContain('Domain verified')
  expect(await (await hub.as(null, 'fr').get(`/bodies/${PULAAR}`)).text()).toContain('Domaine vérifié\u00a0: \u2068exemple.org\u2069')
})

test('so does a line in a file, also behind a redirect to the domain’s own www, and not behind one to elsewhere', async () => {
  const { line, fileAddress } = await claim()
  expect(fileAddress).toBe(`https://exemple.org${PATH}`)
  world.files.set(`exemple.org${PATH}`, 'to elsewhere.example')
  world.files.set(`elsewhere.example${PATH}`, line)
  await look()
  expect((await shown()).level).toBeNull()
  hub.setNow(at(HOUR))
  world.files.set(`exemple.org${PATH}`, 'to www.exemple.org')
  world.files.set(`www.exemple.org${PATH}`, `something else\r\n${line}\r\n`)
  await look()
  expect((await shown()).domains).toMatchObject([{ method: 'file', holds: true }])
})

test('another’s line, a longer one and a certificate of another name prove nothing', async () => {
  const { line, dnsName } = await claim()
  await claim('other.example')
  world.texts.set(dnsName, ['passerelle=another', `${line}x`, ` ${line}`])
  world.files.set(`exemple.org${PATH}`, `# ${line}`)
  world.files.set(`other.example${PATH}`, line)
  await look()
  await look('other.example')
  expect(await shown()).toMatchObject({ level: null, domains: [] })
  const page = await (await hub.as('idrissa').get(`/bodies/${PULAAR}/verification`)).text()
  expect(page).toContain('The line was not there.')
  expect(await (await hub.as(null).get(`/bodies/${PULAAR}/verification`)).text()).not.toContain('exemple.org')
})

test('it is looked at again daily; a line that is gone is gone at once, and told once', async () => {
  const { line, dnsName } = await claim()
  world.texts.set(dnsName, [line])
  await look()
  await hub.db.deleteFrom('event').execute()
  hub.setNow(at(23 * HOUR))
  world.texts.clear()
  await sweep()
  expect((await shown()).level).toBe('domain')
  hub.setNow(at(DAY))
  await sweep()
  await sweep()
  expect(await shown()).toMatchObject({
    level: null,
    lapsedAt: at(DAY).toISOString(),
    domains: [{ holds: false, failingSince: at(DAY).toISOString() }],
  })
  expect(await publicEvents()).toEqual([
    ['organisations.domain.lost', { domain: 'exemple.org' }],
    ['organisations.verification.lapsed', { level: 'domain' }],
  ])
  const page = await (await hub.as(null).get(`/bodies/${PULAAR}/verification`)).text()
  expect(page).toContain('This body was verified until 2 March 2026. It is not any more.')
  expect(page).toContain('Since 2 March 2026 the hub has not found it.')
  // Back within the hour, it is found again, and its year begins anew.
  world.texts.set(dnsName, [line])
  hub.setNow(at(DAY + HOUR))
  await sweep()
  expect(await shown()).toMatchObject({ level: 'domain', lapsedAt: null })
})

test('servers that do not answer are waited for, a day long', async () => {
  const { line, dnsName } = await claim()
  world.texts.set(dnsName, [line])
  await look()
  world.namesDown = world.siteDown = true
  hub.setNow(at(DAY))
  await sweep()
  expect(await shown()).toMatchObject({ level: 'domain', domains: [{ holds: true, failingSince: at(DAY).toISOString() }] })
  hub.setNow(at(2 * DAY - 1))
  await sweep()
  expect((await shown()).level).toBe('domain')
  hub.setNow(at(2 * DAY))
  await sweep()
  expect(await shown()).toMatchObject({ level: null, lapsedAt: at(2 * DAY).toISOString() })
})

test('stewards name, check and drop domains; others do not, and see no line', async () => {
  await claim()
  for (const who of ['mai', 'aoife', null] as const) {
    const [api, code] = [hub.as(who), who === null ? 'sign-in.needed' : 'body.stewards-only']
    expect(await refusal(await api.api('POST', `/bodies/${PULAAR}/domains`, { domain: 'a.org' }))).toEqual([403, code])
    expect(await refusal(await api.api('POST', `/bodies/${PULAAR}/domains/exemple.org/checks`, {}))).toEqual([403, code])
    expect(await refusal(await api.api('DELETE', `/bodies/${PULAAR}/domains/exemple.org`))).toEqual([403, code])
    expect(await refusal(await api.api('GET', `/bodies/${PULAAR}/domains`))).toEqual([403, code])
    expect((await api.post(`/bodies/${PULAAR}/domains`, { domain: 'a.org' })).status).toBe(403)
    expect((await api.post(`/bodies/${PULAAR}/domains/dropping`, { domain: 'exemple.org' })).status).toBe(403)
    expect((await api.post(`/bodies/${PULAAR}/domains/checks`, { domain: 'exemple.org' })).status).toBe(403)
    expect(await (await api.get(`/bodies/${PULAAR}/verification`)).text()).not.toContain('passerelle=')
  }
  const idrissa = hub.as('idrissa')
  expect(await refusal(await idrissa.api('POST', `/bodies/${PULAAR}/domains`, { domain: 'EXEMPLE.org' }))).toEqual([409, 'domain.claimed'])
  expect(await refusal(await idrissa.api('DELETE', `/bodies/${PULAAR}/domains/other.org`))).toEqual([404, 'domain.missing'])
  expect(await refusal(await idrissa.api('POST', '/bodies/nothing/domains', { domain: 'a.org' }))).toEqual([404, 'body.missing'])
  expect((await hub.as('gift').api('POST', `/bodies/${PULAAR}/domains/exemple.org/checks`, {})).status).toBe(200)
  expect(await refusal(await idrissa.api('POST', `/bodies/${PULAAR}/domains/exemple.org/checks`, {}))).toEqual([429, 'domain.asked-lately'])
  for (const domain of ['a.org', 'b.org', 'c.org', 'd.org']) await claim(domain)
  expect(await refusal(await idrissa.api('POST', `/bodies/${PULAAR}/domains`, { domain: 'e.org' }))).toEqual([409, 'domain.too-many'])
  expect((await idrissa.api('DELETE', `/bodies/${PULAAR}/domains/a.org`)).status).toBe(200)
  // What was asked for and dropped meanwhile leaves nothing behind.
  expect((await idrissa.api('DELETE', `/bodies/${PULAAR}/domains/exemple.org`)).status).toBe(200)
  await hub.settle()
  expect((await hub.db.selectFrom('body_domain').select('domain').orderBy('domain').execute()).map(({ domain }) => domain)).toEqual([
    'b.org',
    'c.org',
    'd.org',
  ])
})

test('the forms of the page do the same, and one that is wrong comes back filled in', async () => {
  const idrissa = hub.as('idrissa')
  const faulty = await idrissa.post(`/bodies/${PULAAR}/domains`, { domain: '127.0.0.1' })
  const html = await faulty.text()
  expect([faulty.status, html.includes('A domain, please'), html.includes('value="127.0.0.1"')]).toEqual([422, true, true])
  expect((await idrissa.post(`/bodies/${PULAAR}/domains`, { domain: '' })).status).toBe(422)
  const named = await idrissa.post(`/bodies/${PULAAR}/domains`, { domain: 'https://www.exemple.org/about' })
  expect([named.status, named.headers.get('location')]).toEqual([303, `/en/bodies/${PULAAR}/verification#domains`])
  const page = await (await idrissa.get(`/bodies/${PULAAR}/verification`)).text()
  expect(page).toContain('_passerelle-challenge.www.exemple.org')
  const line = /passerelle=[\w-]+/.exec(page)?.[0] ?? ''
  world.texts.set('_passerelle-challenge.www.exemple.org', [line])
  expect((await idrissa.post(`/bodies/${PULAAR}/domains/checks`, { domain: 'www.exemple.org' })).status).toBe(303)
  expect(await (await idrissa.get(`/bodies/${PULAAR}/verification`)).text()).toContain('The hub is about to look.')
  await hub.settle()
  expect((await shown()).level).toBe('domain')
  expect((await idrissa.post(`/bodies/${PULAAR}/domains/checks`, { domain: 'www.exemple.org' })).status).toBe(429)
  expect((await idrissa.post(`/bodies/${PULAAR}/domains/dropping`, { domain: 'www.exemple.org' })).status).toBe(303)
  await sweep()
  expect(await shown()).toMatchObject({ level: null, domains: [] })
  expect((await publicEvents()).at(-2)).toEqual(['organisations.domain.dropped', { domain: 'www.exemple.org' }])
})

test('a domain of this machine is claimed by nobody, and a name that leads to it is not asked', async () => {
  const inside = openSafeFetch({ addresses: async () => ['127.0.0.1'], texts: async () => [] })
  await expect(inside(`https://exemple.org${PATH}`)).rejects.toMatchObject({ code: 'address' })
  for (const domain of ['localhost', '10.0.0.1', '[::1]', '0x7f.1'])
    expect(await refusal(await hub.as('idrissa').api('POST', `/bodies/${PULAAR}/domains`, { domain }))).toEqual([400, 'input.invalid'])
})

test('daily checks do not make the year longer; a steward does', async () => {
  const { line, dnsName } = await claim()
  world.texts.set(dnsName, [line])
  await look()
  hub.setNow(at(300 * DAY))
  await sweep()
  expect((await shown()).domains).toMatchObject([{ expiresAt: at(365 * DAY).toISOString(), checkedAt: at(300 * DAY).toISOString() }])
  hub.setNow(at(300 * DAY + HOUR))
  // No session lives that long: the deed is done without a page.
  const idrissa = hub.cast.members.get('idrissa')?.actor ?? nobody('en')
  await perform(hub.runner, requestDomainCheck, { body: PULAAR, domain: 'exemple.org' }, idrissa)
  await hub.settle()
  expect((await shown()).domains).toMatchObject([{ provenAt: NOON.toISOString(), expiresAt: at(665 * DAY + HOUR).toISOString() }])
})
