import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readZip } from '../platform/zip.ts'
import { openHouse, type OpenHouse } from './browser.ts'
import { doAsHub, type Made } from './dialogues.ts'
import { faultsOf } from './faults.ts'
import { castVotes, stageDialogue } from './scene.ts'

const NAMES = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv', 'certificate.json', 'signature.json']

let house: OpenHouse
let dialogue: Made
let files: Readonly<Record<string, Uint8Array>>
let zip: Buffer
beforeAll(async () => {
  house = await openHouse(3933)
  dialogue = await stageDialogue(house.hub, { title: 'To be checked' })
  await castVotes(house.hub, dialogue, 24)
  await house.hub.sweep()
  zip = Buffer.from(await (await house.hub.as(null).get(`/dialogues/${dialogue.slug}/result/bundle`)).arrayBuffer())
  files = readZip(zip, NAMES) ?? {}
})
afterAll(() => house.close())

type Opened = { readonly context: BrowserContext; readonly page: Page; readonly requests: string[] }

async function openCheck(locale = 'en', { javaScript = true, of = dialogue } = {}): Promise<Opened> {
  const context = await house.sit(null, { locale, javaScript })
  const page = await context.newPage()
  const requests: string[] = []
  context.on('request', (request) => requests.push(`${request.method()} ${request.url()}`))
  await page.goto(`${house.url}/${locale}/dialogues/${of.slug}/result/check`)
  return { context, page, requests }
}

async function outcomeOf(page: Page): Promise<readonly string[]> {
  await page.waitForSelector('check-result[data-outcome][aria-busy=false]', { timeout: 20_000 })
  return page
    .locator('check-result > div:last-child > ul > li')
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['finding'] ?? ''))
}
const said = async (page: Page): Promise<string> => (await page.textContent('check-result [role=status]')) ?? ''
const given = (changed: Readonly<Record<string, Uint8Array>>) =>
  Object.entries(changed).map(([name, bytes]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(bytes) }))
const text = (name: string): string => Buffer.from(files[name] ?? new Uint8Array(0)).toString('utf8')

test('from the page of the result to "all of it holds", and nothing goes anywhere but to this hub', async () => {
  const context = await house.sit(null)
  const page = await context.newPage()
  const requests: string[] = []
  context.on('request', (request) => requests.push(`${request.method()} ${request.url()}`))
  await page.goto(`${house.url}/en/dialogues/${dialogue.slug}/result`)
  await page.click(`a[href$="/result/check"]`)
  await page.waitForURL('**/result/check')
  const before = requests.length
  await page.focus('check-result button')
  await page.keyboard.press('Enter')
  expect(await outcomeOf(page)).toEqual([])
  expect(await said(page)).toMatch(/^All of it holds\./)
  const path = `${house.url}/en/dialogues/${dialogue.slug}/result/bundle`
  const asked = requests.slice(before).map((line) => line.replace(/verify-worker-\w+\.js$/, 'verify-worker.js'))
  expect(asked.toSorted()).toEqual([
    `GET ${house.url}/.well-known/passerelle-keys.json`,
    `GET ${house.url}/assets/verify-worker.js`,
    `GET ${path}`,
  ])
  for (const line of requests) expect(line.startsWith(`GET ${house.url}/`)).toBe(true)
  const looked = await page
    .locator('check-result details li')
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['finding'] ?? ''))
  expect(looked.slice(0, 4)).toEqual(['files.read', 'votes.agree', 'form.known', 'engine.same'])
  expect(looked.slice(-4)).toEqual(['digest.same', 'signature.holds', 'history.single', 'key.known'])
  expect((await context.cookies()).length).toBe(0)
  expect(await faultsOf(page)).toEqual([])
  await context.close()
})

