import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayRevokeToken } from '../policy.ts'
import { accountOfToken } from '../queries/tokens.ts'
import type {} from '../tables.ts'

export const revokeToken = command({
  name: 'access.revoke-token',
  summary: 'Take an access token back. It opens nothing from then on.',
  route: 'DELETE /me/tokens/{token}',
  limit: 'write',
  input: z.object({ token: z.uuid() }),
  output: z.object({ revoked: z.literal(true) }),
  facts: async (tx, { input }) => ({ owner: await accountOfToken(tx, input.token) }),
  may: ({ actor, facts }) => mayRevokeToken(actor, facts.owner),
  async run(tx, { input }) {
    await tx.deleteFrom('access_token').where('id', '=', input.token).execute()
    return { revoked: true as const }
  },
  tell: ({ actor }) => [
    { kind: 'access.token.revoked', scope: THE_HUB, subject: actor.person ?? THE_HUB, data: {}, visibility: 'internal', anonymous: true },
  ],
})
