import type { Option } from '../../../web/fields.tsx'
import type { Form } from '../../../web/form.ts'
import type { Page } from '../../../web/page.ts'

/** Languages that diasporas write in, beside those of the interface. */
const MORE_LANGUAGES = [
  ...['am', 'bn', 'es', 'ff', 'ga', 'ha', 'ht', 'pl', 'pt', 'ru', 'so', 'sw', 'ti', 'tl', 'tr', 'uk', 'ur', 'vi', 'wo', 'yo', 'zh'],
]

/** What one can write in, with what is written already. */
export const languageOptions = (page: Page, there: readonly string[] = []): readonly Option[] =>
  [...new Set([...page.locales, ...there, ...MORE_LANGUAGES])].map((value) => ({ value, label: page.say.language(value) }))

/** A text area with one thing in each line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** `2026-03-01T18:00` as a form shows it, by the clock of that zone. */
export const toClock = (at: Date, zone: string): string =>
  at.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** Back to UTC; what is no time is given on as it is, for the schema to refuse beside its field. */
export function fromClock(text: string, zone: string): string {
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds).toISOString()
  } catch {
    return text
  }
}

/** What a form says of the hours of a session: that they follow, or when it begins and ends by the clock of its place. */
export const hoursIn = (form: Form) => ({
  hours: form.text('hours') === 'follow' ? ('follow' as const) : ('fixed' as const),
  startsAt: form.text('startsAt'),
  endsAt: form.text('endsAt'),
})

/** The same for a deed. */
export const askedHours = ({ hours, startsAt, endsAt }: ReturnType<typeof hoursIn>, zone: string) =>
  hours === 'follow' ? { hoursKnown: false } : { hoursKnown: true, startsAt: fromClock(startsAt, zone), endsAt: fromClock(endsAt, zone) }

/** A number as it was typed; what is none stays what it is, for the schema to refuse. */
export const numberIn = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text)
