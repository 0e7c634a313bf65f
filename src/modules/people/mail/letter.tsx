import { raw } from 'hono/html'
import type { Say } from '../../../web/say.ts'

export type Written = { readonly subject: string; readonly text: string; readonly html: string }
type Paragraph = string | { readonly link: string }

/** A letter of a few paragraphs, as text and as plain HTML of the same words. Its foot says what no letter of ours ever asks. */
export function letterOf(say: Say, subject: string, body: readonly Paragraph[]): Written {
  const paragraphs: readonly Paragraph[] = [...body, say('letter.never')]
  const text = paragraphs.map((one) => (typeof one === 'string' ? one : one.link)).join('\n\n')
  const html = (
    <>
      {raw('<!doctype html>')}
      <html lang={say.locale} dir={say.dir}>
        <head>
          <meta charset="utf-8" />
          <title>{subject}</title>
        </head>
        <body>
          {paragraphs.map((one) => (
            <p>{typeof one === 'string' ? one : <a href={one.link}>{one.link}</a>}</p>
          ))}
        </body>
      </html>
    </>
  )
  if (html instanceof Promise) throw new TypeError('a letter waits for nothing')
  return { subject, text: `${text}\n`, html: html.toString() }
}
