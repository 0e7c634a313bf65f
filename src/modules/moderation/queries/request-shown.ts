import type { RequestRow } from './case-file.ts'
import type { RequestShown } from './shapes.ts'

/** To the author and in the reasons: all of it, unless the law forbids that the authority is named. */
export function requestFor(row: RequestRow | null): RequestShown | null {
  if (row === null) return null
  const { authority, country, legal_basis: legalBasis, territory, received_on: receivedOn, nameable } = row
  const told = nameable ? { authority, country, legalBasis } : { authority: null, country: null, legalBasis: null }
  return { ...told, territory, receivedOn }
}
