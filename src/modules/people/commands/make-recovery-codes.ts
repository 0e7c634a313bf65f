import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { newCode, spacedCode } from '../../../core/paper-code.ts'
import { mayChangeWaysIn } from '../policy.ts'
import { codeTag } from '../queries/recovery-codes.ts'
import { sessionHeld } from '../queries/sessions.ts'
import { RECOVERY_CODES } from '../rules.ts'
import type {} from '../tables.ts'
import { heldField } from './fields.ts'

export const makeRecoveryCodes = command({
  name: 'people.make-recovery-codes',
  summary:
    'Ten new recovery codes, within fifteen minutes of signing in. They are in this answer and nowhere else; those made before stop working.',
  route: 'POST /me/recovery-codes',
  limit: 'write',
  input: z.object({ held: heldField }),
  output: z.object({ codes: z.array(z.string()) }),
  facts: async (tx, { input }) => ({ held: await sessionHeld(tx, input.held) }),
  may: ({ actor, facts, now }) => mayChangeWaysIn(actor, facts.held, now),
  async run(tx, { actor, now, outside }) {
    if (actor.account === null) throw new TypeError('the policy lets no one in without an account')
    const account = actor.account
    const codes = Array.from({ length: RECOVERY_CODES }, () => newCode(outside.below))
    // The account is held, so that of two lists made at once one is whole and the other gone.
    await tx.selectFrom('account').select('id').where('id', '=', account).forUpdate().execute()
    await tx.deleteFrom('recovery_code').where('account_id', '=', account).execute()
    await tx
      .insertInto('recovery_code')
      .values(codes.map((code) => ({ code_tag: codeTag(outside.keys, code), account_id: account, made_at: dayOf(now), used_at: null })))
      .execute()
    return { codes: codes.map(spacedCode) }
  },
  tell: ({ actor }) => [
    {
      kind: 'people.recovery-codes.made',
      scope: THE_HUB,
      subject: actor.person ?? THE_HUB,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
