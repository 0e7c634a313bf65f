import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayHandOver } from '../policy.ts'
import { bodyFacts, officeHeld } from '../queries/body-facts.ts'
import { invitationPath } from '../queries/invitations.ts'
import { bodyRef, officeField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { invitationExpiry } from '../rules.ts'
import type {} from '../tables.ts'

/** Nothing changes before somebody accepts: until then whoever holds the office goes on holding it. */
export const offerOffice = command({
  name: 'organisations.offer-office',
  summary:
    'Hand an office over: a link that works once, for thirty days; who accepts takes it from whoever holds it. For them, and for stewards.',
  route: 'POST /bodies/{body}/offices/{person}/{role}/handovers',
  input: z.object({ body: bodyRef, person: z.uuid(), role: officeField }),
  output: z.object({ body: z.string(), id: z.string(), path: z.string(), expiresAt: z.date() }),
  async facts(tx, { input, actor }) {
    const body = await bodyFacts(tx, input.body, actor)
    const held = body === null ? null : await officeHeld(tx, body.id, input.person, input.role)
    return { body, held: held !== null, delegated: held !== null && held.ends_at !== null }
  },
  may: ({ actor, input, facts }) => mayHandOver(actor, input.person, facts),
  async run(tx, { input, actor, facts, now, outside }) {
    const body = facts.body ?? refuse(no('body.missing'))
    const id = outside.uuid()
    const expiresAt = invitationExpiry(now)
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
        hands_over: input.person,
      })
      .execute()
    return { body: body.id, id, path: invitationPath(outside.keys, input.body, id), expiresAt }
  },
  tell: ({ input, result }) => [
    { kind: 'organisations.handover.offered', scope: result.body, subject: result.id, data: { role: input.role }, visibility: 'internal' },
  ],
})
