import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { theHubMay } from '../policy.ts'
import { ballotTags, holderTags } from '../queries/holders.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'recommendations.renew-secrets',
  summary: 'Tag anew, with the secret in use, what accounts wrote about recommendations and how they voted',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => null,
  may: ({ actor }) => theHubMay(actor),
  async run(tx, { outside: { keys } }) {
    return { rows: (await renewContributions(tx, keys)) + (await renewBallots(tx, keys)) }
  },
  tell: ({ result }) => [
    { kind: 'recommendations.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

async function renewContributions(tx: Tx, keys: Keys): Promise<number> {
  const held = await tx.selectFrom('recommendation_contribution').select(['session_id as scope', 'holder_tag as tag']).distinct().execute()
  return people.renewTags(tx, held, {
    tagsOf: (session, account) => holderTags(session, account, { keys }),
    async put(session, { from, to }) {
      const { numUpdatedRows } = await tx
        .updateTable('recommendation_contribution')
        .set({ holder_tag: to })
        .where('session_id', '=', session)
        .where('holder_tag', '=', from)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
  })
}

async function renewBallots(tx: Tx, keys: Keys): Promise<number> {
  const held = await tx
    .selectFrom('recommendation_ballot')
    .select(['recommendation_id as scope', 'session_id as session', 'holder_tag as tag'])
    .execute()
  const sessions = new Map(held.map(({ scope, session }) => [scope, session]))
  return people.renewTags(tx, held, {
    tagsOf: (recommendation, account) => ballotTags(recommendation, account, { keys }),
    async put(recommendation, { from, to }) {
      const { numUpdatedRows } = await tx
        .updateTable('recommendation_ballot')
        .set({ holder_tag: to })
        .where('session_id', '=', sessions.get(recommendation) ?? '')
        .where('recommendation_id', '=', recommendation)
        .where('holder_tag', '=', from)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
  })
}
