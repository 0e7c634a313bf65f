import { Hono } from 'hono'
import { dropCookie, readCookie, writeCookie } from '../../../web/cookies.ts'
import { readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { operatorNames } from '../queries/operators.ts'
import { localPath } from '../rules.ts'
import { PreferencesForm } from '../views/preferences.tsx'
import { PrivacyPage } from '../views/privacy.tsx'

const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone')
const DAYS = 365

export function preferencePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/preferences', (c) => {
    const zone = readCookie(c, 'zone', kit.secureCookies) ?? ''
    return c.html(<PreferencesForm page={c.var.page} zones={ZONES} zone={zone} then={cameFrom(c)} />)
  })
  app.post('/preferences', (c) => keepPreferences(c, kit))
  app.get('/privacy', async (c) => c.html(<PrivacyPage page={c.var.page} operators={await operatorNames(kit.runner.db)} />))
  return app
}

/** The page that the reader was on, without its language; the first page where nobody says. */
function cameFrom(c: PageContext): string {
  const asked = localPath(c.req.query('then'))
  if (asked !== undefined) return asked
  const referer = c.req.header('referer') ?? ''
  if (!URL.canParse(referer) || new URL(referer).host !== new URL(c.req.url).host) return '/'
  const { pathname, search } = new URL(referer)
  const [, language = '', ...rest] = pathname.split('/')
  const bare = c.var.page.locales.includes(language) ? `/${rest.join('/')}` : pathname
  return bare === '/preferences' ? '/' : (localPath(`${bare}${search}`) ?? '/')
}

/** Kept on this device alone: the hub does not learn them, and they work without an account. */
async function keepPreferences(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const language = page.locales.find((locale) => locale === form.text('language')) ?? page.say.locale
  const zone = form.text('zone')
  const kept = { secure: kit.secureCookies, days: DAYS }
  writeCookie(c, 'language', language, kept)
  if (ZONES.includes(zone)) writeCookie(c, 'zone', zone, kept)
  else dropCookie(c, 'zone', kit.secureCookies)
  const then = localPath(form.optional('then')) ?? '/'
  return c.redirect(`/${language}${then === '/' ? '' : then}`, 303)
}
