import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayLeaveBody } from '../policy.ts'
import { bodyFacts, isMember } from '../queries/body-facts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** The row goes whole: that somebody once belonged is nobody's business either. Offices are ended on their own. */
export const leaveBody = command({
  name: 'organisations.leave-body',
  summary: 'End your membership of a body. No trace of it is kept.',
  route: 'DELETE /bodies/{body}/membership',
  input: z.object({ body: bodyRef }),
  output: z.object({ body: z.string() }),
  async facts(tx, { input, actor }) {
    const body = await bodyFacts(tx, input.body, actor)
    return { body, member: body !== null && actor.person !== null && (await isMember(tx, body.id, actor.person)) }
  },
  may: ({ actor, facts }) => mayLeaveBody(actor, facts.body, facts.member),
  async run(tx, { actor, facts }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await tx.deleteFrom('membership').where('body_id', '=', body.id).where('person_id', '=', actor.person).execute()
    return { body: body.id }
  },
  tell: ({ result }) => [
    { kind: 'organisations.membership.ended', scope: result.body, subject: result.body, data: {}, visibility: 'internal', anonymous: true },
  ],
})
