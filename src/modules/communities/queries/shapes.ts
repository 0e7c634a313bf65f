import { isUuid } from '#base'
import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { LONGEST } from '../rules.ts'

export const slugField = z
  .string()
  .trim()
  .min(2)
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'field.invalid')
  // The page where one founds; and an address never looks like an id.
  .refine((slug) => slug !== 'new' && !isUuid(slug), 'field.invalid')
  // Nor like that of a hidden one: whether there is one of that address is not to be tried.
  .refine((slug) => !/^[a-z0-9]{20,}$/.test(slug), 'field.invalid')

/** The address of another one as people copy it: of its page, or the last part of it. */
export const slugIn = z
  .string()
  .trim()
  .max(300)
  .transform((text) => /\/communities\/([a-z0-9-]{1,80})/.exec(text)?.[1] ?? text)
  .pipe(z.string().regex(/^[a-z0-9-]{1,80}$/, 'field.invalid'))

export const communityText = z.object({
  language: languageTag,
  name: z.string().trim().min(2).max(80),
  summary: z.string().trim().min(1).max(500),
})

export const facetField = z.object({
  sort: z.enum(['origin', 'residence', 'language', 'topic', 'generation']),
  value: z.string().trim().min(1).max(60),
})

export const at = z.object({ community: z.uuid() })
export const guardianField = z
  .boolean()
  .default(false)
  .describe('That a guardian has said yes, where the space asks for that; no paper is shown')
export const reasonField = z.string().trim().min(1).max(LONGEST.reason)
export const questionField = z.object({ language: languageTag, text: z.string().trim().min(1).max(LONGEST.question) })
export const done = z.object({ community: z.string() })
