import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayVote } from '../policy.ts'
import { holderTags } from '../queries/dialogue-facts.ts'
import { choice, ref, statementNumber } from '../queries/shapes.ts'
import { voteFacts } from '../queries/vote-facts.ts'
import { no } from '../refusals.ts'
import { valueOf } from '../rules.ts'
import { castInOne, type Cast } from './cast-in-one.ts'
import { holdAnew } from './hold-anew.ts'

export const castVote = command({
  name: 'dialogue.cast-vote',
  summary: 'Agree, disagree or pass on a statement; a second vote takes the place of the first',
  route: 'PUT /dialogues/{dialogue}/statements/{statement}/vote',
  input: z.object({ dialogue: ref, statement: statementNumber, choice, important: z.boolean().default(false) }),
  output: z.object({ dialogue: z.uuid(), changed: z.boolean().describe('True where an earlier vote was replaced') }),
  facts: (tx, { input, actor, outside }) => voteFacts(tx, input, { actor, outside, lock: 'share' }),
  may: ({ facts, now }) => mayVote(facts, now),
  async run(tx, { input, actor, facts, now, outside }) {
    const { dialogue, participant, earlier, older } = facts
    if (dialogue === null || participant === null) return refuse(no('participation.missing'))
    const row = { value: valueOf(input.choice), important: input.important, cast_at: now }
    // One row for a participant and a statement: the key forbids a second vote, and a change of mind overwrites.
    await tx
      .insertInto('vote')
      .values({ dialogue_id: dialogue.id, participant, statement: input.statement, ...row })
      .onConflict((oc) => oc.columns(['dialogue_id', 'participant', 'statement']).doUpdateSet(row))
      .execute()
    if (older) await holdAnew(tx, { dialogueId: dialogue.id, participant }, holderTags(dialogue.id, actor, outside))
    return { dialogue: dialogue.id, changed: earlier }
  },
  // Neither who nor what: the row says that a vote was cast on that statement, which wakes the next recomputation.
  tell: ({ input, result }) => [voteCast(input, result)],
  async inOne(db, { input, actor, now, outside }) {
    const result = await castInOne(db, input, { actor, now, outside })
    return result === null ? null : { result, told: [voteCast(input, result)] }
  },
})

const voteCast = ({ statement }: { readonly statement: number }, { dialogue, changed }: Cast): EventDraft => ({
  kind: 'dialogue.vote.cast',
  scope: dialogue,
  subject: String(statement),
  data: { changed },
  visibility: 'internal',
  anonymous: true,
})
