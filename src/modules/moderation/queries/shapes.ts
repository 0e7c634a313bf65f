import { z } from 'zod'

const names = new Intl.DisplayNames(['en'], { type: 'language' })

function hasName(tag: string): boolean {
  try {
    return names.of(tag) !== undefined
  } catch {
    return false
  }
}

export const moment = z.iso.datetime()
export const language = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'field.invalid')
  .refine(hasName, 'field.invalid')
export const link = z.string().min(1).max(300).describe('The private link, or its last part')
export const rule = z.string().trim().max(40)
export const law = z.string().trim().max(500).default('').describe('Which law, where the rule is "law"')
export const caseRef = { scope: z.uuid(), case: z.uuid() }
export const LONGEST = { report: 2000, facts: 5000, appeal: 3000, conflict: 500, law: 500 } as const
