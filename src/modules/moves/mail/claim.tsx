import { letterHtml } from '../../../web/letter.tsx'
import type { Page } from '../../../web/page.ts'

type Frame = Pick<Page, 'say' | 'hubName'>
type Letter = { readonly subject: string; readonly text: string; readonly html: string }

/** It does not say which community it is: a mailbox is read by others too. Whoever holds the link comes in, once. */
export function claimLetter(
  { say, hubName }: Frame,
  { link, destination }: { readonly link: string; readonly destination: string },
): Letter {
  const subject = say('moves.letter.subject', { hub: hubName })
  const lines = [say('moves.letter.lead', { destination }), link, say('moves.letter.what'), say('moves.letter.not'), hubName]
  const words = (
    <>
      {lines.map((line) => (
        <p>{line === link ? <a href={link}>{link}</a> : line}</p>
      ))}
    </>
  )
  return { subject, text: `${lines.join('\n\n')}\n`, html: letterHtml(say, subject, words) }
}
