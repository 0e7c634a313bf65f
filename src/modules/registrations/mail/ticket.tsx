import { address, type Page } from '../../../web/page.ts'
import { letterHtml } from '../../../web/letter.tsx'

type Frame = Pick<Page, 'say' | 'publicUrl' | 'hubName'>
type Letter = { readonly subject: string; readonly text: string; readonly html: string }

/** Neither subject nor text says of what: whoever looks into the mailbox learns that there is a ticket, and a code that says nothing. */
export function ticketLetter(page: Frame, { code, path }: { readonly code: string; readonly path: string }): Letter {
  const { say, hubName } = page
  const subject = say('ticket-letter.subject', { hub: hubName })
  const link = address(page, path)
  const lines = [say('ticket-letter.lead'), code, say('ticket-letter.where'), link, say('ticket-letter.why'), hubName]
  const words = (
    <>
      {lines.map((line) => (
        <p>{line === link ? <a href={link}>{link}</a> : line === code ? <bdi>{code}</bdi> : line}</p>
      ))}
    </>
  )
  return { subject, text: `${lines.join('\n\n')}\n`, html: letterHtml(say, subject, words) }
}
