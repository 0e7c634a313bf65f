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

/** Longer nothing lies on a device and is sent (`src/browser/waiting-answers.ts`). */
const LONGEST_MS = 8 * 86_400_000

const waited = z
  .number()
  .int()
  .nonnegative()
  .max(LONGEST_MS)
  .default(0)
  .describe('Milliseconds that the answer lay on a device without a connection: a vote that came after it was given stays')

export const castVote = command({
  name: 'dialogue.cast-vote',
  summary: 'Agree, disagree or pass on a statement; a second vote takes the place of the first',
  route: 'PUT /dialogues/{dialogue}/statements/{statement}/vote',
  input: z.object({ dialogue: ref, statement: statementNumber, choice, important: z.boolean().default(false), waited }),
  output: z.object({ dialogue: z.uuid(), changed: z.boolean().describe('True where an earlier vote was replaced') }),
  facts: (tx, { input, actor, outside }) => voteFacts(tx, input, { actor, outside, lock: 'share' }),
  may: ({ facts, now }) => mayVote(facts, now),
  async run(tx, { input, actor, facts, now, outside }) {
    const { dialogue, participant, earlier, older } = facts
    if (dialogue === null || participant === null) return refuse(no('participation.missing'))
    const row = { value: valueOf(input.choice), important: input.important, cast_at: now }
    // One row for a participant and a statement: the key forbids a second vote, and a change of mind overwrites.
    const answeredAt = new Date(now.getTime() - input.waited)
    const written = await tx
      .insertInto('vote')
      .values({ dialogue_id: dialogue.id, participant, statement: input.statement, ...row })
      .onConflict((oc) =>
        oc
          .columns(['dialogue_id', 'participant', 'statement'])
          .doUpdateSet((eb) => ({ ...row, written: eb.ref('excluded.written') }))
          // What did not wait is the newest, whatever a clock that was put back says of the one before.
          .where((eb) => (input.waited === 0 ? eb.lit(true) : eb('vote.cast_at', '<=', answeredAt))),
      )
      .executeTakeFirst()
    if (older) await holdAnew(tx, { dialogueId: dialogue.id, participant }, holderTags(dialogue.id, actor, outside))
    return { dialogue: dialogue.id, changed: earlier && written.numInsertedOrUpdatedRows !== 0n }
  },
  // Neither who nor what: the row says that a vote was cast on that statement, which wakes the next recomputation.
  tell: ({ input, facts, result }) => (facts.earlier && !result.changed ? [] : [voteCast(input, result)]),
  async inOne(db, { input, actor, now, outside }) {
    // What lay on a device may be older than a vote that is there.
    if (input.waited > 0) return null
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
