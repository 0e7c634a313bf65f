import { isUuid } from '#base'
import { z } from 'zod'
import { codeOf } from '../../../core/paper-code.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { At } from './rows.ts'

/** Purposes of seals and tags. */
export const TOLD = 'event-answer'
export const NEED = 'event-need'
export const ROOM = 'event-room'
const LINK = 'event-answer'

export type Ref = At & { readonly id: string }

/** Whoever holds it gave the answer: it changes and withdraws it, without an account and without an address. */
export const linkTo = (keys: Pick<Keys, 'sign'>, { host, event, slot, id }: Ref): string =>
  keys.sign(LINK, [host, event, slot, id].join('.'))

export function readLink(keys: Pick<Keys, 'verify'>, link: string): Ref | null {
  const [host = '', event = '', slot = '', id = '', ...more] = keys.verify(LINK, link)?.split('.') ?? []
  return [host, event, id].every(isUuid) && more.length === 0 ? { host, event, slot, id } : null
}

/** Of the account: one answer whatever the name. */
export const accountTags = (keys: Pick<Keys, 'tags'>, event: string, account: string): readonly Buffer[] =>
  keys.tags('event-answer-account', event, account)
export const personTags = (keys: Pick<Keys, 'tags'>, event: string, person: string): readonly Buffer[] =>
  keys.tags('event-answer-person', event, person)
export const supporterTags = (keys: Pick<Keys, 'tags'>, event: string, account: string): readonly Buffer[] =>
  keys.tags('event-support', event, account)

const toldShape = z.object({ account: z.string().nullable(), person: z.string().nullable(), name: z.string(), brings: z.string() })
export type Told = z.infer<typeof toldShape>

export const sealTold = (keys: Pick<Keys, 'seal'>, told: Told): Buffer => keys.seal(TOLD, JSON.stringify(told))
export const openTold = (keys: Pick<Keys, 'open'>, sealed: Buffer): Told => toldShape.parse(JSON.parse(keys.open(TOLD, sealed)))

/** On the paper list and on the answer's own page: short, and good at one door on one day alone. */
export const doorCode = (keys: Pick<Keys, 'tag'>, { event, slot, id }: Ref): string =>
  codeOf(keys.tag('event-door', event, slot, id)).slice(0, 5)

export const feedToken = (keys: Pick<Keys, 'sign'>, id: string): string => keys.sign('event-feed', id)
