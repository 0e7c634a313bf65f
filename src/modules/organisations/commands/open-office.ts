import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type { Office, Titles } from '../tables.ts'

type Given = {
  readonly bodyId: string
  readonly personId: string
  readonly role: Office
  readonly now: Date
  readonly termEnds?: Date | null
  /** Lent by somebody until then. */
  readonly delegation?: { readonly by: string; readonly endsAt: Date } | null
  /** Taken over from somebody, with what the office was called. */
  readonly handover?: { readonly from: string; readonly titles: Titles } | null
}

/** The key lets nobody hold an office twice at once, whatever was seen a moment ago. */
export async function openOffice(tx: Tx, { bodyId, personId, role, now, termEnds, delegation, handover }: Given): Promise<void> {
  const given = await tx
    .insertInto('office')
    .values({
      body_id: bodyId,
      person_id: personId,
      role,
      since: now,
      until: null,
      term_ends: termEnds ?? null,
      ends_at: delegation?.endsAt ?? null,
      delegated_by: delegation?.by ?? null,
      titles: JSON.stringify(handover?.titles ?? {}),
      after_person: handover?.from ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('since')
    .executeTakeFirst()
  if (given === undefined) refuse(no('office.held'))
}

type Held = { readonly bodyId: string; readonly personId: string; readonly role: Office; readonly now: Date }

/** The row stays, with its days. What it was, where it was still held. */
export async function closeOffice(tx: Tx, { bodyId, personId, role, now }: Held) {
  const closed = await tx
    .updateTable('office')
    .set({ until: now })
    .where('body_id', '=', bodyId)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('until', 'is', null)
    .returning(['term_ends', 'titles'])
    .executeTakeFirst()
  return closed ?? null
}
