import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayLeave } from '../policy.ts'
import { countOperators } from '../queries/operators.ts'
import type {} from '../tables.ts'
import { lockOperators } from './lock-operators.ts'

/** Account, identities and sessions go. What they wrote in other rooms stays there, under an id that has no name any more. */
export const leaveHub = command({
  name: 'people.leave-hub',
  summary: 'Leave the hub: your account, name, address and sessions are deleted; what you published stays without a name.',
  route: 'DELETE /me',
  input: z.object({ sure: z.boolean().refine((sure) => sure, 'field.required') }),
  output: z.object({ left: z.literal(true) }),
  async facts(tx, { actor }) {
    if (actor.operator) await lockOperators(tx)
    const persons =
      actor.account === null ? [] : await tx.selectFrom('person').select('id').where('account_id', '=', actor.account).execute()
    return { operators: await countOperators(tx), persons: persons.map(({ id }) => id) }
  },
  may: ({ actor, facts }) => mayLeave(actor, facts.operators),
  async run(tx, { actor }) {
    await tx.deleteFrom('session').where('account_id', '=', actor.account).execute()
    await tx.deleteFrom('person').where('account_id', '=', actor.account).execute()
    await tx.deleteFrom('account').where('id', '=', actor.account).execute()
    return { left: true as const }
  },
  // One for each identity, so that other rooms can end what it held, and nothing that joins two of them.
  tell: ({ facts }) =>
    facts.persons.map((person) => ({
      kind: 'people.person.left',
      scope: THE_HUB,
      subject: person,
      data: {},
      visibility: 'internal',
      anonymous: true,
    })),
})
