import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { GRADES, LONGEST, MOST_AT_ONCE, PURPOSES, SORTS, WEEKS } from '../rules.ts'

export const where = {
  sort: z.enum(SORTS),
  place: z.string().max(40).describe('The id of a community, or of a country or a town'),
}
export const purposes = z.array(z.enum(PURPOSES)).min(1).max(PURPOSES.length)
export const languages = z.array(languageTag).min(1).max(10)
export const words = z.string().trim().max(LONGEST.words).default('')
export const most = z.number().int().min(1).max(MOST_AT_ONCE)
export const weeks = z
  .number()
  .int()
  .refine((given) => WEEKS.some((one) => one === given), 'field.invalid')
export const reach = z
  .string()
  .trim()
  .max(LONGEST.reach)
  .default('')
  .describe('How the other one can reach you; seen by them alone, once both have said yes')
export const grade = z.enum(GRADES)

const wanted = { languages: z.array(z.string()), purposes: z.array(z.enum(PURPOSES)) }
const place = { sort: z.enum(SORTS), place: z.string(), name: z.string(), language: z.string(), path: z.string(), at: z.string() }

export const own = z.object({
  offers: z.array(
    z.object({
      ...place,
      ...wanted,
      words: z.string(),
      most: z.number().int(),
      until: z.iso.date(),
      checkedOn: z.iso.date(),
      holds: z.boolean(),
    }),
  ),
  requests: z.array(
    z.object({ ...place, ...wanted, words: z.string(), weeks: z.number().int(), askedOn: z.iso.date(), until: z.iso.date() }),
  ),
  proposed: z.array(
    z.object({
      ...{ ...place, ...wanted, pair: z.uuid(), side: z.enum(['buddy', 'newcomer']), weeks: z.number().int() },
      said: z.boolean().describe('Whether you have said yes'),
      words: z.string().describe('Of the other one, where they are shown before both have said yes'),
      officer: z.boolean().describe('Whether the other one holds an office of a state'),
      second: z.string().nullable().describe('Who stands beside the two, in a space for the young'),
    }),
  ),
  running: z.array(
    z.object({
      ...{ ...place, ...wanted, pair: z.uuid(), side: z.enum(['buddy', 'newcomer']), endsOn: z.iso.date() },
      ...{ other: z.string(), reach: z.string(), words: z.string(), second: z.string().nullable() },
    }),
  ),
  over: z.array(z.object({ ...place, pair: z.uuid(), changedOn: z.iso.date() })),
})
export type Own = z.infer<typeof own>

export const waiting = z.object({
  requests: z.array(
    z.object({
      ...{ request: z.uuid(), ...wanted, weeks: z.number().int(), askedOn: z.iso.date() },
      words: z.string().describe('For those who look after the place; to others empty'),
      offers: z
        .array(z.object({ offer: z.uuid(), name: z.string().nullable(), ...wanted }))
        .describe('Those that may fit; for those who look after the place'),
      mine: z.boolean().describe('Whether your own offer may fit'),
    }),
  ),
})
export type Waiting = z.infer<typeof waiting>
