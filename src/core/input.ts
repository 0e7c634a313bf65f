import type { z } from 'zod'
import { no, refuse, type FieldFault } from './refused.ts'

/** Read what was asked, or refuse with a fault per field, each with a sentence in the reader's language. */
export function readInput<T>(schema: z.ZodType<T>, raw: unknown): T {
  const nul = nulIn(raw, '')
  if (nul !== null) return refuse(no('input.invalid', { field: nul }), [{ field: nul, code: 'field.invalid', data: {} }])
  const parsed = schema.safeParse(raw, { reportInput: true })
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(faultOf)
  return refuse(no('input.invalid', { field: fields[0]?.field ?? '' }), fields)
}

/** Where a text holds the character of number zero, which no database text can; null: nowhere. */
function nulIn(raw: unknown, path: string): string | null {
  if (typeof raw === 'string') return raw.includes('\0') ? path : null
  if (typeof raw !== 'object' || raw === null || ArrayBuffer.isView(raw)) return null
  for (const [key, value] of Object.entries(raw)) {
    const found = nulIn(value, path === '' ? key : `${path}.${key}`)
    if (found !== null) return found
  }
  return null
}

function faultOf(issue: z.core.$ZodIssue): FieldFault {
  const field = issue.path.join('.')
  if (issue.code === 'custom') return { field, code: issue.message.startsWith('field.') ? issue.message : 'field.invalid', data: {} }
  if (issue.code === 'too_big' && issue.origin === 'string') return { field, code: 'field.too-long', data: { most: Number(issue.maximum) } }
  if (issue.code === 'too_small') {
    const empty = Number(issue.minimum) <= 1
    return { field, code: empty ? 'field.required' : 'field.too-short', data: empty ? {} : { least: Number(issue.minimum) } }
  }
  const absent = issue.input === undefined || issue.input === null || issue.input === ''
  return { field, code: absent ? 'field.required' : 'field.invalid', data: {} }
}
