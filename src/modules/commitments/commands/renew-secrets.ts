import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { people } from '../../people/index.ts'
import { theHubMay } from '../policy.ts'
import { askedAbout } from '../queries/questions-held.ts'
import { askerTags, questionsOf } from '../queries/questions.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'commitments.renew-secrets',
  summary: 'Tag anew, with the secret in use, whose questions these are',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => theHubMay(actor),
  async run(tx, { outside: { keys } }) {
    const commitments = await askedAbout(tx)
    const held = await questionsOf(tx, commitments)
    const rows = await people.renewTags(
      tx,
      held.map(({ commitment, tag }) => ({ scope: commitment, tag })),
      {
        tagsOf: (commitment, account) => askerTags(keys, commitment, account),
        async put(commitment, { from, to }) {
          const done = await tx
            .updateTable('commitment_question')
            .set({ asker_tag: to })
            .where('commitment_id', '=', commitment)
            .where('asker_tag', '=', from)
            .executeTakeFirstOrThrow()
          return Number(done.numUpdatedRows)
        },
      },
    )
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'commitments.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
