import type { Insertable } from 'kysely'
import type { EventDraft } from '../../../core/event.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Tables, Tx } from '../../../platform/db.ts'
import { hourOf, hoursBetween } from '../rules.ts'
import type { DeciderRole, Outcome } from '../tables.ts'

type Row = { readonly scope_id: string; readonly id: string; readonly sort: string; readonly subject: string; readonly opened_at: Date }

/** A decision and what it leaves: the case is closed, a proposal is settled by it, and a note stands where one was decided. */
export async function closeCase(tx: Tx, row: Row, decision: Insertable<Tables['decision']>): Promise<void> {
  await tx.insertInto('decision').values(decision).execute()
  const { scope_id: scope, id } = row
  const at = decision.decided_at
  await tx.updateTable('moderation_case').set({ decided_at: at }).where('scope_id', '=', scope).where('id', '=', id).execute()
  await tx.deleteFrom('hiding_proposal').where('scope_id', '=', scope).where('case_id', '=', id).execute()
  if (typeof decision.label !== 'string') return
  await tx
    .insertInto('label')
    .values({
      ...{
        scope_id: scope,
        case_id: id,
        sort: row.sort,
        subject: row.subject,
        code: decision.label,
        source: decision.label_source ?? null,
      },
      ...{ put_at: at, removed_at: null },
    })
    .execute()
}

type Told = {
  readonly outcome: Outcome
  readonly rule: string | null
  readonly requested: boolean
  readonly by: DeciderRole
  readonly now: Date
}

export const caseDecided = (row: Row, { outcome, rule, requested, by, now }: Told): EventDraft => ({
  kind: 'moderation.case.decided',
  scope: THE_HUB,
  subject: row.id,
  data: { outcome, rule, hours: hoursBetween(row.opened_at, hourOf(now)), requested, by },
  visibility: 'internal',
})
