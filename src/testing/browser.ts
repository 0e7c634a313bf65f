import { join } from 'node:path'
import { serve } from '@hono/node-server'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { openAssets } from '../web/assets.ts'
import type { CastName } from './cast.ts'
import { openHub, type Hub } from './hub.ts'

// The package's own choice of arguments runs everything in one process, which hangs; these are enough for a closed machine.
const ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

/** A real browser. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: [...ARGUMENTS, ...more], headless: true })
}

/** A browser whose profile lies in a folder: closed and started again, it holds what it held. */
export async function startBrowserIn(folder: string): Promise<BrowserContext> {
  const viewport = { width: 360, height: 760 }
  return chromium.launchPersistentContext(folder, {
    executablePath: await sparticuz.executablePath(),
    args: ARGUMENTS,
    headless: true,
    viewport,
  })
}

export type OpenHouse = {
  readonly hub: Hub
  readonly url: string
  readonly browser: Browser
  /** A browser of their own, signed in where they have an account. */
  sit(name: CastName | null, options?: { javaScript?: boolean; width?: number; locale?: string; dark?: boolean }): Promise<BrowserContext>
  close(): Promise<void>
}

/** A hub behind a real port, with the built scripts and styles, and a real browser before it. */
export async function openHouse(port: number, name = '127.0.0.1', leaveTo = 'about:blank'): Promise<OpenHouse> {
  const url = `http://${name}:${port}`
  const hub = await openHub({
    publicUrl: url,
    at: new Date(),
    leaveTo,
    assets: openAssets(join(import.meta.dirname, '../../build/client')),
  })
  const server = serve({ fetch: hub.app.fetch, port, hostname: '127.0.0.1' })
  const browser = await launchBrowser()
  return {
    hub,
    url,
    browser,
    async sit(name, { javaScript = true, width = 360, locale = 'en', dark = false } = {}) {
      const context = await browser.newContext({
        javaScriptEnabled: javaScript,
        viewport: { width, height: 760 },
        locale,
        colorScheme: dark ? 'dark' : 'light',
      })
      const session = name === null ? undefined : hub.cast.members.get(name)?.session
      if (session !== undefined) await context.addCookies([{ name: 'session', value: session, url }])
      return context
    },
    async close() {
      await browser.close()
      server.close()
      await hub.close()
    },
  }
}
