import { all } from '#base'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { canBeMerged, canBeSplit, mayMerge } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { ref, statementNumber } from '../queries/shapes.ts'
import { readStatements } from '../queries/statement-list.ts'
import { no } from '../refusals.ts'
import { MERGE_REASONS } from '../rules.ts'

export const mergeStatement = command({
  name: 'dialogue.merge-statement',
  summary: 'Say of a published statement that it says the same as another: nobody is asked about it any more, and no vote moves',
  route: 'PUT /dialogues/{dialogue}/statements/{statement}/merge',
  input: z.object({ dialogue: ref, statement: statementNumber, into: statementNumber, reason: z.enum(MERGE_REASONS) }),
  output: z.object({ dialogue: z.uuid() }),
  async facts(tx, { input, actor }) {
    const facts = await mergeFacts(tx, input, actor)
    const [into] = await readStatements(tx, facts.dialogue.id, { numbers: [input.into] })
    return { ...facts, into: into ?? refuse(no('statement.missing')) }
  },
  may: ({ facts, now }) => all(mayMerge(facts.dialogue, now), canBeMerged(facts)),
  async run(tx, { input, facts, now }) {
    if (facts.statement.mergedInto === input.into) return { dialogue: facts.dialogue.id }
    await tx
      .updateTable('statement')
      .set({ ...writtenNow, merged_into: input.into, merged_for: input.reason, merged_at: now })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  // Pressed twice, it is one decision.
  tell: ({ input, facts }) =>
    facts.statement.mergedInto === input.into
      ? []
      : [
          {
            kind: 'dialogue.statement.merged',
            scope: facts.dialogue.id,
            subject: String(input.statement),
            data: { into: input.into, reason: input.reason, by: facts.by },
            visibility: 'public' as const,
          },
        ],
})

export const splitStatement = command({
  name: 'dialogue.split-statement',
  summary: 'Undo the merge of a statement: people are asked about it again',
  route: 'DELETE /dialogues/{dialogue}/statements/{statement}/merge',
  input: z.object({ dialogue: ref, statement: statementNumber }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor }) => mergeFacts(tx, input, actor),
  may: ({ facts, now }) => all(mayMerge(facts.dialogue, now), canBeSplit(facts.statement)),
  async run(tx, { input, facts }) {
    await tx
      .updateTable('statement')
      .set({ ...writtenNow, merged_into: null, merged_for: null, merged_at: null })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'dialogue.statement.split',
      scope: facts.dialogue.id,
      subject: String(input.statement),
      data: { from: facts.statement.mergedInto, by: facts.by },
      visibility: 'public',
    },
  ],
})

type Asked = { readonly dialogue: string; readonly statement: number }

/** With whether others were merged into it: what says the same leads to one statement, and not from one to the next. */
async function mergeFacts(tx: Tx, asked: Asked, actor: Actor) {
  const facts = await decisionFacts(tx, asked, actor)
  const taken = await tx
    .selectFrom('statement')
    .select('number')
    .where('dialogue_id', '=', facts.dialogue.id)
    .where('merged_into', '=', asked.statement)
    .limit(1)
    .executeTakeFirst()
  return { ...facts, hasMerged: taken !== undefined }
}
