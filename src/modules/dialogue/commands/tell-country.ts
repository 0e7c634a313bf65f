import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { isCountry } from '#countries'
import { mayTellCountry } from '../policy.ts'
import { COUNTRY } from '../queries/coverage.ts'
import { demandDialogue, holderTags, participantOf } from '../queries/dialogue-facts.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const tellCountry = command({
  name: 'dialogue.tell-country',
  summary: 'In which country you live, for the sums of this dialogue alone; null takes it back',
  route: 'PUT /dialogues/{dialogue}/participation/country',
  limit: 'write',
  input: z.object({
    dialogue: ref,
    country: z
      .string()
      .refine(isCountry, { message: 'field.invalid' })
      .nullable()
      .describe('ISO 3166, two letters. Kept under a seal; the hub opens it to count, and shows tens of people alone'),
  }),
  output: z.object({ dialogue: z.uuid() }),
  async facts(tx, { input, actor, outside }) {
    const dialogue = await demandDialogue(tx, input.dialogue, actor, 'share')
    const participant = await participantOf(tx, dialogue.id, holderTags(dialogue.id, actor, outside))
    return { dialogue, participant: participant?.number ?? null, removedFor: participant?.removedFor ?? null }
  },
  may: ({ input, facts, now }) => mayTellCountry(facts, { takesBack: input.country === null, now }),
  async run(tx, { input, facts, outside }) {
    const { dialogue, participant } = facts
    if (participant === null) return refuse(no('participation.missing'))
    await tx
      .updateTable('participant')
      .set({ country_sealed: input.country === null ? null : outside.keys.seal(COUNTRY, input.country) })
      .where('dialogue_id', '=', dialogue.id)
      .where('number', '=', participant)
      .execute()
    return { dialogue: dialogue.id }
  },
  tell: ({ result }) => [
    {
      kind: 'dialogue.country.told',
      scope: result.dialogue,
      subject: result.dialogue,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
