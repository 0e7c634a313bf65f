import { isOrigin } from '#countries'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { languageTag } from '../../../core/language.ts'
import { sentId } from '../../../core/sending.ts'
import type { Outside } from '../../../platform/outside.ts'
import { FILTERS, QUARTER } from '../rules.ts'

export const uuid = z.uuid()
export const day = z.iso.date()
export const language = languageTag
export const ref = { commitment: uuid }
export const numbered = z.coerce.number().int().min(1).max(999)
/** Nobody ends the asking by asking often. */
export const questionNumber = z.coerce.number().int().min(1).max(999_999)
export const quarter = z.string().regex(QUARTER)
export const filterStatus = z.enum(FILTERS)

/** A reason or a report, in the language of whoever writes it. */
export const words = { text: z.string().trim().min(1).max(4000), language }

/** Where everybody can look: never anything but a page of the web. */
export const link = z
  .url({ protocol: /^https?$/, error: 'field.invalid' })
  .max(600)
  .nullable()
  .default(null)

export const wording = { title: z.string().trim().min(1).max(240), text: z.string().trim().min(1).max(4000) }

const lesson = z.string().trim().min(1).max(4000)
/** What others can learn of it. Each is asked for: a practice that knows only of what went well teaches nothing. */
export const lessons = {
  title: z.string().trim().min(1).max(240),
  did: lesson.describe('What was done'),
  cost: lesson.describe('What it cost: money, hours, people'),
  worked: lesson.describe('What worked'),
  failed: lesson.describe('What did not'),
  whom: lesson.describe('For whom it is good, and for whom it is not'),
}
export const countryCode = z.string().refine(isOrigin, 'field.invalid')
export const country = countryCode.nullable().default(null).describe('Where it was done, as a code of two letters')

export const sdgs = z.array(z.number().int().min(1).max(17)).max(17).default([])
export const owner = z.string().trim().min(1).max(160).describe('An office that answers for it, and no private person')

export const sending = uuid.optional().describe('Made by whoever sends it, so that sending it twice does no harm')

/** The same id for what is sent twice, another for everybody else's. */
export function sentOnce(
  { keys, uuid: fresh }: Pick<Outside, 'keys' | 'uuid'>,
  { scope, sending: sent }: { readonly scope: string; readonly sending: string | undefined },
  { account }: Pick<Actor, 'account'>,
): string {
  return sent === undefined ? fresh() : sentId(keys, 'commitments', scope, account ?? 'the hub', sent)
}

/** What a deed leads to. */
export const done = z.object({ id: uuid, path: z.string() })
