import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { hashToken } from '../../../platform/keys.ts'
import { SCOPES } from '../../../core/scopes.ts'
import { people } from '../../people/index.ts'
import { mayMakeToken } from '../policy.ts'
import { countTokens } from '../queries/tokens.ts'
import type {} from '../tables.ts'
import { DAYS, PREFIX, tokenEnd, USUAL_DAYS } from '../rules.ts'

const days = z
  .number()
  .int()
  .min(1)
  .max(Math.max(...DAYS))
  .default(USUAL_DAYS)

export const makeToken = command({
  name: 'access.make-token',
  summary: 'Make an access token for a program, within fifteen minutes of signing in. The answer holds it, this once.',
  route: 'POST /me/tokens',
  limit: 'write',
  input: z.object({
    name: z.string().trim().min(1).max(60),
    /** The identity that it acts as. */
    person: z.uuid(),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    days,
    /** The token of the session that asks, which shows how long ago its holder signed in. */
    held: z.string().max(200),
  }),
  output: z.object({ token: z.string(), id: z.string(), expiresAt: z.date() }),
  async facts(tx, { input, actor, now }) {
    const fresh = await people.freshlySignedIn(tx, input.held, { actor, now })
    const own = (await people.personsOf(tx, actor.account)).includes(input.person)
    return { fresh, own, held: await countTokens(tx, actor.account) }
  },
  may: ({ actor, facts }) => mayMakeToken(actor, facts),
  async run(tx, { input, actor, now, outside }) {
    if (actor.account === null) throw new TypeError('the policy lets nobody in who is not signed in')
    const token = `${PREFIX}${outside.token()}`
    const row = { id: outside.uuid(), expires_at: tokenEnd(now, input.days) }
    await tx
      .insertInto('access_token')
      .values({
        ...row,
        token_hash: hashToken(token),
        account_id: actor.account,
        person_id: input.person,
        name: input.name,
        scopes: SCOPES.filter((scope) => input.scopes.includes(scope)),
        made_at: dayOf(now),
        used_at: null,
      })
      .execute()
    return { token, id: row.id, expiresAt: row.expires_at }
  },
  // Of the token nothing stands here, not even what it may do. Who acts now is named, not as whom the token will.
  tell: ({ actor }) => [
    { kind: 'access.token.made', scope: THE_HUB, subject: actor.person ?? THE_HUB, data: {}, visibility: 'internal', anonymous: true },
  ],
})
