import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { asLead, inRunning } from '../policy.ts'
import { sealReason } from '../queries/requests.ts'
import { openPerson } from '../queries/shelf.ts'
import { at } from '../queries/shapes.ts'
import { standingIn } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'
import { addMember } from './add-member.ts'

export const decideRequest = command({
  name: 'communities.decide-request',
  summary: 'Let somebody in who has asked, or say why not. For stewards and facilitators',
  route: 'POST /communities/{community}/requests/{request}/decision',
  limit: 'write',
  input: at.extend({
    request: z.uuid(),
    outcome: z.enum(['accepted', 'declined']),
    reason: z.string().trim().max(LONGEST.reason).default('').describe('Needed where somebody is declined; they read it'),
  }),
  output: z.object({ outcome: z.enum(['accepted', 'declined']) }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community)
    const request = await tx
      .selectFrom('community_request')
      .select(['id', 'state', 'person_sealed', 'guardian'])
      .where('community_id', '=', input.community)
      .where('id', '=', input.request)
      .forUpdate()
      .executeTakeFirst()
    return { ...standing, request: request ?? null }
  },
  may: ({ input, actor, facts }) =>
    all(
      asLead(actor, facts),
      inRunning(facts),
      facts.request === null ? no('community.request-missing') : yes,
      facts.request?.state === 'waiting' ? yes : no('community.request-decided'),
      input.outcome === 'declined' && input.reason === '' ? no('community.reason-missing') : yes,
    ),
  async run(tx, { input, facts, now, outside }) {
    const { request, shown } = facts
    if (request === null || shown === null) return refuse(no('community.request-missing'))
    const { community } = input
    const person = openPerson(outside.keys, community, request.person_sealed)
    const account = await people.accountOf(tx, person)
    if (input.outcome === 'accepted' && account !== null)
      await addMember(tx, outside, {
        ...{ community, account, person, role: 'member', now, guardian: request.guardian, vouching: shown.vouching },
      })
    await tx
      .updateTable('community_request')
      .set({
        ...{ state: input.outcome, decided_at: now },
        reason_sealed: input.reason === '' ? null : sealReason(outside.keys, request.id, input.reason),
      })
      .where('community_id', '=', community)
      .where('id', '=', request.id)
      .execute()
    return { outcome: input.outcome }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.request.decided',
      ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
