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
