import { createTransport } from 'nodemailer'
import { underTls } from './mail.ts'

export type MailTrial = { readonly sort: 'away' | 'tls' | 'login' | 'other'; readonly code: string }

/** Greets, goes under TLS and signs in, as before a letter, and leaves again. Null: all of it went well. Its words are left out. */
export async function tryMailServer(smtpUrl: string): Promise<MailTrial | null> {
  const times = { dnsTimeout: 8000, connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 8000 }
  const transport = createTransport({ url: underTls(smtpUrl), ...times })
  try {
    await transport.verify()
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no-answer'
    return { sort: SORTS[code] ?? (/CERT|TLS|SSL/i.test(code) ? 'tls' : 'other'), code }
  } finally {
    transport.close()
  }
}

const SORTS: Readonly<Record<string, MailTrial['sort']>> = {
  ...{ ECONNECTION: 'away', ECONNREFUSED: 'away', ETIMEDOUT: 'away', EDNS: 'away', ESOCKET: 'away', ENOTFOUND: 'away' },
  ...{ ETLS: 'tls', EAUTH: 'login' },
}
