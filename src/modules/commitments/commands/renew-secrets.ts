import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { PIECE } from '../../../platform/pieces.ts'
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
    const held = new Set((await questionsOf(tx, commitments)).map(({ tag }) => tag?.toString('hex') ?? ''))
    let rows = 0
    // Nothing leads from a row to an account, so each account is tried.
    let accounts = await people.accountsAfter(tx, null, PIECE)
    for (; accounts.length > 0; accounts = await people.accountsAfter(tx, accounts.at(-1) ?? null, PIECE))
      for (const commitment of commitments)
        for (const account of accounts) {
          const [to, ...older] = askerTags(keys, commitment, account)
          for (const from of older) {
            if (to === undefined || !held.has(from.toString('hex'))) continue
            const done = await tx
              .updateTable('commitment_question')
              .set({ asker_tag: to })
              .where('commitment_id', '=', commitment)
              .where('asker_tag', '=', from)
              .executeTakeFirstOrThrow()
            rows += Number(done.numUpdatedRows)
          }
        }
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'commitments.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
