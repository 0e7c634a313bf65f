import { createTransport } from 'nodemailer'
import { isSame } from './keys.ts'
import { isThisMachine } from './public-address.ts'
import { Trouble } from './trouble.ts'

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
  /** Throws a `LetterRefused` where the other side says that it will never take it, a `MailTrouble` where it may do so later. */
  send(letter: Letter): Promise<void>
  readonly delivers: boolean
  /** Whether letters wait for a mail server that does not take them now. Absent: nobody knows. */
  readonly isLate?: () => Promise<boolean>
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

/** The mail server is away, lets us not in, or says "later": the letter is worth keeping. Its words are left out, they may hold the address. */
export class MailTrouble extends Trouble {
  override name = 'MailTrouble'
}

/** After one that could not be reached the next are not tried for as long: each would hold up for seconds what else waits to be done. */
const REST_MS = 5000
/** A server that says nothing is waited for so long, in milliseconds. */
const TIMES = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 } as const

/** A few connections for many letters, since opening one takes longer than a letter; closed soon after the last. */
const KEPT = { pool: true, maxConnections: 3, idleTimeout: 5000 } as const

/** All that a reader sees or a mail program obeys: what is not in this list somebody on the way could change. */
const SIGNED = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'Content-Language'],
  ...['Auto-Submitted', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':')

export function openMailer(smtpUrl: string | null, from: string, ways: MailWays = {}): Mailer {
  const { dkim = null, bounceAddress = null, bounceSecret = null } = ways
  const takesBack = bounceSecret === null ? {} : { takesBack: (given: string) => isSame(given, bounceSecret) }
  if (smtpUrl === null) return { delivers: false, send: async () => undefined, close: () => undefined, ...takesBack }
  const signing = dkim === null ? {} : { dkim: { ...keyOf(dkim), headerFieldNames: SIGNED } }
  const transport = createTransport({ url: underTls(smtpUrl), ...KEPT, ...TIMES, ...signing })
  let away: { readonly trouble: MailTrouble; readonly since: number } | null = null
  const home = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    delivers: true,
    ...takesBack,
    close: () => transport.close(),
    async send({ to, subject, text, html, language, stop, stopSubject, id, comesBackAs }) {
      const back = bounceAddress === null || comesBackAs === undefined ? null : bounceAddress.replace('@', `+${comesBackAs}@`)
      const byLetter = bounceAddress === null || stopSubject === undefined ? null : `mailto:${bounceAddress}?subject=${stopSubject}`
      const ends = [stop, byLetter].flatMap((way) => (way === undefined || way === null ? [] : [`<${way}>`]))
      if (away !== null && performance.now() - away.since < REST_MS) throw away.trouble
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
          if (status !== null) throw new LetterRefused(status, error)
          const trouble = troubleOf(error)
          if (trouble === null) throw error
          if (trouble.sort === 'away') away = { trouble, since: performance.now() }
          throw trouble
        })
    },
  }
}

/** What the library says of a server that cannot be reached, or that a letter cannot be handed to in the way that was asked. */
const AWAY = new Set(['ECONNECTION', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'EPROTOCOL', 'ETLS', 'EAUTH'])

function troubleOf(error: unknown): MailTrouble | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? String(error.code) : ''
  const answer = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0
  if (answer >= 400 && answer < 500 && answer !== 421) return new MailTrouble('busy', String(answer), error)
  return AWAY.has(code) || answer === 421 ? new MailTrouble('away', code || String(answer), error) : null
}

const keyOf = ({ domain, selector, privateKey }: Dkim) => ({ domainName: domain, keySelector: selector, privateKey })

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
