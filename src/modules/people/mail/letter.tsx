import type { Say } from '../../../web/say.ts'
import { letterHtml } from '../../../web/letter.tsx'

export type Written = { readonly subject: string; readonly text: string; readonly html: string }
type Paragraph = string | { readonly link: string }

/** A letter of a few paragraphs, as text and as plain HTML of the same words. Its foot says what no letter of ours ever asks. */
export function letterOf(say: Say, subject: string, body: readonly Paragraph[]): Written {
  const paragraphs: readonly Paragraph[] = [...body, say('letter.never')]
  const text = paragraphs.map((one) => (typeof one === 'string' ? one : one.link)).join('\n\n')
  const words = (
    <>
      {paragraphs.map((one) => (
        <p>{typeof one === 'string' ? one : <a href={one.link}>{one.link}</a>}</p>
      ))}
    </>
  )
  return { subject, text: `${text}\n`, html: letterHtml(say, subject, words) }
}
