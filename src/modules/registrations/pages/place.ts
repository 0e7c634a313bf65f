import { refuse } from '../../../core/refused.ts'
import type { Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { gatherings, type SeenEdition } from '../../gatherings/index.ts'
import { no } from '../refusals.ts'

export const EDITION = '/summits/:summit/:edition'

export async function editionAt(c: PageContext, kit: Kit): Promise<SeenEdition> {
  const { summit = '', edition = '' } = c.req.param()
  return (await gatherings.seenEdition(kit.runner.db, { summit, edition }, c.var.page.actor)) ?? refuse(no('registration.edition-missing'))
}

/** What somebody said, or a list of who comes: no cache keeps it. */
export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')

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

/** Faults of what lies deeper in an input, beside the fields of the form: `told.access.0` is of `access`. */
export const flattened = (problem: Problem): Problem => ({
  ...problem,
  fields: new Map(
    [...problem.fields].map(([field, sentence]) => [
      field
        .replace(/^told\.answers\./, 'answer-')
        .replace(/^told\./, '')
        .replace(/\.\d+$/, ''),
      sentence,
    ]),
  ),
})
