import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayWithdraw } from '../policy.ts'
import { bodyFacts } from '../queries/body-facts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** For a link that went to the wrong hands. */
export const withdrawInvitation = command({
  name: 'organisations.withdraw-invitation',
  summary: 'Take back an invitation that nobody has accepted yet. For stewards.',
  route: 'DELETE /bodies/{body}/invitations/{invitation}',
  input: z.object({ body: bodyRef, invitation: z.uuid() }),
  output: z.object({ body: z.string() }),
  async facts(tx, { input, actor }) {
    const body = await bodyFacts(tx, input.body, actor)
    if (body === null) return { body, invitation: null }
    const row = await tx
      .selectFrom('invitation')
      .select(['expires_at', 'accepted_at', 'hands_over'])
      .where('body_id', '=', body.id)
      .where('id', '=', input.invitation)
      .forUpdate()
      .executeTakeFirst()
    return {
      body,
      invitation: row === undefined ? null : { expiresAt: row.expires_at, acceptedAt: row.accepted_at, handsOver: row.hands_over },
    }
  },
  may: ({ actor, facts, now }) => mayWithdraw(actor, facts, now),
  async run(tx, { input, facts }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await tx.deleteFrom('invitation').where('body_id', '=', body.id).where('id', '=', input.invitation).execute()
    return { body: body.id }
  },
  tell: ({ input, result }) => [
    { kind: 'organisations.invitation.withdrawn', scope: result.body, subject: input.invitation, data: {}, visibility: 'internal' },
  ],
})
