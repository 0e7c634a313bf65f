import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { isReadable } from '../../../core/label.ts'
import { languageTag } from '../../../core/language.ts'
import { sentId } from '../../../core/sending.ts'
import type { Outside } from '../../../platform/outside.ts'
import { STATUSES } from '../rules.ts'

export const uuid = z.uuid()
export const day = z.iso.date()
export const language = languageTag
export const ref = { recommendation: uuid }

export const sending = uuid.optional().describe('Made by whoever sends it, so that sending it twice does no harm')

/** A reason, in the language of whoever writes it. */
export const reason = z.string().trim().min(1).max(4000)
export const words = { text: reason, language }

/** Of the text of a recommendation. */
export const MOST_LETTERS = 6000

export const text = {
  title: z.string().trim().min(1).max(240),
  text: z.string().trim().min(1).max(MOST_LETTERS),
  call: z.string().trim().max(1000).default('').describe('What the addressee is called to do'),
  language,
}

const oneOf = (most: number) => z.array(z.number().int().min(1).max(most)).max(most).default([])

export const plan = {
  ...text,
  question: z.number().int().min(1).max(40).nullable().default(null).describe('The guiding question that it is filed under'),
  addresseeBody: uuid.nullable().default(null).describe('A body of this hub'),
  addresseeName: z.string().trim().min(1).max(240).nullable().default(null).describe('Somebody outside the hub, by name'),
  actBy: day.nullable().default(null).describe('By when it is to be done'),
  answerBy: day.describe('By when the addressee is to answer'),
  sdgs: oneOf(17),
  gcm: oneOf(23),
  sources: z
    .array(z.object({ sort: z.string().min(1).max(60), id: z.string().min(1).max(120) }))
    .max(200)
    .refine((chosen) => chosen.length > 0, 'field.recommendation-source'),
}

/** As who somebody speaks: by their name, under a name for this session, by none, or for a body. */
export const signed = {
  attribution: z.enum(['named', 'pseudonymous', 'not-attributed']).default('not-attributed'),
  label: z
    .string()
    .trim()
    .max(60)
    .refine(isReadable, 'field.invalid')
    .nullable()
    .default(null)
    .describe('Where the attribution is pseudonymous'),
  body: uuid.nullable().default(null).describe('Speak for this body, by an office in it; then the attribution does not count'),
}

/** What a pseudonym needs; to be asked of whole inputs. */
export const isSigned = ({ attribution, label, body }: { attribution: string; label: string | null; body: string | null }): boolean =>
  body !== null || attribution !== 'pseudonymous' || label !== null
export const UNSIGNED = { message: 'field.required', path: ['label'] }

export const status = z.enum(STATUSES)
export const answer = z.enum(['accepted', 'partly', 'refused'])
export const choice = z.enum(['for', 'against', 'abstain'])
/** The same id for what is sent twice, another for everybody else's. */
export function sentOnce(
  { keys, uuid: fresh }: Pick<Outside, 'keys' | 'uuid'>,
  { scope, sending: sent }: { readonly scope: string; readonly sending: string | undefined },
  { account }: Pick<Actor, 'account'>,
): string {
  return sent === undefined ? fresh() : sentId(keys, 'recommendations', scope, account ?? 'the hub', sent)
}

/** What a deed leads to. */
export const done = z.object({ id: uuid, path: z.string() })
