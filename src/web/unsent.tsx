import { CopyText } from './copy-text.tsx'
import type { PageContext } from './page.ts'
import type { Say } from './say.ts'

/** Fewer words are chosen or filled in again at once; a code is no text, and is shown to nobody who looks over a shoulder. */
const FEWEST_WORDS = 3
const SECRET = /^_|code|token|key|password|secret/i

/** The texts of a form that was turned away as a whole. A form of another site is shown nothing of, and what was too large was not read. */
export async function writtenIn(c: PageContext): Promise<readonly string[]> {
  if (c.req.method !== 'POST') return []
  const fields = await c.req.parseBody({ all: true }).catch(() => ({}))
  return Object.entries(fields).flatMap(([name, value]) =>
    SECRET.test(name) ? [] : [value].flat().filter((one): one is string => typeof one === 'string' && isLong(one)),
  )
}

/** Whether a page that was drawn again holds all of these texts, line by line, for a list may come back in another order. */
export async function isShownIn(drawn: Response, texts: readonly string[]): Promise<boolean> {
  if (texts.length === 0 || !(drawn.headers.get('content-type') ?? '').startsWith('text/html')) return true
  const html = withoutGaps(await drawn.clone().text())
  const lines = texts.flatMap((text) => text.split('\n')).map(withoutGaps)
  return lines.filter(isLong).every((line) => html.includes(escaped(line)))
}

const isLong = (text: string): boolean => text.trim().split(/\s+/).length >= FEWEST_WORDS
const withoutGaps = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)

/** Shown once, so that it can be taken along; kept nowhere. */
export function Unsent({ say, texts }: { say: Say; texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <section>
      <h2>{say('unsent.title')}</h2>
      <p>{say('unsent.what')}</p>
      {texts.map((text) => (
        <div>
          <textarea readonly rows={6} dir="auto" aria-label={say('unsent.title')}>
            {text}
          </textarea>
          <CopyText say={say} text={text} as="button" />
        </div>
      ))}
    </section>
  )
}

/** The page from which a form was sent, with its language and without its fragment; null where the browser does not say, or names another site. */
export function pageBefore(c: PageContext): string | null {
  const said = c.req.header('referer') ?? ''
  if (!URL.canParse(said)) return null
  const { origin, pathname, search } = new URL(said)
  const { publicUrl, locales } = c.var.page
  return origin === new URL(publicUrl).origin && locales.some((locale) => pathname.startsWith(`/${locale}/`))
    ? `${pathname}${search}`
    : null
}
