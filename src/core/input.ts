import type { z } from 'zod'
import { no, refuse, type FieldFault } from './refused.ts'

/** Read what was asked, or refuse with a fault per field, each with a sentence in the reader's language. */
export function readInput<T>(schema: z.ZodType<T>, raw: unknown): T {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(faultOf)
  return refuse(no('input.invalid', { field: fields[0]?.field ?? '' }), fields)
}

function faultOf(issue: z.core.$ZodIssue): FieldFault {
  const field = issue.path.join('.')
  if (issue.code === 'custom') return { field, code: issue.message.startsWith('field.') ? issue.message : 'field.invalid', data: {} }
  if (issue.code === 'too_big' && issue.origin === 'string') return { field, code: 'field.too-long', data: { most: Number(issue.maximum) } }
  if (issue.code === 'too_small') {
    const empty = Number(issue.minimum) <= 1
    return { field, code: empty ? 'field.required' : 'field.too-short', data: empty ? {} : { least: Number(issue.minimum) } }
  }
  const absent = issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null || issue.input === '')
  return { field, code: absent ? 'field.required' : 'field.invalid', data: {} }
}
