import { isUuid } from '#base'
import type { Keys } from '../../../platform/keys.ts'

export type Ref = { readonly scope: string; readonly id: string }

const linkTo = (keys: Keys, purpose: string, { scope, id }: Ref): string => keys.sign(purpose, `${scope}.${id}`)

function readLink(keys: Keys, purpose: string, link: string): Ref | null {
  const [scope = '', id = '', ...more] = keys.verify(purpose, link)?.split('.') ?? []
  return isUuid(scope) && isUuid(id) && more.length === 0 ? { scope, id } : null
}

/** Private links: whoever holds one reads what became of a report, or why something of theirs was hidden, and may appeal. No account is asked for. */
export const reportLink = (keys: Keys, report: Ref): string => linkTo(keys, 'report', report)
export const readReportLink = (keys: Keys, link: string): Ref | null => readLink(keys, 'report', link)
export const reasonsLink = (keys: Keys, ofCase: Ref): string => linkTo(keys, 'reasons', ofCase)
export const readReasonsLink = (keys: Keys, link: string): Ref | null => readLink(keys, 'reasons', link)

export const pressureLink = (keys: Keys, id: string): string => keys.sign('pressure', id)
export function readPressureLink(keys: Keys, link: string): string | null {
  const id = keys.verify('pressure', link)
  return id !== null && isUuid(id) ? id : null
}

/** Into the office of a moderator of the hub, for somebody to whom it is handed over. */
export const moderatorLinkTo = (keys: Keys, id: string): string => keys.sign('hub-moderator', id)
export function readModeratorLink(keys: Keys, link: string): string | null {
  const id = keys.verify('hub-moderator', link)
  return id !== null && isUuid(id) ? id : null
}

/** Into the circle, for somebody to whom it is handed over. */
export const circleLinkTo = (keys: Keys, id: string): string => keys.sign('circle', id)
export function readCircleLink(keys: Keys, link: string): string | null {
  const id = keys.verify('circle', link)
  return id !== null && isUuid(id) ? id : null
}
