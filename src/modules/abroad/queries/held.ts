import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** All that this room holds of somebody. */
export async function heldOfAbroad(db: Reader, { persons }: Own): Promise<HeldData> {
  if (persons.length === 0) return { stewardships: [], items: [], texts: [], changes: [], remarks: [], answers: [], pages: [] }
  const own: string[] = [...persons]
  const stewardships = await db
    .selectFrom('abroad_steward')
    .select(['person_id as identity', 'place', 'state', 'words', 'asked_on as askedOn', 'appointed_on as appointedOn'])
    .where('person_id', 'in', own)
    .orderBy('place')
    .execute()
  const items = await db
    .selectFrom('abroad_item')
    .select(['id', 'place', 'kind', 'state', 'owner_person as owner', 'checked_by as checkedBy', 'checked_on as checkedOn'])
    .select(['proposed_by as proposedBy', 'proposed_on as proposedOn'])
    .where((where) => where.or([where('owner_person', 'in', own), where('checked_by', 'in', own), where('proposed_by', 'in', own)]))
    .orderBy('id')
    .execute()
  const mine = (person: string | null): string | null => (person !== null && own.includes(person) ? person : null)
  const texts = await db
    .selectFrom('abroad_text')
    .select(['author as identity', 'item_id as item', 'language', 'title', 'text', 'state', 'written_on as writtenOn'])
    .where('author', 'in', own)
    .orderBy('item_id')
    .orderBy('language')
    .execute()
  const changes = await db
    .selectFrom('abroad_version')
    .select(['changed_by as identity', 'item_id as item', 'version', 'changed_on as changedOn'])
    .where('changed_by', 'in', own)
    .orderBy('item_id')
    .orderBy('version')
    .execute()
  const remarks = await db
    .selectFrom('abroad_remark')
    .select(['sent_by as identity', 'item_id as item', 'sort', 'words', 'language', 'sent_on as sentOn', 'state', 'answer'])
    .where('sent_by', 'in', own)
    .orderBy('id')
    .execute()
  const answers = await db
    .selectFrom('abroad_remark')
    .select(['answered_by as identity', 'item_id as item', 'answer', 'answer_language as language', 'answered_on as answeredOn'])
    .where('answered_by', 'in', own)
    .orderBy('id')
    .execute()
  const pages = await db
    .selectFrom('abroad_page')
    .select(['place', 'taken_by as takenBy', 'taken_on as takenOn', 'looked_by as lookedBy', 'looked_on as lookedOn'])
    .where((where) => where.or([where('taken_by', 'in', own), where('looked_by', 'in', own)]))
    .orderBy('place')
    .execute()
  return {
    stewardships,
    // Who else is named beside them is somebody else.
    items: items.map((row) => ({ ...row, owner: mine(row.owner), checkedBy: mine(row.checkedBy), proposedBy: mine(row.proposedBy) })),
    ...{ texts, changes, remarks, answers },
    pages: pages.map((row) => ({ ...row, takenBy: mine(row.takenBy), lookedBy: mine(row.lookedBy) })),
  }
}
