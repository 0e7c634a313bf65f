import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { theClockMay } from '../policy.ts'
import type {} from '../tables.ts'

/**
 * After somebody left the hub. Twice is as good as once: what is ended has nothing left to end.
 * No route: a job does it when it hears that somebody left; nobody asks for it by hand.
 */
export const releasePerson = command({
  name: 'organisations.release-person',
  summary: 'End all offices and memberships of a person who left the hub.',
  input: z.object({ person: z.uuid() }),
  output: z.object({ offices: z.array(z.object({ body: z.string(), role: z.string() })) }),
  facts: async () => null,
  may: ({ actor }) => theClockMay(actor),
  async run(tx, { input, now }) {
    const ended = await tx
      .updateTable('office')
      .set({ until: now })
      .where('person_id', '=', input.person)
      .where('until', 'is', null)
      .returning(['body_id as body', 'role'])
      .execute()
    await tx.deleteFrom('membership').where('person_id', '=', input.person).execute()
    return { offices: ended }
  },
  tell: ({ input, result }) =>
    result.offices.map(({ body, role }) => ({
      kind: 'organisations.office.ended',
      scope: body,
      subject: input.person,
      data: { role },
      visibility: 'public',
    })),
})
