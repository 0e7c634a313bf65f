import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayOpen } from '../policy.ts'
import { demandInUse } from '../queries/body-facts.ts'
import { writtenNow } from '../queries/conversation.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { countStatements } from '../queries/statement-list.ts'
import { ref } from '../queries/shapes.ts'

export const openDialogue = command({
  name: 'dialogue.open',
  summary: 'Publish a draft: it takes votes from its opening time on',
  route: 'POST /dialogues/{dialogue}/opening',
  input: z.object({ dialogue: ref }),
  output: z.object({ slug: z.string() }),
  async facts(tx, { input, actor }) {
    const dialogue = await demandDialogue(tx, input.dialogue, actor, 'update')
    await demandInUse(tx, dialogue.bodyId, actor)
    return { dialogue, statements: await countStatements(tx, dialogue.id) }
  },
  may: ({ facts, now }) => mayOpen(facts.dialogue, facts.statements, now),
  async run(tx, { facts, now }) {
    await tx
      .updateTable('dialogue')
      .set({ ...writtenNow, state: 'open', opened_at: now })
      .where('id', '=', facts.dialogue.id)
      .execute()
    return { slug: facts.dialogue.slug }
  },
  tell: ({ facts }) => [
    {
      kind: 'dialogue.dialogue.opened',
      scope: facts.dialogue.id,
      subject: facts.dialogue.id,
      data: {
        body: facts.dialogue.bodyId,
        opensAt: facts.dialogue.opensAt.toISOString(),
        closesAt: facts.dialogue.closesAt.toISOString(),
        answerBy: facts.dialogue.answerBy.toISOString(),
        rules: facts.dialogue.rules.join(' '),
      },
      visibility: 'public',
    },
  ],
})
