import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { signedIn } from '../policy.ts'
import { idleSince, maskedEmail } from '../rules.ts'
import type {} from '../tables.ts'
import { personsOf } from './identities.ts'

/** All that the hub keeps of an account, for its owner alone. */
export const myAccount = query({
  name: 'people.my-account',
  summary: 'Your account: name, masked address, language, and where you are signed in.',
  route: 'GET /me',
  input: z.object({}),
  output: z.object({
    person: z.string(),
    name: z.string(),
    /** Null where the account has no address. */
    email: z.string().nullable(),
    language: z.string(),
    operator: z.boolean(),
    /** How many names the account has to act under. */
    identities: z.number(),
    leavingAt: z.date().nullable(),
    createdAt: z.date(),
    sessions: z.array(z.object({ session: z.string(), createdAt: z.date(), seenAt: z.date() })),
  }),
  async read(db, { actor, now, outside }) {
    demand(signedIn(actor))
    const row = await db
      .selectFrom('account')
      .innerJoin('person', 'person.account_id', 'account.id')
      .select(['person.id as person', 'person.name', 'email_sealed', 'language', 'account.created_at'])
      .where('account.id', '=', actor.account)
      .where('person.id', '=', actor.person)
      .executeTakeFirstOrThrow()
    const sessions = await db
      .selectFrom('session')
      .select(['token_hash', 'created_at', 'seen_at'])
      .where('account_id', '=', actor.account)
      .where('expires_at', '>', now)
      .where('seen_at', '>', idleSince(now))
      .orderBy('seen_at', 'desc')
      .execute()
    return {
      person: row.person,
      name: row.name,
      email: row.email_sealed === null ? null : maskedEmail(outside.keys.open('email', row.email_sealed)),
      language: row.language,
      operator: actor.operator,
      identities: (await personsOf(db, actor.account)).length,
      leavingAt: actor.leavingAt ?? null,
      createdAt: row.created_at,
      sessions: sessions.map((one) => ({ session: one.token_hash.toString('hex'), createdAt: one.created_at, seenAt: one.seen_at })),
    }
  },
})

export type MyAccount = z.infer<typeof myAccount.output>
