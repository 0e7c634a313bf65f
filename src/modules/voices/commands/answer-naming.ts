import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { namedOrHub } from '../../../core/refused.ts'
import { profiles } from '../../profiles/index.ts'
import { ownFacts } from '../queries/intermediaries.ts'
import * as shapes from '../queries/shapes.ts'
import { quietly } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { dayIn, LONGEST } from '../rules.ts'

export const answerNaming = command({
  name: 'voices.answer-naming',
  summary: 'Say whether one serves as the intermediary that one was named as, what one learnt for it, and whether one is listed',
  route: 'PUT /voices/intermediaries/me',
  limit: 'write',
  input: z.object({
    serve: z.boolean(),
    training: z.string().trim().max(LONGEST.training).default('').describe('What one learnt for it, from whom'),
    trainedOn: shapes.day.nullable().default(null),
    listed: z.boolean().default(false).describe('Whether everybody may read the name on the page of intermediaries'),
  }),
  output: z.object({ serves: z.boolean() }),
  async facts(tx, { actor, now, outside }) {
    return { ...(await ownFacts(tx, { actor, now })), young: await profiles.isYoung(tx, outside.keys, actor) }
  },
  may: ({ input, actor, facts, now }) =>
    all(
      namedOrHub(actor),
      facts.row === null ? no('voice.not-asked') : yes,
      // To end it is possible at any time.
      input.serve && facts.young ? no('voice.young') : yes,
      input.serve && facts.ofState ? no('voice.of-a-state') : yes,
      input.serve && !facts.trusted ? no('voice.body-of-a-state') : yes,
      input.trainedOn !== null && input.trainedOn > dayIn(now) ? no('voice.term') : yes,
    ),
  async run(tx, { input, facts, now }) {
    const today = dayIn(now)
    const served = { state: 'serving' as const, accepted_on: facts.row?.accepted_on ?? today, listed: input.listed }
    await tx
      .updateTable('voice_intermediary')
      .set(
        input.serve
          ? { ...served, training: input.training, trained_on: input.trainedOn }
          : { state: 'ended', ended_on: today, listed: false },
      )
      .where('id', '=', facts.row?.id ?? '')
      .execute()
    return { serves: input.serve }
  },
  tell: ({ input }) => [quietly(input.serve ? 'voices.intermediary.accepted' : 'voices.intermediary.left')],
})
