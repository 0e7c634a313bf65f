import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayObject } from '../policy.ts'
import { heldMerger } from '../queries/mergers.ts'
import { no } from '../refusals.ts'
import { dayIn } from '../rules.ts'

export const giveObjection = command({
  name: 'ties.give-objection',
  summary:
    'For members of the community that would end: object to it, or take the objection back. A third of them stops it; who objected nobody sees',
  route: 'PUT /communities/{community}/mergers/{merger}/objection',
  limit: 'write',
  input: z.object({ community: z.uuid(), merger: z.uuid(), objects: z.boolean() }),
  output: z.object({ objects: z.boolean() }),
  facts: (tx, { input, ...reading }) => heldMerger(tx, reading, input),
  may: ({ now, facts: { here, row, ends } }) =>
    all(
      mayObject(here.asking),
      ends ? yes : no('tie.other-side'),
      row.state === 'asking' && row.object_by !== null && row.object_by >= dayIn(now) ? yes : no('merger.not-asking'),
    ),
  async run(tx, { input, facts: { here } }) {
    const member = here.community.me?.member ?? ''
    const at = { ending_id: input.community, merger_id: input.merger, member_id: member }
    if (input.objects) {
      await tx
        .insertInto('merger_objection')
        .values(at)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    } else
      await tx
        .deleteFrom('merger_objection')
        .where('ending_id', '=', input.community)
        .where('merger_id', '=', input.merger)
        .where('member_id', '=', member)
        .execute()
    return { objects: input.objects }
  },
  // Whether somebody objected or took it back is a choice, and no event tells it.
  tell: ({ input }) => [
    { kind: 'ties.merger.considered', scope: input.community, subject: input.merger, data: {}, visibility: 'internal', anonymous: true },
  ],
})
