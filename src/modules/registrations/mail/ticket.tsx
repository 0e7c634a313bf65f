import { raw } from 'hono/html'
import { address, type Page } from '../../../web/page.ts'

type Frame = Pick<Page, 'say' | 'publicUrl' | 'hubName'>
type Letter = { readonly subject: string; readonly text: string; readonly html: string }

/** Neither subject nor text says of what: whoever looks into the mailbox learns that there is a ticket, and a code that says nothing. */
export function ticketLetter(page: Frame, { code, path }: { readonly code: string; readonly path: string }): Letter {
  const { say, hubName } = page
  const subject = say('ticket-letter.subject', { hub: hubName })
  const link = address(page, path)
  const lines = [say('ticket-letter.lead'), code, say('ticket-letter.where'), link, say('ticket-letter.why'), hubName]
  const html = (
    <>
      {raw('<!doctype html>')}
      <html lang={say.locale} dir={say.dir}>
        <head>
          <meta charset="utf-8" />
          <title>{subject}</title>
        </head>
        <body>
          {lines.map((line) => (
            <p>{line === link ? <a href={link}>{link}</a> : line === code ? <bdi>{code}</bdi> : line}</p>
          ))}
        </body>
      </html>
    </>
  )
  if (html instanceof Promise) throw new TypeError('a letter waits for nothing')
  return { subject, text: `${lines.join('\n\n')}\n`, html: html.toString() }
}