test('files that are given: whole ones hold, a changed vote and a changed number are named', async () => {
  expect(Object.keys(files).toSorted()).toEqual(NAMES.toSorted())
  const { context, page, requests } = await openCheck()
  const before = requests.length
  await page.setInputFiles('#check-files', given(files))
  expect(await outcomeOf(page)).toEqual([])
  expect(
    requests.slice(before).every((line) => /passerelle-keys\.json$|verify-worker-\w+\.js$/.test(line)),
    'what is given stays on the device',
  ).toBe(true)

  const votes = text('votes.csv').replace(/,(-?[01])\n$/, (_, value: string) => `,${value === '1' ? -1 : 1}\n`)
  await page.setInputFiles('#check-files', given({ ...files, 'votes.csv': Buffer.from(votes) }))
  await page.waitForSelector('check-result[data-outcome=fails]')
  expect((await outcomeOf(page)).slice(0, 2)).toEqual(['votes.differ', 'root.differs'])
  expect(await said(page)).toMatch(/^Not all of it holds\./)

  const document = JSON.parse(text('certificate.json')) as { output: { results: { disagrees: number }[] } }
  const { disagrees } = document.output.results[4] ?? { disagrees: 0 }
  Object.assign(document.output.results[4] as object, { disagrees: disagrees + 1 })
  await page.setInputFiles('#check-files', given({ ...files, 'certificate.json': Buffer.from(JSON.stringify(document)) }))
  await page.waitForSelector('[data-finding="digest.differs"]')
  expect(await outcomeOf(page)).toEqual(['field.differs', 'digest.differs'])
  const line = (await page.textContent('[data-finding="field.differs"]')) ?? ''
  expect(line.replaceAll(/[\u2068\u2069]/g, '')).toContain(
    `output.results[4].disagrees does not come out: published ${disagrees + 1}, recomputed ${disagrees}.`,
  )
  await page.setInputFiles('#check-files', [{ name: 'result.zip', mimeType: 'application/zip', buffer: zip.subarray(0, zip.length - 50) }])
  await page.waitForSelector('[data-finding="files.unreadable"]')
  expect(await outcomeOf(page)).toEqual(['files.unreadable'])
  await context.close()
})

test('without any network the files are checked all the same; who signed is then believed on their word', async () => {
  const { context, page } = await openCheck()
  await page.setInputFiles('#check-files', given(files))
  await outcomeOf(page)
  await context.setOffline(true)
  await page.setInputFiles('#check-files', [{ name: 'result.zip', mimeType: 'application/zip', buffer: zip }])
  await page.waitForSelector('[data-finding="key.own-word"]')
  expect(await outcomeOf(page)).toEqual(['key.own-word'])
  await page.click('check-result button')
  await page.waitForFunction(() =>
    document.querySelector('check-result [role=status]')?.textContent?.startsWith('The check could not be done'),
  )
  await context.close()
})

test.each([
  ['reached', false],
  ['refused', true],
] as const)('an address that the worker asks for is %s, its policy kept: %j', async (heard, kept) => {
  const { context, page } = await openCheck()
  const telling: string[] = []
  page.on('console', (message) => telling.push(message.text()))
  await context.route('**/verify-worker-*.js', async (route) => {
    const answer = await route.fetch()
    const { 'content-security-policy': policy, ...headers } = answer.headers()
    expect(policy).toBe("default-src 'none'")
    const body = `fetch('/healthz').then(() => console.info('reached'), () => console.info('refused'));${await answer.text()}`
    await route.fulfill({ response: answer, headers: kept ? answer.headers() : headers, body })
  })
  await page.click('check-result button')
  expect(await outcomeOf(page)).toEqual([])
  await expect.poll(() => telling).toContain(heard)
  await context.close()
})

/** Another program in the place of the worker, for as long as it is asked for. */
async function instead({ context }: Opened, body: string | null): Promise<() => Promise<void>> {
  const path = '**/verify-worker-*.js'
  await context.route(path, (route) =>
    body === null ? route.abort() : route.fulfill({ contentType: 'text/javascript', headers: { 'cache-control': 'no-store' }, body }),
  )
  return () => context.unroute(path)
}

test('a worker that never answers is stopped by a button, one that does not come is a failure, and the next check begins anew', async () => {
  const opened = await openCheck()
  const { context, page } = opened
  const stop = page.getByRole('button', { name: 'Stop the check' })
  expect(await stop.isVisible()).toBe(false)
  const real = await instead(opened, 'self.onmessage = () => {}')
  await page.click('check-result button')
  await stop.focus()
  await page.keyboard.press('Enter')
  await page.waitForSelector('check-result[aria-busy=false]')
  expect([await said(page), await stop.isVisible()]).toEqual(['The check was stopped. Nothing is said about the result.', false])
  expect(await page.evaluate(() => document.activeElement?.id), 'the focus is not lost').toBe('check-files')
  await real()
  const there = await instead(opened, null)
  await page.click('check-result button')
  await page.waitForFunction(() => document.querySelector('check-result [role=status]')?.textContent?.startsWith('The check could not be'))
  await there()
  await page.click('check-result button')
  expect(await outcomeOf(page)).toEqual([])
  expect(await said(page)).toMatch(/^All of it holds\./)
  await context.close()
})

