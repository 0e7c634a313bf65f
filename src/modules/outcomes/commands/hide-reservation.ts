import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayModerate } from '../policy.ts'
import { moderatedFacts } from '../queries/reservations.ts'
import { uuid } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isRule } from '../rules.ts'

const which = { document: uuid, body: uuid, sequence: z.number().int().min(1) }
type Which = { readonly document: string; readonly body: string; readonly sequence: number }
type Hidden = { readonly hidden_for: string | null; readonly hidden_at: Date | null }

const mark = (tx: Tx, edition: string, { document, body, sequence }: Which, hidden: Hidden) =>
  tx
    .updateTable('outcome_endorsement')
    .set(hidden)
    .where('edition_id', '=', edition)
    .where('document_id', '=', document)
    .where('body_id', '=', body)
    .where('sequence', '=', sequence)
    .execute()

const told = (deed: 'hidden' | 'shown', edition: string, document: string, data: Readonly<Record<string, string>> = {}) => [
  { kind: `outcomes.reservation.${deed}`, scope: edition, subject: document, data, visibility: 'public' as const },
]

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideReservation = command({
  name: 'outcomes.hide-reservation',
  summary: 'Take the words of a reservation from the public after a report; that the body said it stays',
  input: z.object({ ...which, rule: z.string() }),
  output: z.object({}),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input, actor),
  may: ({ input, facts }) => all(mayModerate(facts.standing), isRule(input.rule) ? yes : no('outcome.rule-unknown')),
  async run(tx, { input, facts, now }) {
    await mark(tx, facts.edition, input, { hidden_for: input.rule, hidden_at: now })
    return {}
  },
  tell: ({ input, facts }) => told('hidden', facts.edition, input.document, { body: input.body, rule: input.rule }),
})

// No route: the decision on an appeal does it.
export const showReservation = command({
  name: 'outcomes.show-reservation',
  summary: 'Give the words of a reservation back to the public after an appeal',
  input: z.object(which),
  output: z.object({}),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input, actor),
  may: ({ facts }) => mayModerate(facts.standing),
  async run(tx, { input, facts }) {
    await mark(tx, facts.edition, input, { hidden_for: null, hidden_at: null })
    return {}
  },
  tell: ({ input, facts }) => told('shown', facts.edition, input.document, { body: input.body }),
})
