import { buffer } from 'node:stream/consumers'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type Letter = {
  readonly to: string
  /** To where it comes back. */
  readonly from: string
  /** As it came over the line. */
  readonly raw: Buffer
  readonly subject: string
  readonly text: string
  readonly html: string
  /** As they came, in lower case. */
  readonly headers: ReadonlyMap<string, string>
}
export type LetterBox = { readonly url: string; readonly letters: Letter[]; close(): Promise<void> }

/** A real SMTP receiver on the loopback, which keeps what it gets. */
export async function openLetterBox(): Promise<LetterBox> {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const kept = buffer(stream).then(async (raw) => {
        const mail = await simpleParser(raw)
        const { mailFrom } = session.envelope
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ')
        const headers = new Map(mail.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()]))
        letters.push({
          to,
          from: mailFrom === false ? '' : mailFrom.address,
          raw,
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html === false ? '' : (mail.html ?? ''),
          headers,
        })
      })
      kept.finally(() => queueMicrotask(done)).catch(() => undefined)
    },
  })
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return { url: `smtp://127.0.0.1:${port}`, letters, close: () => new Promise((resolve) => server.close(() => resolve())) }
}