test('what files hold is shown as text, whatever it is; a file that is there twice is not read', async () => {
  const { context, page } = await openCheck()
  const markup = '<img src=x onerror="document.title=1"><b>'
  await page.setInputFiles('#check-files', [
    { name: `${markup}.zip`, mimeType: 'application/zip', buffer: zip.subarray(0, zip.length - 50) },
  ])
  await page.waitForSelector('[data-finding="files.unreadable"]')
  expect(await page.textContent('[data-finding="files.unreadable"]')).toContain(markup)
  const votes = text('votes.csv').replace(/,(-?[01])\n$/, `,"${markup.replaceAll('"', '""')}"\n`)
  await page.setInputFiles('#check-files', given({ ...files, 'votes.csv': Buffer.from(votes) }))
  await page.waitForSelector('[data-finding="files.broken"]')
  const document = JSON.parse(text('certificate.json')) as { engine: string }
  await page.setInputFiles(
    '#check-files',
    given({ ...files, 'certificate.json': Buffer.from(JSON.stringify({ ...document, engine: markup })) }),
  )
  await page.waitForSelector('[data-finding="engine.other"]')
  expect(await page.textContent('[data-finding="engine.other"]')).toContain(markup)
  expect(await page.locator('check-result img, check-result b').count()).toBe(0)
  await page.setInputFiles('#check-files', [
    ...given({ 'votes.csv': Buffer.from('others') }),
    { name: 'result.zip', mimeType: 'application/zip', buffer: zip },
  ])
  await page.waitForSelector('[data-finding="files.unreadable"]')
  await context.close()
})

test('sums alone, in a browser without Ed25519: neither numbers nor signature were checked, and it says so', async () => {
  const sums = await stageDialogue(house.hub, { title: 'Sums alone', publication: 'aggregates' })
  await castVotes(house.hub, sums, 24)
  await doAsHub(house.hub, 'dialogue.close', { dialogue: sums.id })
  await house.hub.sweep()
  const opened = await openCheck('en', { of: sums })
  const { context, page } = opened
  await page.click('check-result button')
  expect(await outcomeOf(page)).toEqual(['form.sealed'])
  expect(await said(page)).toMatch(/^What can be checked here holds\. The numbers cannot be worked out again, because/)
  await withoutEd25519(context)
  await page.reload()
  await page.click('check-result button')
  expect(await outcomeOf(page)).toEqual(['form.sealed', 'signature.unsupported'])
  expect(await said(page)).toMatch(/cannot be worked out again, and the signature could not be checked in this browser/)
  await context.close()
})

async function withoutEd25519(context: BrowserContext): Promise<void> {
  await context.route('**/verify-worker-*.js', async (route) => {
    const answer = await route.fetch()
    const without = `SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'));`
    await route.fulfill({ response: answer, body: `${without}${await answer.text()}` })
  })
}

test('a browser without Ed25519 says that the signature was not checked', async () => {
  const { context, page } = await openCheck()
  await withoutEd25519(context)
  await page.click('check-result button')
  expect(await outcomeOf(page)).toEqual(['signature.unsupported'])
  expect(await said(page)).toMatch(/^The numbers hold\. The signature could not be checked in this browser/)
  await context.close()
})

test.each([
  ['fr', 'ltr', /^Tout est exact\./, /Pas exact/],
  ['ar', 'rtl', /^كل شيء صحيح\./, /غير صحيح/],
] as const)('in %s', async (locale, direction, holds, fails) => {
  const { context, page } = await openCheck(locale)
  expect(await page.getAttribute('html', 'dir')).toBe(direction)
  await page.click('check-result button')
  await outcomeOf(page)
  expect(await said(page)).toMatch(holds)
  await page.setInputFiles(
    '#check-files',
    given({ ...files, 'participants-votes.csv': Buffer.from(`${text('participants-votes.csv').split('\n').slice(0, -2).join('\n')}\n`) }),
  )
  await page.waitForSelector('check-result[data-outcome=fails]')
  expect(await page.textContent('[data-finding="votes.differ"]')).toMatch(fails)
  expect(await page.textContent('[data-finding="votes.differ"]'), 'every blank is filled').not.toMatch(/\{\w+\}/)
  expect(await faultsOf(page)).toEqual([])
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    'no scrolling sideways',
  ).toBe(true)
  await context.close()
})

test('without JavaScript the page says how to check on the command line, and offers the files', async () => {
  const { context, page } = await openCheck('en', { javaScript: false })
  expect(await page.textContent('noscript')).toContain('needs JavaScript')
  expect(await page.getAttribute('a[download]', 'href')).toBe(`/en/dialogues/${dialogue.slug}/result/bundle`)
  expect(await page.textContent('main')).toContain('npm run -s passerelle -- verify result.zip')
  await context.close()
})
