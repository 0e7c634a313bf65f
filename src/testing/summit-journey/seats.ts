import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { OpenHouse } from '../browser.ts'
import type { CastName } from '../cast.ts'

/** Who sits where: in one language, at one width, with scripts or without. */
export type Seat = {
  readonly context: BrowserContext
  readonly page: Page
  /** A page of the hub in their language; the status of the answer. */
  visit(path: string): Promise<number>
  /** Where they are, without the language. */
  path(): string
  /** What the page says to whoever looks at it. */
  read(): Promise<string>
}

type Wanted = { readonly locale: string; readonly width?: number; readonly javaScript?: boolean; readonly faults: string[] }

/** A browser of their own. What goes wrong in it without anybody seeing it is written into `faults`. */
export async function takeSeat(house: OpenHouse, name: CastName | null, { faults, locale, ...more }: Wanted): Promise<Seat> {
  const context = await house.sit(name, { locale, ...more })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (line) => void (line.text().includes('Content Security Policy') ? faults.push(line.text()) : null))
  page.on('request', (request) => void (request.url().startsWith(house.url) ? null : faults.push(request.url())))
  page.on('response', (answer) => void (answer.status() < 500 ? null : faults.push(`${answer.status()} ${answer.url()}`)))
  return {
    context,
    page,
    visit: async (path) => (await page.goto(`${house.url}/${locale}${path}`))?.status() ?? 0,
    path: () => new URL(page.url()).pathname.replace(`/${locale}`, ''),
    read: async () => (await page.locator('main').innerText()).replaceAll(/[\u2066-\u2069]/g, ''),
  }
}

type Fields = Readonly<Record<string, string>>

const SEND = 'button:not([type=button])'

/** Fills the form that is sent to where the address ends so, sends it, and waits for the page that answers. */
export async function complete({ page }: Seat, end: string, fields: Fields = {}, button = SEND): Promise<void> {
  const form = page.locator(`main form[action$="${end}"]`).first()
  for (const [name, value] of Object.entries(fields)) await fill(form, name, value)
  await sent(page, form.locator(button).first())
}

/** Presses, and waits for the page that answers. */
export async function sent(page: Page, pressed: Locator): Promise<void> {
  await unfold(pressed)
  await Promise.all([page.waitForEvent('load'), pressed.click()])
}

/** Follows the first link of the page's own part whose address ends so. */
export const follow = ({ page }: Seat, end: string): Promise<void> => sent(page, page.locator(`main a[href$="${end}"]`).first())

/** What is folded away is unfolded first, as somebody who looks for it would. */
export async function unfold(inside: Locator): Promise<void> {
  const folded = inside.locator('xpath=ancestor::details[not(@open)]/summary')
  for (let left = await folded.count(); left > 0; left -= 1) await folded.first().click()
}

async function fill(form: Locator, name: string, value: string): Promise<void> {
  const field = form.locator(`[name="${name}"]`).first()
  await unfold(field)
  const kind = await field.evaluate((element) => `${element.tagName} ${element.getAttribute('type') ?? ''}`)
  if (kind.startsWith('SELECT')) await field.selectOption(value)
  else if (/radio|checkbox/.test(kind)) await form.locator(`[name="${name}"][value="${value}"]`).check()
  else await field.fill(value)
}

/** Ticks what has these words beside it. */
export async function tick({ page }: Seat, words: string): Promise<void> {
  const box = page.locator('main label', { hasText: words }).locator('input').first()
  await unfold(box)
  await box.check()
}
