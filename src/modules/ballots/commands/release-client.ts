import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { eventsOf, THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'

const KIND = 'ballots.client.released'

// No route: the hub itself tells which client it serves, when it is another one than before.
export const releaseClient = command({
  name: 'ballots.release-client',
  summary: 'Tell everybody which program for hidden participation this hub serves, by the digest of each of its files',
  input: z.object({ digest: z.string().length(64), files: z.array(z.object({ name: z.string(), sha256: z.string() })).max(40) }),
  output: z.object({ released: z.boolean() }),
  facts: async (tx) => ({ last: (await eventsOf(tx, THE_HUB, [KIND])).at(-1)?.data['digest'] ?? null }),
  may: ({ actor }) => hubAlone(actor),
  run: async (_tx, { input, facts }) => ({ released: facts.last !== input.digest }),
  tell: ({ input: { digest, files }, result }) =>
    result.released
      ? [
          {
            kind: KIND,
            scope: THE_HUB,
            subject: digest,
            data: { digest, files: files.map(({ name, sha256 }) => `${name}=${sha256}`).join(' ') },
            visibility: 'public' as const,
          },
        ]
      : [],
})
