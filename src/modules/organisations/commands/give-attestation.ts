import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAttest } from '../policy.ts'
import { bodyFactsLocked } from '../queries/body-facts.ts'
import { bodyRef, reasonField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { evidenceExpiry } from '../rules.ts'
import type {} from '../tables.ts'

/** Given again, it takes the place of the one before, with its own reason and its own year. */
export const giveAttestation = command({
  name: 'organisations.attest',
  summary: 'Say as whoever runs the hub, for a year, that a body is what it says it is, and how one knows. For operators.',
  route: 'PUT /bodies/{body}/attestation',
  input: z.object({ body: bodyRef, reason: reasonField.describe('How you know; every reader sees it') }),
  output: z.object({ body: z.string(), expiresAt: z.date() }),
  facts: (tx, { input, actor }) => bodyFactsLocked(tx, input.body, actor),
  may: ({ actor, facts }) => mayAttest(actor, facts),
  async run(tx, { input, actor, facts, now, outside }) {
    const body = facts ?? refuse(no('body.missing'))
    const expiresAt = evidenceExpiry(now)
    await tx
      .updateTable('attestation')
      .set({ withdrawn_at: now })
      .where('body_id', '=', body.id)
      .where('withdrawn_at', 'is', null)
      .execute()
    await tx
      .insertInto('attestation')
      .values({
        body_id: body.id,
        id: outside.uuid(),
        reason: input.reason,
        given_by: actor.person,
        given_at: now,
        expires_at: expiresAt,
        withdrawn_at: null,
      })
      .execute()
    return { body: body.id, expiresAt }
  },
  tell: ({ result }) => [
    { kind: 'organisations.attestation.given', scope: result.body, subject: result.body, data: {}, visibility: 'public' },
  ],
})
