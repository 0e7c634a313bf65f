import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { people } from '../../people/index.ts'
import { mayLookUp } from '../policy.ts'
import { hourOf } from '../rules.ts'
import { READ_REASONS } from '../tables.ts'

const CASE_NUMBER = /^[A-Za-z0-9][A-Za-z0-9/.-]{0,19}$/

const found = z.object({
  since: z.date(),
  leaving: z.date().nullable().describe('The day on which it is erased, where its owner asked for that'),
  identities: z.number().int(),
  sessions: z.number().int(),
  lastSeen: z.date().nullable(),
  passkeys: z.number().int(),
  codesLeft: z.number().int(),
})
export type Found = z.infer<typeof found>

/** A reading that leaves a trace, and so a deed: whoever is looked up sees it on the page of their data. */
export const lookUpAccount = command({
  name: 'holdings.look-up-account',
  summary:
    'For whoever runs the hub, to help somebody who wrote: whether an address has an account, with days and counts. The owner of the account is told.',
  route: 'POST /operator/readings',
  limit: 'write',
  input: z.object({
    email: z.string().trim().toLowerCase().min(1).max(254),
    reason: z.enum(READ_REASONS, { error: 'field.required' }),
    // A number and no words: what is written beside an account stays there.
    caseNumber: z.union([z.literal(''), z.string().trim().regex(CASE_NUMBER, 'field.invalid')]).default(''),
  }),
  output: z.object({ account: found.nullable() }),
  facts: async () => null,
  may: ({ actor }) => mayLookUp(actor),
  async run(tx, { input, now, outside }) {
    const account = await people.accountOfEmail(tx, outside.keys, input.email)
    await tx
      .insertInto('privileged_read')
      .values({
        ...{ id: outside.uuid(), account_id: account, role: 'operator', reason: input.reason },
        ...{ case_number: input.caseNumber === '' ? null : input.caseNumber, read_at: hourOf(now) },
      })
      .execute()
    return { account: account === null ? null : await people.accountInShort(tx, account, now) }
  },
  // Who looked answers for it; whom they looked up is not in it, nor whether there was anybody.
  tell: ({ input }) => [
    { kind: 'holdings.account.looked-up', scope: THE_HUB, subject: THE_HUB, data: { reason: input.reason }, visibility: 'internal' },
  ],
})
