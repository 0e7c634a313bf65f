import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { plainCode } from '../../../core/paper-code.ts'
import { codeOpens } from '../policy.ts'
import { holderOfCode } from '../queries/recovery-codes.ts'
import type {} from '../tables.ts'
import { emailField, replacesField } from './fields.ts'
import { openSession } from './open-session.ts'

/**
 * Signs in with an address and one of its codes. Whichever of the two is wrong, the answer and the work are the same.
 * No route: tries are counted by address as well as by visitor, and the page keeps that count, in memory.
 */
export const useRecoveryCode = command({
  name: 'people.use-recovery-code',
  summary: 'Sign in with an address and a recovery code, once.',
  limit: 'sign-in',
  whileLeaving: true,
  input: z.object({
    address: emailField,
    code: z.string().max(100).transform(plainCode).pipe(z.string().min(1)),
    replaces: replacesField.optional(),
  }),
  output: z.object({ session: z.string(), person: z.string() }),
  facts: (tx, { input, outside }) => holderOfCode(tx, outside.keys, input),
  may: ({ facts }) => codeOpens(facts),
  async run(tx, { input, facts, now, outside }) {
    if (facts === null) throw new TypeError('the policy lets no one in without a code')
    await tx
      .updateTable('recovery_code')
      .set({ used_at: dayOf(now) })
      .where('code_tag', '=', facts.tag)
      .execute()
    return { session: await openSession(tx, facts, input.replaces, { outside, now }), person: facts.person }
  },
  // That a code was used is told of a person, who gets a letter about it; of the time the day alone is kept.
  tell: ({ result }) => {
    const told = { scope: THE_HUB, data: {}, visibility: 'internal', anonymous: true } as const
    return [
      { kind: 'people.recovery-code.used', subject: result.person, ...told },
      { kind: 'people.session.begun', subject: THE_HUB, ...told },
    ]
  },
})
