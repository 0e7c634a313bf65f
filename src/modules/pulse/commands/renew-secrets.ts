import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { answeredTags } from '../queries/pulses.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'pulse.renew-secrets',
  summary: 'Tag anew, with the secret in use, which accounts have answered what still runs',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    const held = await tx.selectFrom('pulse_answered').select(['pulse_id as scope', 'tag']).execute()
    const rows = await people.renewTags(tx, held, {
      tagsOf: (pulse, account) => answeredTags(keys, pulse, account),
      async put(pulse, { from, to }) {
        const { numUpdatedRows } = await tx
          .updateTable('pulse_answered')
          .set({ tag: to })
          .where('pulse_id', '=', pulse)
          .where('tag', '=', from)
          .executeTakeFirstOrThrow()
        return Number(numUpdatedRows)
      },
    })
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'pulse.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
