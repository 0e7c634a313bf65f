import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { hashToken } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { signedIn } from '../policy.ts'
import type {} from '../tables.ts'

/** The row of this token, over or not. */
export const tokenRow = (db: Reader, token: string) =>
  db
    .selectFrom('access_token')
    .select(['id', 'account_id as account', 'person_id as person', 'scopes', 'expires_at as expiresAt', 'used_at as usedAt'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()

export async function countTokens(db: Reader, account: string | null): Promise<number> {
  const row = await db
    .selectFrom('access_token')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('account_id', '=', account)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function accountOfToken(db: Reader, id: string): Promise<string | null> {
  const row = await db.selectFrom('access_token').select('account_id').where('id', '=', id).executeTakeFirst()
  return row?.account_id ?? null
}

/** All of an account, by name; the token itself lies nowhere. */
export const tokensOf = (db: Reader, account: string | null) =>
  db
    .selectFrom('access_token')
    .select(['id', 'name', 'person_id as person', 'scopes', 'made_at as madeAt', 'expires_at as expiresAt', 'used_at as usedAt'])
    .where('account_id', '=', account)
    .orderBy('name')
    .orderBy('id')
    .execute()

export const myTokens = query({
  name: 'access.my-tokens',
  summary: 'Your access tokens: what each may do, as whom, until when, and the day when it was last used. Never the token itself.',
  route: 'GET /me/tokens',
  input: z.object({}),
  output: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), person: z.string(), actsAs: z.string(), scopes: z.array(z.string()) },
      ...{ madeAt: z.date(), expiresAt: z.date(), usedAt: z.date().nullable() },
    }),
  ),
  async read(db, { actor }) {
    demand(signedIn(actor))
    const tokens = await tokensOf(db, actor.account)
    const names = await people.nameOf(
      db,
      tokens.map(({ person }) => person),
    )
    return tokens.map((one) => ({ ...one, actsAs: names.get(one.person) ?? '' }))
  },
})
export type MyToken = z.infer<typeof myTokens.output>[number]
