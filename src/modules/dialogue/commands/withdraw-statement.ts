import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { mayWithdraw } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { ownStatementFacts } from '../queries/own-statement.ts'
import { ref, statementNumber } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const withdrawStatement = command({
  name: 'dialogue.withdraw-statement',
  summary:
    'Take back a statement of your own: nobody reads it or votes on it any more, and its votes count in no result. It cannot be undone',
  route: 'POST /dialogues/{dialogue}/statements/{statement}/withdrawal',
  limit: 'write',
  input: z.object({ dialogue: ref, statement: statementNumber }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor, outside }) => ownStatementFacts(tx, input, { actor, outside }),
  may: ({ facts }) => mayWithdraw(facts.statement),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('statement')
      .set({ ...writtenNow, status: 'declined', declined_for: 'withdrawn', note: null, decided_at: now })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'dialogue.statement.withdrawn',
      scope: facts.dialogue.id,
      subject: String(input.statement),
      data: { before: facts.statement.status },
      visibility: 'public',
      anonymous: true,
    },
  ],
})

// No route: the room to which it was said runs it within its own deed, for the speaker alone.
export const withdrawUnnamed = command({
  name: 'dialogue.withdraw-unnamed',
  summary: 'Take back what was put to the vote through a trusted intermediary: its words go too, and its votes count in no result',
  input: z.object({ dialogue: ref, statement: statementNumber }),
  output: z.object({ dialogue: z.uuid() }),
  async facts(tx, { input, actor }) {
    const dialogue = await demandDialogue(tx, input.dialogue, actor, 'update')
    const statement = await tx
      .selectFrom('statement')
      .select(['status', 'declined_for as declinedFor'])
      .where('dialogue_id', '=', dialogue.id)
      .where('number', '=', input.statement)
      .where('voice', '=', 'intermediary')
      .executeTakeFirst()
    return { dialogue, statement }
  },
  may: ({ actor, facts: { statement } }) => all(hubAlone(actor), statement === undefined ? no('statement.missing') : yes),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('statement')
      .set({ ...writtenNow, text: '', status: 'declined', declined_for: 'withdrawn', note: null, decided_at: now })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  // Taken back twice is taken back once.
  tell: ({ input, facts: { dialogue, statement } }) =>
    statement === undefined || statement.declinedFor === 'withdrawn'
      ? []
      : [
          {
            kind: 'dialogue.statement.withdrawn',
            scope: dialogue.id,
            subject: String(input.statement),
            data: { before: statement.status },
            visibility: 'public',
            anonymous: true,
          },
        ],
})
