import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { demandSession } from '../queries/session.ts'
import { ref } from '../queries/shapes.ts'
import { readStatements } from '../queries/statement-list.ts'
import { columnsOf, dropWords, inOrder, plan, seedList, seedsOf, writeSeeds, writeWords, type Seed } from './create-dialogue.ts'

export const editDialogue = command({
  name: 'dialogue.edit',
  summary: 'Change a draft; its seed statements are replaced',
  route: 'PUT /dialogues/{dialogue}',
  input: z.object({ ...plan, dialogue: ref, seeds: seedList }).refine(inOrder, { message: 'field.calendar', path: ['closesAt'] }),
  output: z.object({ id: z.uuid(), slug: z.string() }),
  async facts(tx, { input, actor }) {
    const dialogue = await demandDialogue(tx, input.dialogue, actor, 'update')
    return { dialogue, seeds: await readStatements(tx, dialogue.id) }
  },
  may: ({ facts }) => mayEdit(facts.dialogue),
  async run(tx, { input, facts, now }) {
    const { id, slug, languages, bodyId } = facts.dialogue
    await demandSession(tx, { session: input.session, body: bodyId })
    // Nobody has voted on a draft: its statements can be numbered anew.
    await tx.deleteFrom('statement').where('dialogue_id', '=', id).execute()
    await writeSeeds(
      tx,
      id,
      seedsOf(input).map((seed) => asBefore(seed, facts.seeds)),
      now,
    )
    const [before] = languages
    // Who corrects the language of the original has not written a translation: the same words would stand there twice.
    if (before !== undefined && before !== input.language) await dropWords(tx, id, before)
    await writeWords(tx, id, input)
    await tx
      .updateTable('dialogue')
      .set({ ...columnsOf(input), ...writtenNow })
      .where('id', '=', id)
      .execute()
    return { id, slug }
  },
  tell: ({ facts }) => [
    { kind: 'dialogue.draft.changed', scope: facts.dialogue.id, subject: facts.dialogue.id, data: {}, visibility: 'internal' },
  ],
})

/** A form holds the texts alone: one that is not changed keeps its language and its question. */
function asBefore(seed: Seed, before: readonly Seed[]): Seed {
  const same = before.find(({ text }) => text === seed.text)
  return same === undefined ? seed : { text: seed.text, language: same.language, question: same.question }
}
