import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayChooseVoice } from '../policy.ts'
import { voiceFacts, type ChosenVoice } from '../queries/own-voices.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { OFFICES } from '../rules.ts'
import { becomeAuthor } from './add-statement.ts'

const voice = z
  .discriminatedUnion('sort', [
    z.object({ sort: z.literal('participant') }),
    z.object({ sort: z.literal('name'), person: z.uuid() }),
    z.object({ sort: z.literal('office'), body: z.uuid(), office: z.enum(OFFICES) }),
  ])
  .describe('Without a name; by a name of one’s own; or in an office that one holds')

export const chooseVoice = command({
  name: 'dialogue.choose-voice',
  summary:
    'As who you speak in this dialogue, for all that you add. It stays from your first published statement on; votes never bear a name',
  route: 'PUT /dialogues/{dialogue}/participation/voice',
  limit: 'write',
  input: z.object({ dialogue: ref, voice }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor, outside }) => voiceFacts(tx, input, { actor, outside }),
  may: ({ facts, now }) => mayChooseVoice(facts, now),
  async run(tx, { input, facts, outside }) {
    const { dialogue, participant } = facts
    if (dialogue === null || participant === null) return refuse(no('participation.missing'))
    const author = facts.author ?? (await becomeAuthor(tx, { dialogueId: dialogue.id, participant, outside }))
    await keepVoice(tx, { dialogueId: dialogue.id, author, chosen: input.voice })
    return { dialogue: dialogue.id }
  },
  // Neither who nor as who: beside an author's number a name would be a link that the choice is there to avoid.
  tell: ({ result }) => [
    {
      kind: 'dialogue.voice.chosen',
      scope: result.dialogue,
      subject: result.dialogue,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})

async function keepVoice(
  tx: Tx,
  { dialogueId, author, chosen }: { dialogueId: string; author: number; chosen: ChosenVoice },
): Promise<void> {
  await tx.deleteFrom('voice').where('dialogue_id', '=', dialogueId).where('author_number', '=', author).execute()
  if (chosen.sort === 'participant') return
  const who =
    chosen.sort === 'name'
      ? { person_id: chosen.person, body_id: null, office: null }
      : { person_id: null, body_id: chosen.body, office: chosen.office }
  await tx
    .insertInto('voice')
    .values({ dialogue_id: dialogueId, author_number: author, sort: chosen.sort, ...who })
    .execute()
}
