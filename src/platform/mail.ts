import { timingSafeEqual } from 'node:crypto'
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
  /** The same by a letter: what its subject says. Offered where letters to the hub arrive somewhere. */
  readonly stopSubject?: string
  /** The same at each try of one letter, so that what arrives twice is shown once. */
  readonly id?: string
  /** Of whose letter it is, for the address to which it comes back. */
  readonly comesBackAs?: string
}

export type Mailer = {
  /** Throws a `LetterRefused` where the other side says that it will never take it. */
  send(letter: Letter): Promise<void>
  readonly delivers: boolean
  /** Where letters are taken that come back: whether this is what the configuration calls the secret. Absent: nowhere. */
  readonly takesBack?: (secret: string) => boolean
  close(): void
}

/** With what letters are signed (RFC 6376). */
export type Dkim = { readonly domain: string; readonly selector: string; readonly privateKey: string }

export type MailWays = { readonly dkim?: Dkim | null; readonly bounceAddress?: string | null; readonly bounceSecret?: string | null }

/** Refused for good, with the code of RFC 3463 (`5.1.1`), or `5.0.0` where none was told. */
export class LetterRefused extends Error {
  override name = 'LetterRefused'
  readonly status: string
  constructor(status: string, cause: unknown) {
    // Not the words of the other side: they hold the address.
    super(`A mail server refused a letter for good (${status})`, { cause })
    this.status = status
  }
}

/** A few connections for many letters, since opening one takes longer than a letter; closed soon after the last. */
const KEPT = { pool: true, maxConnections: 3, idleTimeout: 5000 } as const

/** All that a reader sees or a mail program obeys: what is not in this list somebody on the way could change. */
const SIGNED = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'Content-Language'],
  ...['Auto-Submitted', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':')

export function openMailer(smtpUrl: string | null, from: string, ways: MailWays = {}): Mailer {
  const { dkim = null, bounceAddress = null, bounceSecret = null } = ways
  const takesBack = bounceSecret === null ? {} : { takesBack: (given: string) => same(given, bounceSecret) }
  if (smtpUrl === null) return { delivers: false, send: async () => undefined, close: () => undefined, ...takesBack }
  const signing = dkim === null ? {} : { dkim: { ...keyOf(dkim), headerFieldNames: SIGNED } }
  const transport = createTransport({ url: underTls(smtpUrl), ...KEPT, ...signing })
  const home = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    delivers: true,
    ...takesBack,
    close: () => transport.close(),
    async send({ to, subject, text, html, language, stop, stopSubject, id, comesBackAs }) {
      const back = bounceAddress === null || comesBackAs === undefined ? null : bounceAddress.replace('@', `+${comesBackAs}@`)
      const byLetter = bounceAddress === null || stopSubject === undefined ? null : `mailto:${bounceAddress}?subject=${stopSubject}`
      const ends = [stop, byLetter].flatMap((way) => (way === undefined || way === null ? [] : [`<${way}>`]))
      await transport
        .sendMail({
          from,
          to,
          subject,
          text,
          html,
          ...(back === null ? {} : { envelope: { from: back, to } }),
          ...(id === undefined ? {} : { messageId: `<${id}@${home}>` }),
          headers: {
            'Content-Language': language,
            'Auto-Submitted': 'auto-generated',
            ...(stop === undefined ? {} : { 'List-Unsubscribe': ends.join(', '), 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
          },
        })
        .catch((error: unknown) => {
          const status = refusedFor(error)
          throw status === null ? error : new LetterRefused(status, error)
        })
    },
  }
}

const keyOf = ({ domain, selector, privateKey }: Dkim) => ({ domainName: domain, keySelector: selector, privateKey })

function same(one: string, other: string): boolean {
  const [given, right] = [Buffer.from(one), Buffer.from(other)]
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Of the address or of the letter itself. That the hub may not send at all (no login, no such sender) is no matter of whom it writes to. */
function refusedFor(error: unknown): string | null {
  if (!(error instanceof Error && 'responseCode' in error && 'command' in error)) return null
  const { responseCode, command } = error
  if (typeof responseCode !== 'number' || responseCode < 500 || !(command === 'RCPT TO' || command === 'DATA')) return null
  const said = 'response' in error ? String(error.response) : ''
  return /\b5\.\d{1,3}\.\d{1,3}\b/.exec(said)?.[0] ?? '5.0.0'
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
