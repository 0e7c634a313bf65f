import type { Chance } from '../seed.ts'
import { strangeText } from './strange.ts'

/** How a hub is told that it may be handed what came back (`openHub({ mailWays })`). */
export const COMES_BACK = { bounceAddress: 'bounce@hub.example.org', bounceSecret: 'a-secret-of-the-mail-server' }

export const LETTER_HEADS = { 'content-type': 'message/rfc822', authorization: `Bearer ${COMES_BACK.bounceSecret}` }

/** A report of a mail server, as Postfix writes it. */
export const report = (to: string, boundary = 'B', status = '5.1.1'): string =>
  [
    'From: MAILER-DAEMON@mx.example.org',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    'Final-Recipient: rfc822; somebody@example.org',
    'Action: failed',
    `Status: ${status}`,
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n')

const TO = 'bounce+aaaaaaaaaaaaaaaaaaaaaaaaaaaa@hub.example.org'

export const plainLetter = (): string => report(TO)

/** Letters that no mail server writes, or not whole. */
export function strangeLetter(chance: Chance): string {
  const whole = plainLetter()
  switch (chance.below(10)) {
    case 0:
      return whole.slice(0, chance.below(whole.length))
    case 1:
      return whole.replaceAll('\r\n', '\n')
    case 2:
      return whole.replaceAll('\r\n', '\r')
    case 3:
      return report(strangeText(chance))
    case 4:
      return report(TO, '('.repeat(200))
    case 5:
      return report(TO, 'B', strangeText(chance))
    case 6:
      return `${'Received: from x\r\n'.repeat(20_000)}${whole}`
    case 7:
      return `To: ${`${TO}, `.repeat(5000)}\r\n\r\n`
    case 8:
      return Array.from({ length: 200 }, (_one, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`).join('')
    default:
      return strangeText(chance)
  }
}
