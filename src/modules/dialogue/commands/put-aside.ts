import type { EventDraft } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import { writtenNow } from '../queries/conversation.ts'
import type { decisionFacts } from '../queries/decision-facts.ts'
import type {} from '../tables.ts'

type DecisionFacts = Awaited<ReturnType<typeof decisionFacts>>

type Aside = { readonly facts: DecisionFacts; readonly rule: string; readonly note: string | null; readonly now: Date }

/** Declining at the desk and hiding after a report end in the same: nobody can vote on it, and the rule stands beside it. */
export async function putAside(tx: Tx, { facts, rule, note, now }: Aside): Promise<void> {
  await tx
    .updateTable('statement')
    .set({ ...writtenNow, status: 'declined', declined_for: rule, note, decided_at: now })
    .where('dialogue_id', '=', facts.dialogue.id)
    .where('number', '=', facts.statement.number)
    .execute()
}

/** Pressed twice, it is one decision. */
export const toldAside = ({ dialogue, statement, by }: DecisionFacts, rule: string): readonly EventDraft[] =>
  statement.declinedFor === rule
    ? []
    : [
        {
          kind: 'dialogue.statement.declined',
          scope: dialogue.id,
          subject: String(statement.number),
          data: { rule, before: statement.status, by },
          visibility: 'public',
        },
      ]
