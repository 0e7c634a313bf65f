import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { communities } from '../../communities/index.ts'
import { keeperTags, sealWords, voterTags } from '../queries/seals.ts'
import { opened } from '../queries/voices.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'voices.renew-secrets',
  summary: 'Seal anew, with the secret in use, what waits to be published, and tag anew who keeps and reads it, and who answered a vote',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    let rows = 0
    for (const row of await tx.selectFrom('kept_voice').selectAll().execute()) {
      // Who keeps it and who reads it stand under the seal too.
      const { words } = opened(keys, row)
      await tx
        .updateTable('kept_voice')
        .set({
          words_sealed: sealWords(keys, words),
          keeper_tag: keys.tag('voice-keeper', words.keeper),
          reader_tag: row.reader_tag === null || words.reader === null ? null : keys.tag('voice-reader', words.reader),
        })
        .where('id', '=', row.id)
        .execute()
      rows += 1
    }
    for (const { id } of await tx.selectFrom('voice_intermediary').select('id').execute()) {
      const [anew, ...old] = keeperTags(keys, id)
      if (anew === undefined || old.length === 0) continue
      const { numUpdatedRows } = await tx
        .updateTable('mandate')
        .set({ keeper_tag: anew })
        .where('keeper_tag', 'in', old)
        .executeTakeFirstOrThrow()
      rows += Number(numUpdatedRows)
    }
    return { rows: rows + (await ballotsAnew(tx, keys)) }
  },
  tell: ({ result }) => [
    { kind: 'voices.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

/** Of votes that run: a member is found by trying those of the community. */
async function ballotsAnew(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  for (const { id, giver_id: community } of await tx
    .selectFrom('mandate')
    .select(['id', 'giver_id'])
    .where('vote_ends_at', 'is not', null)
    .where('vote_given', 'is', null)
    .execute())
    for (const member of await communities.memberIdsOf(tx, community)) {
      const [anew, ...old] = voterTags(keys, id, member)
      if (anew === undefined || old.length === 0) continue
      const { numUpdatedRows } = await tx
        .updateTable('mandate_ballot')
        .set({ voter_tag: anew })
        .where('mandate_id', '=', id)
        .where('voter_tag', 'in', old)
        .executeTakeFirstOrThrow()
      rows += Number(numUpdatedRows)
    }
  return rows
}
