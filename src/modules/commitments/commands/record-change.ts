import type { EventDraft } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import { pathOf } from '../rules.ts'
import type { ChangeKind, Day, Office } from '../tables.ts'

type Change = {
  readonly kind: ChangeKind
  readonly at: Date
  readonly office: Office
  readonly body?: string | null
  readonly reason?: { readonly text: string; readonly language: string } | null
  readonly due?: { readonly before: Day; readonly after: Day }
}

/** A step of every deed: the line of the record that says when, by which office and why. Its commitment is held, so no two get one position. */
export async function recordChange(tx: Tx, id: string, { kind, at, office, body = null, reason = null, due }: Change): Promise<void> {
  const { last } = await tx
    .selectFrom('commitment_change')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)).as('last'))
    .where('commitment_id', '=', id)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('commitment_change')
    .values({
      ...{ commitment_id: id, position: last + 1, kind, at, office, body_id: body },
      ...{ reason: reason?.text ?? null, language: reason?.language ?? null, old_due: due?.before ?? null, new_due: due?.after ?? null },
    })
    .execute()
}

/** What is told of it: that it was done, and nothing of what was written. Before a body has agreed, nobody else hears of it. */
export const told = (
  change: string,
  id: string,
  { known = true, data = {} }: { readonly known?: boolean; readonly data?: EventDraft['data'] } = {},
): readonly EventDraft[] => [
  { kind: `commitments.commitment.${change}`, scope: id, subject: id, data, visibility: known ? 'public' : 'internal' },
]

/** The same of what stands beside a commitment: it is called by its commitment. */
export const toldOf = (noun: 'question' | 'practice', change: string, id: string, data: EventDraft['data'] = {}): EventDraft => ({
  ...{ kind: `commitments.${noun}.${change}`, scope: id, subject: id, data, visibility: 'public' },
})

export const doneWith = (id: string) => ({ id, path: pathOf(id) })
