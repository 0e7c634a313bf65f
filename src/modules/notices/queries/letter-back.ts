import type { Keys } from '../../../platform/keys.ts'
import { readDeliveryStatus, subjectOf } from '../../../platform/delivery-status.ts'
import { isBounce } from '../rules.ts'
import { readComesBack, readStopLink, type Stopping } from './letter-link.ts'

export type LetterBack =
  | { readonly sort: 'bounce'; readonly letterKey: string; readonly mark: string; readonly status: string }
  | { readonly sort: 'stop'; readonly letterKey: string; readonly what: Stopping }
  | { readonly sort: 'other' }

/**
 * What arrived at the address to which letters come back: a report that one was refused for good, or a letter of a mail program that ends
 * letters. Whoever sent it is not believed: the proof within says which letter it is about. Answers of people who are away, and delays, are other.
 */
export function readLetterBack(keys: Keys, message: string): LetterBack {
  const [link = ''] = /(?<=^stop\s+)\S+/i.exec(subjectOf(message)) ?? []
  const stop = link === '' ? null : readStopLink(keys, link)
  if (stop !== null) return { sort: 'stop', ...stop }
  const refused = readDeliveryStatus(message).find(({ failed, status }) => failed && isBounce(status))
  if (refused === undefined) return { sort: 'other' }
  for (const [, text = ''] of message.matchAll(/\+([a-z2-7]{50})@/gi)) {
    const read = readComesBack(keys, text)
    if (read !== null) return { sort: 'bounce', ...read, status: refused.status }
  }
  return { sort: 'other' }
}
