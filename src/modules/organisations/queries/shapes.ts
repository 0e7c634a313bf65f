import { z } from 'zod'
import { domainOf, isLanguage, isSlug } from '../rules.ts'
import { INVITATION_ROLES, KINDS, OFFICES } from '../tables.ts'

export const bodyRef = z.string().min(1).max(120).describe("The body's address: pulaar-lyon")
export const kindField = z.enum(KINDS)
export const officeField = z.enum(OFFICES)
export const invitationRoleField = z.enum(INVITATION_ROLES)
export const slugField = z.string().refine(isSlug, 'field.not-an-address')
export const languageField = z.string().refine(isLanguage, 'field.invalid').describe('A language tag: en, fr, ar, ff')
export const nameField = z.string().trim().min(1).max(120)
export const summaryField = z.string().trim().min(1).max(600)

export const bodyText = z.object({ language: languageField, name: nameField, summary: summaryField })
export const bodyCard = z.object({
  id: z.string(),
  slug: z.string(),
  kind: kindField,
  name: z.string(),
  language: z.string().describe('The language of name and summary'),
  summary: z.string(),
})
export const domainField = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine((text) => domainOf(text) !== null, 'field.not-a-domain')
  .transform((text) => domainOf(text) ?? '')
export const reasonField = z.string().trim().min(1).max(600)
