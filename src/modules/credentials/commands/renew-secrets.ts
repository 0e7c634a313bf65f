import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { slotTags } from '../queries/issuances.ts'
import { SECRET } from './open-issuance.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'credentials.renew-secrets',
  summary: 'Tag and seal anew, with the secret in use, who has a slot and the keys of issuers',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    let rows = 0
    for (const { dialogue_id: id, secret_sealed: sealed } of await tx
      .selectFrom('credential_issuance')
      .select(['dialogue_id', 'secret_sealed'])
      .execute()) {
      const anew = sealed === null ? null : keys.reseal(SECRET, sealed)
      if (anew === null) continue
      await tx.updateTable('credential_issuance').set({ secret_sealed: anew }).where('dialogue_id', '=', id).execute()
      rows += 1
    }
    const held = await tx.selectFrom('credential_slot').select(['dialogue_id as scope', 'tag']).execute()
    rows += await people.renewTags(tx, held, {
      tagsOf: (dialogue, account) => slotTags(keys, dialogue, account),
      async put(dialogue, { from, to }) {
        const { numUpdatedRows } = await tx
          .updateTable('credential_slot')
          .set({ tag: to })
          .where('dialogue_id', '=', dialogue)
          .where('tag', '=', from)
          .executeTakeFirstOrThrow()
        return Number(numUpdatedRows)
      },
    })
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'credentials.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
