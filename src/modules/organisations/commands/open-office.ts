import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type { Office } from '../tables.ts'

type Given = { readonly bodyId: string; readonly personId: string; readonly role: Office; readonly now: Date }

/** The key lets nobody hold an office twice at once, whatever was seen a moment ago. */
export async function openOffice(tx: Tx, { bodyId, personId, role, now }: Given): Promise<void> {
  const given = await tx
    .insertInto('office')
    .values({ body_id: bodyId, person_id: personId, role, since: now, until: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('since')
    .executeTakeFirst()
  if (given === undefined) refuse(no('office.held'))
}
