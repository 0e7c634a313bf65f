import { yes } from '#base'
import { z } from 'zod'
import { isTheHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no as noFromHub } from '../../../core/refused.ts'
import { PIECE } from '../../../platform/pieces.ts'
import { people } from '../../people/index.ts'
import { ownerTags } from '../queries/links.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'ideas.renew-secrets',
  summary: 'Tag anew, with the secret in use, whose ideas these are',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => (isTheHub(actor) ? yes : noFromHub('sign-in.needed')),
  async run(tx, { outside: { keys } }) {
    const held = await tx
      .selectFrom('idea')
      .select(['session_id as session', 'owner_tag as tag'])
      .distinct()
      .where('owner_tag', 'is not', null)
      .execute()
    const sessions = [...Map.groupBy(held, ({ session }) => session)].map(
      ([session, own]) => [session, new Set(own.map(({ tag }) => tag?.toString('hex') ?? ''))] as const,
    )
    let rows = 0
    // Nothing leads from a row to an account, so each account is tried.
    let accounts = await people.accountsAfter(tx, null, PIECE)
    for (; accounts.length > 0; accounts = await people.accountsAfter(tx, accounts.at(-1) ?? null, PIECE))
      for (const [session, tags] of sessions)
        for (const account of accounts) {
          const [to, ...older] = ownerTags(keys, session, account)
          for (const from of older) {
            if (to === undefined || !tags.has(from.toString('hex'))) continue
            const done = await tx
              .updateTable('idea')
              .set({ owner_tag: to })
              .where('session_id', '=', session)
              .where('owner_tag', '=', from)
              .executeTakeFirstOrThrow()
            rows += Number(done.numUpdatedRows)
          }
        }
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'ideas.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
