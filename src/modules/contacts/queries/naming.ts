import { isUuid } from '#base'
import type { Selectable } from 'kysely'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { no } from '../refusals.ts'
import { AGREE_DAYS } from '../rules.ts'
import type { Subjects, Tended } from './subjects.ts'

const NAMING = 'contact-naming'
const DAY_MS = 86_400_000
export type ContactRow = Selectable<Tables['named_contact']>

export const namingLink = (keys: Keys, id: string): string => keys.sign(NAMING, id)

/** What somebody is asked to agree to. A link that is old, was used up or leads to nothing is broken. */
export async function namingAt(db: Reader, link: string, { now, keys }: { readonly now: Date; readonly keys: Keys }): Promise<ContactRow> {
  const id = keys.verify(NAMING, link)
  const row =
    id === null || !isUuid(id) ? undefined : await db.selectFrom('named_contact').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return refuse(no('contact.link-broken'))
  const over = row.accepted_at === null && now.getTime() > row.named_at.getTime() + AGREE_DAYS * DAY_MS
  return over ? refuse(no('contact.link-broken')) : row
}

/** The row and what it is of, for whoever is named or may name there; to others neither is there. */
export async function demandContact(
  db: Reader,
  subjects: Subjects,
  reading: Reading,
  id: string,
): Promise<{ row: ContactRow; of: Tended; own: boolean }> {
  const row = await db.selectFrom('named_contact').selectAll().where('id', '=', id).executeTakeFirst()
  const of = row === undefined ? null : await subjects.of(db, reading, { sort: row.sort, id: row.subject })
  if (row === undefined || of === null) return refuse(no('contact.missing'))
  return { row, of, own: row.person_id !== null && row.person_id === reading.actor.person }
}
