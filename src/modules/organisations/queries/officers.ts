import { z } from 'zod'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { titleIn } from '../rules.ts'
import { OFFICES, type Titles } from '../tables.ts'
import { officeField } from './shapes.ts'

export const officer = z.object({
  person: z.string(),
  name: z.string(),
  role: officeField,
  title: z.object({ language: z.string(), text: z.string() }).nullable().describe('The office in the body’s own words'),
  since: z.date(),
  termEnds: z.date().nullable().describe('Until when it was agreed; past: it is over, and the person still acts'),
  endsAt: z.date().nullable().describe('When it ends by itself: it was delegated'),
  delegatedBy: z.string().nullable(),
  before: z.string().nullable().describe('From whom it was taken over'),
})
export type Officer = z.infer<typeof officer>

export const pastOffice = z.object({
  person: z.string(),
  name: z.string().nullable().describe('Null: they have left the hub'),
  role: officeField,
  title: z.object({ language: z.string(), text: z.string() }).nullable(),
  since: z.date(),
  until: z.date(),
  delegated: z.boolean(),
  before: z.string().nullable(),
})
export type PastOffice = z.infer<typeof pastOffice>

const COLUMNS = ['person_id', 'role', 'since', 'until', 'term_ends', 'ends_at', 'delegated_by', 'titles', 'after_person'] as const

async function rowsOf(db: Reader, bodyId: string) {
  const rows = await db.selectFrom('office').select(COLUMNS).where('body_id', '=', bodyId).orderBy('since').execute()
  const ids = rows.flatMap((row) => [row.person_id, row.delegated_by, row.after_person].filter((id) => id !== null))
  const names = await people.nameOf(db, [...new Set(ids)])
  return { rows, nameOf: (id: string | null) => (id === null ? null : (names.get(id) ?? null)) }
}

/** Who holds an office now and who held one before: by office, then by how long; those of before, the last first. */
export async function officesOfBody(
  db: Reader,
  bodyId: string,
  locale: string,
): Promise<{ readonly officers: Officer[]; readonly before: PastOffice[] }> {
  const { rows, nameOf } = await rowsOf(db, bodyId)
  const shared = (row: (typeof rows)[number]) => ({
    person: row.person_id,
    role: row.role,
    title: titleIn(row.titles, locale),
    since: row.since,
    before: nameOf(row.after_person),
  })
  const officers = rows.flatMap((row): Officer[] => {
    const name = nameOf(row.person_id)
    // Who has left the hub has no name; a job ends the office in a moment.
    if (row.until !== null || name === null) return []
    return [{ ...shared(row), name, termEnds: row.term_ends, endsAt: row.ends_at, delegatedBy: nameOf(row.delegated_by) }]
  })
  const before = rows.flatMap((row): PastOffice[] =>
    row.until === null ? [] : [{ ...shared(row), name: nameOf(row.person_id), until: row.until, delegated: row.ends_at !== null }],
  )
  return {
    officers: officers.toSorted((a, b) => OFFICES.indexOf(a.role) - OFFICES.indexOf(b.role)),
    before: before.toSorted((a, b) => b.until.getTime() - a.until.getTime()),
  }
}

/** The titles of an office that somebody holds now, as they were written. */
export async function titlesOf(db: Reader, bodyId: string, held: Pick<Officer, 'person' | 'role'>): Promise<Titles> {
  const row = await db
    .selectFrom('office')
    .select('titles')
    .where('body_id', '=', bodyId)
    .where('person_id', '=', held.person)
    .where('role', '=', held.role)
    .where('until', 'is', null)
    .executeTakeFirst()
  return row?.titles ?? {}
}
