import { RRuleTemporal } from 'rrule-temporal'

/** The days of a rule within a span, ends included. Days alone are reckoned, so that no clock has a say in them. */
export function slotsOf(rule: string, first: string, { from, to }: { readonly from: string; readonly to: string }): readonly string[] {
  const noon = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' })
  const whole = rule.replace(/UNTIL=(\d{8})/, 'UNTIL=$1T235959Z')
  const dates = new RRuleTemporal({ rruleString: whole, dtstart: noon(first), temporal: Temporal })
  const within = dates.between(new Date(`${from}T00:00:00Z`), new Date(`${to}T23:59:59Z`), true)
  return within.map((date) => date.toPlainDate().toString())
}
