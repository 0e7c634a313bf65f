import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { keeperTags, sealWords } from '../queries/seals.ts'
import { opened } from '../queries/voices.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'voices.renew-secrets',
  summary: 'Seal anew, with the secret in use, what waits to be published, and tag anew who keeps and reads it',
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
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'voices.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
