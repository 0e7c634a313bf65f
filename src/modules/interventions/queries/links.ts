import { isUuid } from '#base'
import { codeOf } from '../../../core/paper-code.ts'
import { hashToken, type Keys } from '../../../platform/keys.ts'

export type Ref = { readonly session: string; readonly id: string }

const PURPOSE = 'intervention'

/** Whoever holds it is the speaker: it chooses how they are named, corrects and withdraws, without an account. */
export const linkTo = (keys: Keys, { session, id }: Ref): string => keys.sign(PURPOSE, `${session}.${id}`)

export function readLink(keys: Keys, link: string): Ref | null {
  const [session = '', id = '', ...more] = keys.verify(PURPOSE, link)?.split('.') ?? []
  return isUuid(session) && isUuid(id) && more.length === 0 ? { session, id } : null
}

/** The code of one that was written down without a slip: the same at each arrival. */
export const codeFor = (keys: Keys, { session, id }: Ref): string => codeOf(keys.tag('intervention-code', session, id))

/** 80 random bits need no secret: whoever reads the table cannot try them all. */
export const claimHash = (session: string, code: string): Buffer => hashToken(`${session}/${code}`)

/** Whose it is, by account: whichever of their names they act by, it is theirs, and no row says which account that is. */
export const ownerTags = (keys: Keys, session: string, account: string): readonly Buffer[] =>
  keys.tags('intervention-owner', session, account)
