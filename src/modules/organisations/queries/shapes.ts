import { z } from 'zod'
import { accountAddress, domainOf, isCountryCode, isLanguage, isSlug, noonOf } from '../rules.ts'
import { INVITATION_ROLES, KINDS, OFFICES } from '../tables.ts'

export const bodyRef = z.string().min(1).max(120).describe("The body's address: pulaar-lyon")
export const kindField = z.enum(KINDS)
export const officeField = z.enum(OFFICES)
export const invitationRoleField = z.enum(INVITATION_ROLES)
export const slugField = z.string().refine(isSlug, 'field.not-an-address')
export const languageField = z.string().refine(isLanguage, 'field.invalid').describe('A language tag: en, fr, ar, ff')
export const nameField = z.string().trim().min(1).max(120)
export const summaryField = z.string().trim().min(1).max(600)

const focusField = z.string().trim().max(120).describe('What the kind asks for: place of origin, field, institution, sectors')
const expectationsField = z.string().trim().max(1000).describe('What members can expect')

export const bodyText = z.object({
  language: languageField,
  name: nameField,
  summary: summaryField,
  focus: focusField.default(''),
  expectations: expectationsField.default(''),
})
/** A day as people write it into a form: 2027-05-31. */
export const dayField = z.iso.date().transform(noonOf).describe('A day: 2027-05-31')
export const titlesField = z
  .record(languageField, z.string().trim().min(1).max(60))
  .refine((titles) => Object.keys(titles).length <= 10, 'field.invalid')
  .describe('The office in the body’s own words, by language: { "en": "Treasurer" }')
export const accountField = z
  .string()
  .max(300)
  .refine((text) => accountAddress(text) !== null, 'field.not-an-account')
  .transform((text) => accountAddress(text) ?? '')
export const bodyCard = z.object({
  id: z.string(),
  slug: z.string(),
  kind: kindField,
  name: z.string(),
  language: z.string().describe('The language of name and summary'),
  summary: z.string(),
  archived: z.boolean().describe('Read only: nobody acts in its name any more'),
})
export const domainField = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine((text) => domainOf(text) !== null, 'field.not-a-domain')
  .transform((text) => domainOf(text) ?? '')
export const countryField = z.string().refine(isCountryCode, 'field.invalid').describe('ISO 3166: FR')
export const foundedField = z
  .number()
  .refine((year) => Number.isInteger(year) && year >= 1000 && year <= 2100, 'field.not-a-year')
  .describe('A year')
export const contactField = z
  .string()
  .max(200)
  .refine((text) => z.email().safeParse(text).success, 'field.not-an-email')
  .describe('An e-mail address of the body itself, never of a person')
export const reasonField = z.string().trim().min(1).max(600)
