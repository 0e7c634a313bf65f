import { createTransport } from 'nodemailer'
import { isThisMachine } from './public-address.ts'

export type Letter = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: string
  /** Where one press of a mail program's button ends such letters, without signing in (RFC 8058). */
  readonly stop?: string
  /** The same at each try of one letter, so that what arrives twice is shown once. */
  readonly id?: string
}
export type Mailer = { send(letter: Letter): Promise<void>; readonly delivers: boolean; close(): void }

/** A few connections for many letters, since opening one takes longer than a letter; closed soon after the last. */
const KEPT = { pool: true, maxConnections: 3, idleTimeout: 5000 } as const

export function openMailer(smtpUrl: string | null, from: string): Mailer {
  if (smtpUrl === null) return { delivers: false, send: async () => undefined, close: () => undefined }
  const transport = createTransport({ url: underTls(smtpUrl), ...KEPT })
  const home = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    delivers: true,
    close: () => transport.close(),
    async send({ to, subject, text, html, language, stop, id }) {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        html,
        ...(id === undefined ? {} : { messageId: `<${id}@${home}>` }),
        headers: {
          'Content-Language': language,
          'Auto-Submitted': 'auto-generated',
          ...(stop === undefined ? {} : { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
        },
      })
    },
  }
}

/**
 * To another machine a letter goes under TLS or not at all. `?ignoreTLS=true` in the address says that the way there needs none
 * (a network of the operator's own).
 */
export function underTls(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  if (url.protocol === 'smtps:' || isThisMachine(url.hostname) || url.searchParams.get('ignoreTLS') === 'true') return smtpUrl
  url.searchParams.set('requireTLS', 'true')
  return url.href
}
