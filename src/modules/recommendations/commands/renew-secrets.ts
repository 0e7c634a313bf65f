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
    const accounts = await people.allAccounts(tx)
    return { rows: (await renewContributions(tx, keys, accounts)) + (await renewBallots(tx, keys, accounts)) }
  },
  tell: ({ result }) => [
    { kind: 'recommendations.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

/** Older tags, each with the one that takes its place. */
const anew = (all: readonly (readonly Buffer[])[]): readonly (readonly [old: Buffer, tag: Buffer])[] =>
  all.flatMap(([tag, ...older]) => (tag === undefined ? [] : older.map((old) => [old, tag] as const)))

/** Nothing leads from a row to its account, so each account is tried, once for each session. */
async function renewContributions(tx: Tx, keys: Keys, accounts: readonly string[]): Promise<number> {
  let renewed = 0
  const sessions = await tx.selectFrom('recommendation_contribution').select('session_id').distinct().execute()
  for (const { session_id: session } of sessions)
    for (const [old, tag] of anew(accounts.map((account) => holderTags(session, account, { keys })))) {
      const { numUpdatedRows } = await tx
        .updateTable('recommendation_contribution')
        .set({ holder_tag: tag })
        .where('session_id', '=', session)
        .where('holder_tag', '=', old)
        .executeTakeFirst()
      renewed += Number(numUpdatedRows)
    }
  return renewed
}

async function renewBallots(tx: Tx, keys: Keys, accounts: readonly string[]): Promise<number> {
  let renewed = 0
  const ballots = await tx.selectFrom('recommendation_ballot').select(['session_id', 'recommendation_id']).distinct().execute()
  for (const { session_id: session, recommendation_id: recommendation } of ballots)
    for (const [old, tag] of anew(accounts.map((account) => ballotTags(recommendation, account, { keys })))) {
      const { numUpdatedRows } = await tx
        .updateTable('recommendation_ballot')
        .set({ holder_tag: tag })
        .where('session_id', '=', session)
        .where('recommendation_id', '=', recommendation)
        .where('holder_tag', '=', old)
        .executeTakeFirst()
      renewed += Number(numUpdatedRows)
    }
  return renewed
}
