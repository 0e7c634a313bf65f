import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { LABELS } from '../rules.ts'

export const moment = z.iso.datetime()
export const language = languageTag
export const link = z.string().min(1).max(300).describe('The private link, or its last part')
export const rule = z.string().trim().max(40)
export const law = z.string().trim().max(500).default('').describe('Which law, where the rule is "law"')
export const caseRef = { scope: z.uuid(), case: z.uuid() }
export const labelCode = z.enum(LABELS)
/** Shown as a link beside what somebody else wrote: https alone, no user name in it. */
export const source = z
  .url({ protocol: /^https$/, error: 'field.invalid' })
  .max(300)
  .refine((address) => URL.canParse(address) && new URL(address).username === '', 'field.invalid')
export const COUNTRY = /^[A-Z]{2}$/
export const requestShown = z.object({
  authority: z.string().nullable().describe('Null: the law does not let it be named'),
  country: z.string().nullable(),
  legalBasis: z.string().nullable(),
  territory: z.enum(['everywhere', 'country']),
  receivedOn: z.iso.date(),
})
export type RequestShown = z.infer<typeof requestShown>
export const LONGEST = { report: 2000, facts: 5000, appeal: 3000, conflict: 500, law: 500 } as const
