import { z } from 'zod'

const names = new Intl.DisplayNames(['en'], { type: 'language' })

function hasName(tag: string): boolean {
  try {
    return names.of(tag) !== undefined
  } catch {
    return false
  }
}

/** The language that somebody writes in: a tag that has a name. */
export const languageTag = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'field.invalid')
  .refine(hasName, 'field.invalid')
