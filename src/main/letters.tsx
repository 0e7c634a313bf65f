import { Hono } from 'hono'
import { raw } from 'hono/html'
import { no, refuse } from '../core/refused.ts'
import { Layout } from '../web/layout.tsx'
import type { Kit } from '../web/manifest.ts'
import type { Env } from '../web/page.ts'
import { rooms } from './rooms.ts'

/** `/dev/mail`: every letter that the hub can send, in every language, with invented content. Only in a demonstration. */
export function letterPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  const letters = rooms.flatMap((room) => room.letters ?? [])
  app.get('/dev/mail', (c) => {
    if (!kit.demo) refuse(no('page.missing'))
    const { page } = c.var
    return c.html(
      <Layout page={page} title="Mail" index={false}>
        <h1>Mail</h1>
        {letters.flatMap((letter) =>
          kit.books.locales.map((locale) => {
            const say = kit.books.say(locale)
            const { subject, text, html } = letter.draw({ ...page, say })
            return (
              <section class="card" lang={locale} dir={say.dir}>
                <h2>{subject}</h2>
                <p class="quiet">
                  {letter.name} · {locale}
                </p>
                <div>{raw(html)}</div>
                <pre>{text}</pre>
              </section>
            )
          }),
        )}
      </Layout>,
    )
  })
  return app
}
