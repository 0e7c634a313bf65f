import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { BLOCK_SORTS, isWebAddress, RESERVED, SESSION_ROLES, SLUG } from '../rules.ts'

export const moment = z.iso.datetime()
export const day = z.iso.date()
export const slug = z
  .string()
  .max(60)
  .regex(SLUG, 'field.invalid')
  .refine((text) => !RESERVED.has(text), 'field.invalid')
export const languages = z.array(languageTag).min(1).max(20)
export const role = z.enum(SESSION_ROLES)
export const blockSort = z.enum(BLOCK_SORTS)
/** Plain words that everybody affected reads: why something is called off, or an application declined. */
export const reason = z.string().trim().min(1).max(1000)
/** One line: no break, since it goes into lists, calendars and headings. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\r\n]*$/, 'field.invalid')
export const webAddress = z.string().trim().max(600).refine(isWebAddress, 'field.not-a-web-address')
/** A zone of the tz database (Europe/Dublin), as this machine knows them. */
export const zone = z.string().max(60).refine(isZone, 'field.invalid')

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
