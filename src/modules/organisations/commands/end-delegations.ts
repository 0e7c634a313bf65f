import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { theClockMay } from '../policy.ts'
import { OFFICES } from '../tables.ts'

/**
 * The hour of the end is what is written down, not the moment at which the clock was looked at.
 * No route: a sweep does it; nobody asks for it by hand.
 */
export const endDelegations = command({
  name: 'organisations.end-delegations',
  summary: 'End the offices that were delegated until now.',
  input: z.object({}),
  output: z.object({ offices: z.array(z.object({ body: z.string(), person: z.string(), role: z.enum(OFFICES) })) }),
  facts: async () => null,
  may: ({ actor }) => theClockMay(actor),
  async run(tx, { now }) {
    const offices = await tx
      .updateTable('office')
      .set((eb) => ({ until: eb.ref('ends_at') }))
      .where('until', 'is', null)
      .where('ends_at', '<=', now)
      .returning(['body_id as body', 'person_id as person', 'role'])
      .execute()
    return { offices }
  },
  tell: ({ result }) =>
    result.offices.map(({ body, person, role }) => ({
      kind: 'organisations.office.ended',
      scope: body,
      subject: person,
      data: { role, delegated: true },
      visibility: 'public',
    })),
})
