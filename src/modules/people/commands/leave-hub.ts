import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hashToken } from '../../../platform/keys.ts'
import { mayKeepAccount, mayLeave } from '../policy.ts'
import { operatingOf } from '../queries/operators.ts'
import { leavingAt } from '../rules.ts'
import type {} from '../tables.ts'
import { heldField } from './fields.ts'
import { lockOperators } from './lock-operators.ts'

/** Nothing is erased yet. For two weeks the account can be kept; until then it reads and does nothing else. */
export const leaveHub = command({
  name: 'people.leave-hub',
  summary:
    'Ask to leave the hub. You are signed out everywhere but in the session you hold; after 14 days your account, names and address are erased, unless you keep them.',
  route: 'DELETE /me',
  limit: 'write',
  input: z.object({ sure: z.boolean().refine((sure) => sure, 'field.required'), held: heldField.optional() }),
  output: z.object({ leavingAt: z.date() }),
  async facts(tx, { actor }) {
    await lockOperators(tx)
    return operatingOf(tx, actor.account)
  },
  may: ({ actor, facts }) => mayLeave(actor, facts),
  async run(tx, { input, actor, now }) {
    const end = leavingAt(now)
    await tx.updateTable('account').set({ leaving_at: end }).where('id', '=', actor.account).execute()
    // Given back for good: nobody sees that somebody who leaves runs the hub, so nobody could end it meanwhile.
    await tx.updateTable('person').set({ operator: false }).where('account_id', '=', actor.account).where('operator', '=', true).execute()
    await tx
      .deleteFrom('session')
      .where('account_id', '=', actor.account)
      .where('token_hash', '!=', hashToken(input.held ?? ''))
      .execute()
    return { leavingAt: end }
  },
  tell: ({ actor }) => [
    {
      kind: 'people.departure.requested',
      scope: THE_HUB,
      subject: actor.person ?? THE_HUB,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})

export const keepAccount = command({
  name: 'people.keep-account',
  summary: 'Stay after all: your account is not erased.',
  route: 'DELETE /me/departure',
  limit: 'write',
  whileLeaving: true,
  input: z.object({}),
  output: z.object({ kept: z.literal(true) }),
  facts: async () => null,
  may: ({ actor }) => mayKeepAccount(actor),
  async run(tx, { actor }) {
    await tx.updateTable('account').set({ leaving_at: null }).where('id', '=', actor.account).execute()
    return { kept: true as const }
  },
  tell: ({ actor }) => [
    {
      kind: 'people.departure.withdrawn',
      scope: THE_HUB,
      subject: actor.person ?? THE_HUB,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
