import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { signedIn } from '../policy.ts'
import type {} from '../tables.ts'

/** By what one can sign in, for oneself alone. Days only: the hours are not kept. */
export const myWaysIn = query({
  name: 'people.my-ways-in',
  summary: 'Your passkeys, and how many of your recovery codes are left.',
  route: 'GET /me/ways-in',
  input: z.object({}),
  output: z.object({
    passkeys: z.array(z.object({ passkey: z.string(), name: z.string(), madeAt: z.date(), usedAt: z.date().nullable() })),
    codes: z.object({ made: z.number(), left: z.number(), madeAt: z.date().nullable(), usedAt: z.date().nullable() }),
  }),
  async read(db, { actor }) {
    demand(signedIn(actor))
    const passkeys = await db
      .selectFrom('passkey')
      .select(['id', 'name', 'made_at', 'used_at'])
      .where('account_id', '=', actor.account)
      .orderBy('made_at')
      .orderBy('name')
      .execute()
    const codes = await db.selectFrom('recovery_code').select(['made_at', 'used_at']).where('account_id', '=', actor.account).execute()
    const uses = codes.flatMap(({ used_at: usedAt }) => (usedAt === null ? [] : [usedAt.getTime()]))
    return {
      passkeys: passkeys.map((one) => ({ passkey: one.id, name: one.name, madeAt: one.made_at, usedAt: one.used_at })),
      codes: {
        made: codes.length,
        left: codes.length - uses.length,
        madeAt: codes[0]?.made_at ?? null,
        usedAt: uses.length === 0 ? null : new Date(Math.max(...uses)),
      },
    }
  },
})

export type MyWaysIn = z.infer<typeof myWaysIn.output>
