import type { Problem } from '../../../web/form.ts'

/** A fault of the third line of `seeds` (`seeds.2`) is shown beside the whole field; the first one of a field is said. */
export function besideFields(problem: Problem): Problem {
  const fields = new Map<string, string>()
  for (const [path, sentence] of problem.fields) {
    const field = path.replace(/\.\d+$/, '')
    if (!fields.has(field)) fields.set(field, sentence)
  }
  return { ...problem, fields }
}

/** A text area with one thing in each line. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** `2026-03-01T18:00` as a form shows it, in the home zone. */
export function toHomeTime(at: Date, zone: string): string {
  return at.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
}

/** Back to UTC; what is no time is given on as it is, for the schema to refuse beside its field. */
export function fromHomeTime(text: string, zone: string): string {
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds).toISOString()
  } catch {
    return text
  }
}
