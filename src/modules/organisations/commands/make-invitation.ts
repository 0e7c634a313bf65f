import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayInvite } from '../policy.ts'
import { bodyFacts } from '../queries/body-facts.ts'
import { invitationPath } from '../queries/invitations.ts'
import { bodyRef, dayField, invitationRoleField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { invitationExpiry } from '../rules.ts'
import type {} from '../tables.ts'

/** The hub sends nothing: the steward hands the link over by any channel, and nobody's address is asked for. */
export const makeInvitation = command({
  name: 'organisations.invite',
  summary:
    'Make an invitation to an office, for a term or by delegation until a day, or to a membership: a link that works once, for thirty days. For stewards.',
  route: 'POST /bodies/{body}/invitations',
  input: z
    .object({
      body: bodyRef,
      role: invitationRoleField,
      termEnds: dayField.nullable().default(null).describe('Until when the office is agreed; it goes on until somebody ends it'),
      delegatedUntil: dayField.nullable().default(null).describe('The office of convener or moderator ends by itself then'),
    })
    .refine(({ role, delegatedUntil }) => delegatedUntil === null || role === 'convener' || role === 'moderator', {
      path: ['delegatedUntil'],
      message: 'field.not-delegated',
    })
    .refine(({ role, termEnds }) => termEnds === null || role !== 'member', { path: ['termEnds'], message: 'field.no-term' }),
  output: z.object({ body: z.string(), id: z.string(), path: z.string(), expiresAt: z.date() }),
  facts: (tx, { input, actor }) => bodyFacts(tx, input.body, actor),
  may: ({ actor, input, facts, now }) => mayInvite(actor, facts, { ...input, now }),
  async run(tx, { input, actor, facts, now, outside }) {
    const body = facts ?? refuse(no('body.missing'))
    const id = outside.uuid()
    const { termEnds, delegatedUntil } = input
    const thirty = invitationExpiry(now)
    const expiresAt = delegatedUntil !== null && delegatedUntil < thirty ? delegatedUntil : thirty
    await tx
      .insertInto('invitation')
      .values({
        body_id: body.id,
        id,
        role: input.role,
        invited_by: actor.person,
        created_at: now,
        expires_at: expiresAt,
        accepted_at: null,
        term_ends: termEnds,
        delegated_until: delegatedUntil,
      })
      .execute()
    return { body: body.id, id, path: invitationPath(outside.keys, input.body, id), expiresAt }
  },
  tell: ({ input, result }) => [
    { kind: 'organisations.invitation.made', scope: result.body, subject: result.id, data: { role: input.role }, visibility: 'internal' },
  ],
})
