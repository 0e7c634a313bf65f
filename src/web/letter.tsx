import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Say } from './say.ts'

/** What stands around the words of a letter: plain HTML that any reader of mail shows, with nothing to load. */
export function letterHtml(say: Say, subject: string, words: Child): string {
  const html = (
    <>
      {raw('<!doctype html>')}
      <html lang={say.locale} dir={say.dir}>
        <head>
          <meta charset="utf-8" />
          <title>{subject}</title>
        </head>
        <body>{words}</body>
      </html>
    </>
  )
  if (html instanceof Promise) throw new TypeError('a letter waits for nothing')
  return html.toString()
}
