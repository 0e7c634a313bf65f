import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayWithdrawAttestation } from '../policy.ts'
import { bodyFactsLocked } from '../queries/body-facts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const withdrawAttestation = command({
  name: 'organisations.withdraw-attestation',
  summary: 'Take back what whoever runs the hub said of a body. For operators.',
  route: 'DELETE /bodies/{body}/attestation',
  input: z.object({ body: bodyRef }),
  output: z.object({ body: z.string() }),
  async facts(tx, { input, actor }) {
    const body = await bodyFactsLocked(tx, input.body, actor)
    if (body === null) return { body, held: false }
    const row = await tx
      .selectFrom('attestation')
      .select('id')
      .where('body_id', '=', body.id)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst()
    return { body, held: row !== undefined }
  },
  may: ({ actor, facts }) => mayWithdrawAttestation(actor, facts.body, facts.held),
  async run(tx, { facts, now }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await tx
      .updateTable('attestation')
      .set({ withdrawn_at: now })
      .where('body_id', '=', body.id)
      .where('withdrawn_at', 'is', null)
      .execute()
    return { body: body.id }
  },
  tell: ({ result }) => [
    { kind: 'organisations.attestation.withdrawn', scope: result.body, subject: result.body, data: {}, visibility: 'public' },
  ],
})
