import { z } from 'zod'
import { isReadable } from '../../../core/label.ts'
import { languageTag } from '../../../core/language.ts'
import { isCode, plainCode } from '../../../core/paper-code.ts'
import { CHOICES, CONSENTS, FORMS, LONGEST, ROLES } from '../rules.ts'

export const language = languageTag
export const role = z.enum(ROLES)
export const form = z.enum(FORMS)
export const consent = z.enum(CONSENTS)
export const text = z.string().trim().min(1).max(LONGEST.text)
export const question = z.number().int().min(1).max(40).nullish().describe('The number of the guiding question that it is filed under')
export const label = z
  .string()
  .trim()
  .max(LONGEST.label)
  .refine((text) => text === '' || isReadable(text), 'field.invalid')
  .default('')
export const choice = z.enum(CHOICES)
export const sending = z.uuid().describe('Made by the sender: what arrives twice is one')
/** What stands on a slip; spaces and small letters do not matter. */
export const code = z
  .string()
  .max(60)
  .transform(plainCode)
  .refine((plain) => plain === '' || isCode(plain), 'field.invalid')

/** Who asks: the speaker by the link to it, or somebody who takes notes and says how the speaker agreed. */
export const asked = z.union([z.object({ link: z.string().max(300) }), z.object({ session: z.uuid(), intervention: z.uuid(), consent })])
export type Asked = z.infer<typeof asked>

/** As a reader may know of it. */
export const shown = z.object({
  id: z.uuid(),
  path: z.string(),
  state: z.enum(['standing', 'withdrawn', 'hidden']),
  version: z.number().int(),
  text: z.string().describe('Empty once it is withdrawn or hidden'),
  language: z.string(),
  form: form.nullable(),
  question: z.number().int().nullable(),
  role: role.nullable(),
  speaker: z.object({
    sort: z.enum(['named', 'label', 'role', 'left', 'nobody']),
    name: z.string().nullable(),
  }),
  saidAt: z.iso.datetime().nullable().describe('Only where the speaker is named'),
  source: z.enum(['note', 'own', 'transcript', 'paper', 'intermediary']),
  meeting: z.object({ title: z.string(), language: z.string(), place: z.string().nullable(), day: z.string() }).nullable(),
  withdrawnOn: z.iso.date().nullable(),
})
export type Shown = z.infer<typeof shown>
