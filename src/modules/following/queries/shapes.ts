import { z } from 'zod'
import { SUBJECT_SORTS } from '../../../core/published.ts'

export const subjectInput = z.object({
  sort: z.enum(SUBJECT_SORTS),
  id: z.string().min(1).max(40).describe('The key of a topic, the code of a country, or an id'),
})
