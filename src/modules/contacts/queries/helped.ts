import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { mayHelp } from '../policy.ts'
import { dateOf, dayAfter, ENTRY_DAYS, HELPED, inTens, monthOf } from '../rules.ts'
import type {} from '../tables.ts'

const SEAL = 'helper-entry'
const sealed = z.object({ person: z.string(), day: z.iso.date(), kind: z.enum(HELPED), number: z.number().int() })
export type HelperEntry = z.infer<typeof sealed>

export const helperTags = (keys: Keys, person: string): readonly Buffer[] => keys.tags('helper', person)
export const helperTag = (keys: Keys, person: string): Buffer => keys.tag('helper', person)
export const sealEntry = (keys: Keys, entry: HelperEntry): Buffer => keys.seal(SEAL, JSON.stringify(entry))
export const openEntry = (keys: Keys, lies: Buffer): HelperEntry => sealed.parse(JSON.parse(keys.open(SEAL, lies)))
export const resealEntry = (keys: Keys, lies: Buffer): Buffer | null => keys.reseal(SEAL, lies)

const entry = z.object({ id: z.uuid(), day: z.iso.date(), kind: z.enum(HELPED), number: z.number().int() })
export type OwnEntry = z.infer<typeof entry>

/** Of one identity, for its own eyes: the newest day first. */
export async function entriesOf(db: Reader, keys: Keys, { person, today }: { readonly person: string; readonly today: string }) {
  const rows = await db
    .selectFrom('helper_entry')
    .selectAll()
    .where('by_tag', 'in', [...helperTags(keys, person)])
    .where('kept_on', '>', dateOf(dayAfter(new Date(today), -ENTRY_DAYS)))
    .execute()
  return rows
    .map(({ id, kept_on: keptOn, entry_sealed: lies }) => ({ id, keptOn, ...openEntry(keys, lies) }))
    .toSorted((a, b) => b.day.localeCompare(a.day) || a.id.localeCompare(b.id))
}

export async function ownEntries(db: Reader, { actor, now, outside }: Reading): Promise<readonly OwnEntry[]> {
  if (actor.person === null) return []
  const all = await entriesOf(db, outside.keys, { person: actor.person, today: dateOf(now) })
  return all.map(({ id, day, kind, number }) => ({ id, day, kind, number }))
}

/** In tens, of twelve months; null: for fewer than ten people. */
export async function helpedCount(db: Reader, now: Date): Promise<number | null> {
  const rows = await db
    .selectFrom('helper_count')
    .select('entered')
    .where('month', '>=', monthOf(dateOf(dayAfter(now, -365))))
    .execute()
  return inTens(rows.reduce((sum, { entered }) => sum + entered, 0)) || null
}

export const readHelped = query({
  name: 'contacts.helped',
  summary: 'What you entered by hand for others in the last thirty days: days, kinds and numbers, for you alone',
  route: 'GET /me/helped',
  input: z.object({}),
  output: z.object({ entries: z.array(entry) }),
  async read(db, { actor, now, outside }) {
    demand(mayHelp(actor))
    return { entries: [...(await ownEntries(db, { actor, now, outside }))] }
  },
})
