import { isUuid } from '#base'
import type { Keys } from '../../../platform/keys.ts'

export type Ref = { readonly session: string; readonly id: string }

/** Whoever holds it wrote the idea: it follows, corrects and withdraws it, without an account and without an address. */
export const linkTo = (keys: Keys, { session, id }: Ref): string => keys.sign('idea', `${session}.${id}`)

export function readLink(keys: Keys, link: string): Ref | null {
  const [session = '', id = '', ...more] = keys.verify('idea', link)?.split('.') ?? []
  return isUuid(session) && isUuid(id) && more.length === 0 ? { session, id } : null
}

export const ownerTags = (keys: Keys, session: string, account: string): readonly Buffer[] => keys.tags('idea-owner', session, account)
