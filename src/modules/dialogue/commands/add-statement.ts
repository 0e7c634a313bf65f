import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { mayAddStatement } from '../policy.ts'
import { addFacts } from '../queries/add-facts.ts'
import { writtenNow } from '../queries/conversation.ts'
import { holderTags } from '../queries/dialogue-facts.ts'
import { language, place, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type { Voice } from '../tables.ts'
import { seedText } from './create-dialogue.ts'
import { holdAnew } from './hold-anew.ts'

/** Authors' numbers lie above those that votes are published under, and below what every reader of CSV files takes. */
const LEAST = 2 ** 30

export const addStatement = command({
  name: 'dialogue.add-statement',
  summary: 'Add a statement of at most 280 characters, in any language',
  route: 'POST /dialogues/{dialogue}/statements',
  limit: 'write',
  input: z.object({
    dialogue: ref,
    text: seedText,
    language,
    question: place.positive().nullish(),
    sending: z.uuid().optional().describe('Made by whoever sends: what comes twice is one'),
  }),
  output: z.object({ dialogue: z.uuid(), number: z.number().int(), status: z.enum(['waiting', 'published']) }),
  facts: (tx, { input, actor, outside }) => addFacts(tx, input, { actor, outside }),
  // What arrived already is there, whatever has changed since: its own words would be refused as said before.
  may: ({ facts, now }) => (facts.before === null ? mayAddStatement(facts, now) : yes),
  async run(tx, { input, actor, facts, now, outside }) {
    const { dialogue, participant } = facts
    if (dialogue === null || participant === null) return refuse(no('participation.missing'))
    const { before, sending } = facts
    if (before !== null)
      return {
        dialogue: dialogue.id,
        number: before.number,
        status: before.published_at === null ? ('waiting' as const) : ('published' as const),
      }
    if (!facts.questionKnown)
      return refuse(noFromHub('input.invalid', { field: 'question' }), [{ field: 'question', code: 'field.invalid', data: {} }])
    await holdAnew(tx, { dialogueId: dialogue.id, participant }, holderTags(dialogue.id, actor, outside))
    const author = facts.author ?? (await becomeAuthor(tx, { dialogueId: dialogue.id, participant, outside }))
    const status = dialogue.moderation === 'before' ? ('waiting' as const) : ('published' as const)
    const { text, language: written, question = null } = input
    const number = await appendStatement(tx, { dialogueId: dialogue.id, text, language: written, question, author, status, sending, now })
    return { dialogue: dialogue.id, number, status }
  },
  tell: ({ facts, result }) => (facts.before === null ? [statementAdded(result)] : []),
})

type Added = { readonly dialogue: string; readonly number: number; readonly status: 'waiting' | 'published' }

/** Whoever wrote it, nobody is named: beside a transcript or a list of who came, the second would say who it was. */
export const statementAdded = ({ dialogue, number, status }: Added): EventDraft => ({
  kind: 'dialogue.statement.added',
  scope: dialogue,
  subject: String(number),
  data: { status },
  visibility: 'internal',
  anonymous: true,
})

type NewStatement = {
  readonly dialogueId: string
  readonly text: string
  readonly language: string
  readonly question: number | null
  /** Null: the convener, unless another voice is named. */
  readonly author: number | null
  readonly voice?: Voice
  readonly status: 'waiting' | 'published'
  /** Made of the id that whoever sends gave it. */
  readonly sending?: string | null
  readonly now: Date
}

/** Under the next number of the dialogue, which is held meanwhile. */
export async function appendStatement(tx: Tx, { dialogueId, author, voice, status, now, ...said }: NewStatement): Promise<number> {
  const { statement_count: count } = await tx
    .updateTable('dialogue')
    .set((eb) => ({ ...writtenNow, statement_count: eb('statement_count', '+', 1) }))
    .where('id', '=', dialogueId)
    .returning('statement_count')
    .executeTakeFirstOrThrow()
  const number = count - 1
  await tx
    .insertInto('statement')
    .values({
      dialogue_id: dialogueId,
      number,
      ...said,
      voice: voice ?? (author === null ? 'convener' : 'participant'),
      author_number: author,
      status,
      declined_for: null,
      note: null,
      created_at: now,
      decided_at: null,
      published_at: status === 'published' ? now : null,
    })
    .execute()
  return number
}

type NewAuthor = { readonly dialogueId: string; readonly participant: number; readonly outside: Pick<Outside, 'below'> }

/** An author's number is another than the one votes are published under: a text that gives its author away gives no votes away. */
export async function becomeAuthor(tx: Tx, { dialogueId, participant, outside }: NewAuthor): Promise<number> {
  for (;;) {
    const number = LEAST + outside.below(LEAST)
    const taken = await tx
      .selectFrom('participant')
      .select('number')
      .where('dialogue_id', '=', dialogueId)
      .where('author_number', '=', number)
      .executeTakeFirst()
    if (taken !== undefined) continue
    await tx
      .updateTable('participant')
      .set({ author_number: number })
      .where('dialogue_id', '=', dialogueId)
      .where('number', '=', participant)
      .execute()
    return number
  }
}
