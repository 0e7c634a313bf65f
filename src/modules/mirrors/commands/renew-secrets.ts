import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { resealColumn } from '../../../platform/reseal.ts'
import { SIDE } from '../queries/seals.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'mirrors.renew-secrets',
  summary: 'Seal anew, with the secret in use, from which side members come',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  run: async (tx, { outside: { keys } }) => ({
    rows: await resealColumn(tx, keys, { table: 'mirror_member', column: 'side_sealed', purpose: SIDE }),
  }),
  tell: ({ result }) => [
    { kind: 'mirrors.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
