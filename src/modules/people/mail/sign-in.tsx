import { raw } from 'hono/html'
import { address, type Page } from '../../../web/page.ts'

type Written = { readonly subject: string; readonly text: string; readonly html: string }

/** The letter with the link. It greets nobody by name: who typed an address need not be its owner. */
export function signInLetter(page: Pick<Page, 'say' | 'publicUrl' | 'hubName'>, link: { token: string; minutes: number }): Written {
  const { say, hubName } = page
  const url = signInAddress(page, link.token)
  const subject = say('sign-in-letter.subject', { hub: hubName })
  const lead = say('sign-in-letter.lead', { hub: hubName })
  const once = say('sign-in-letter.once', { minutes: link.minutes })
  const stranger = say('sign-in-letter.stranger')
  const text = [lead, url, once, stranger, hubName].join('\n\n')
  const html = (
    <>
      {raw('<!doctype html>')}
      <html lang={say.locale} dir={say.dir}>
        <head>
          <meta charset="utf-8" />
          <title>{subject}</title>
        </head>
        <body>
          <p>{lead}</p>
          <p>
            <a href={url}>{url}</a>
          </p>
          <p>{once}</p>
          <p>{stranger}</p>
          <p>{hubName}</p>
        </body>
      </html>
    </>
  )
  if (html instanceof Promise) throw new TypeError('a letter waits for nothing')
  return { subject, text: `${text}\n`, html: html.toString() }
}

export const signInAddress = (page: Pick<Page, 'say' | 'publicUrl'>, token: string): string => address(page, `/sign-in/${token}`)
