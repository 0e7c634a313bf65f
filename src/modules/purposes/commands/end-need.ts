import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayTend } from '../policy.ts'
import { heldPurpose } from '../queries/rows.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn } from '../rules.ts'

export const endNeed = command({
  name: 'purposes.end-need',
  summary: 'Say that a help is not wanted any more',
  route: 'DELETE /communities/{community}/purposes/{purpose}/needs/{need}',
  limit: 'write',
  input: z.object({ ...ref, need: z.uuid() }),
  output: z.object({ need: z.uuid() }),
  async facts(tx, { input, ...reading }) {
    const held = await heldPurpose(tx, reading, input)
    const row = await tx
      .selectFrom('purpose_need')
      .select('ended_on as endedOn')
      .where('community_id', '=', input.community)
      .where('purpose_id', '=', input.purpose)
      .where('id', '=', input.need)
      .executeTakeFirst()
    return { ...held, need: row ?? refuse(no('purpose.need-missing')) }
  },
  may: ({ facts }) => mayTend(facts.here.asking, facts.closed),
  async run(tx, { input, now, facts: { need } }) {
    if (need.endedOn === null)
      await tx
        .updateTable('purpose_need')
        .set({ ended_on: dayIn(now) })
        .where('community_id', '=', input.community)
        .where('purpose_id', '=', input.purpose)
        .where('id', '=', input.need)
        .execute()
    return { need: input.need }
  },
  tell: ({ input, facts: { need } }) =>
    need.endedOn === null
      ? [
          {
            kind: 'purposes.need.ended',
            ...{ scope: input.community, subject: input.purpose, data: {}, visibility: 'internal', anonymous: true },
          },
        ]
      : [],
})
