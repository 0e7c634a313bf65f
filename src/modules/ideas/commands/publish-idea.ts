import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayModerate, notWithdrawn } from '../policy.ts'
import { decisionFacts } from '../queries/decision-facts.ts'

export const publishIdea = command({
  name: 'ideas.publish',
  summary: 'Publish an idea that waits, or that was declined before',
  route: 'POST /sessions/{session}/ideas/{idea}/publication',
  input: z.object({ session: z.uuid(), idea: z.uuid() }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor }) => decisionFacts(tx, input, actor),
  may: ({ facts }) => all(mayModerate(facts.desk), notWithdrawn(facts.row.status)),
  async run(tx, { input, facts, now }) {
    if (facts.row.status !== 'published')
      // What was hidden and is back reads otherwise than what was quoted as gone.
      await decide(tx, input, {
        ...{ status: 'published', declined_for: null, note: null, decided_at: now, version: next(facts.row) },
        was_public: true,
      })
    return { session: input.session }
  },
  tell: ({ input, facts }) =>
    facts.row.status === 'published'
      ? []
      : [{ kind: 'ideas.idea.published', scope: input.session, subject: input.idea, data: {}, visibility: 'public' }],
})

type Decision = {
  readonly status: 'published' | 'declined'
  readonly declined_for: string | null
  readonly note: string | null
  readonly decided_at: Date
  readonly version: number
  readonly was_public?: true
}

export const next = ({ status, version }: { readonly status: string; readonly version: number }): number =>
  status === 'waiting' ? version : version + 1

export async function decide(tx: Tx, of: { readonly session: string; readonly idea: string }, to: Decision): Promise<void> {
  await tx.updateTable('idea').set(to).where('session_id', '=', of.session).where('id', '=', of.idea).execute()
}
