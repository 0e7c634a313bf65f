import { isUuid } from '#base'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { hostSeen, type Host } from '../queries/host.ts'
import { shownDate } from '../queries/rows.ts'
import { demandDate, demandEvent, seenDates, type SeenDate } from '../queries/seen-event.ts'
import { no } from '../refusals.ts'
import { HOST_SORTS } from '../tables.ts'
import type { Values } from '../views/pieces.tsx'

export const EVENT = '/events/:event'
export const DATE = `${EVENT}/dates/:slot`

export const readingOf = (c: PageContext, kit: Kit): Reading => ({
  actor: c.var.page.actor,
  now: c.var.page.now,
  outside: kit.runner.outside,
})

/** The date that the address names, or the one that the page of the event shows. */
export async function dateAt(c: PageContext, kit: Kit): Promise<SeenDate> {
  const [event = '', slot] = [c.req.param('event'), c.req.param('slot')]
  const { db } = kit.runner
  const reading = readingOf(c, kit)
  if (slot !== undefined) return demandDate(db, reading, { event, slot })
  const seen = await demandEvent(db, reading, event)
  return { ...seen, date: shownDate(await seenDates(db, seen), reading.now) ?? refuse(no('event.date-missing')) }
}

export const slotAt = (c: PageContext) => ({ event: c.req.param('event') ?? '', slot: c.req.param('slot') ?? '' })

/** Where a new event is to be held: `?community=` or `?body=`. */
export async function hostIn(c: PageContext, kit: Kit, of: (name: string) => string | undefined): Promise<Host> {
  for (const sort of HOST_SORTS) {
    const id = of(sort) ?? ''
    if (isUuid(id)) return (await hostSeen(kit.runner.db, readingOf(c, kit), { sort, id })) ?? refuse(no('event.host-missing'))
  }
  return refuse(no('event.host-missing'))
}

/** A private page, or one for those who prepare it: no cache keeps it. */
export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')

export const valuesOf = (form: Form, names: readonly string[]): Values =>
  Object.fromEntries(names.flatMap((name) => (form.all(name).length === 0 ? [] : [[name, form.text(name)]])))

export const numberIn = (text: string | undefined): number | null => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : null)

/** Two hours of a form as the deeds want them: the day, the hour, and how long. What cannot be read stays what it is, for the deed to refuse. */
export function whenFrom(starts: string, ends: string): { readonly day: string; readonly time: string; readonly minutes: number } {
  const [day = '', time = ''] = starts.split('T')
  const lasts = (Date.parse(`${ends.slice(0, 16)}:00Z`) - Date.parse(`${starts.slice(0, 16)}:00Z`)) / 60_000
  return { day, time: time.slice(0, 5), minutes: Number.isFinite(lasts) ? lasts : 0 }
}
