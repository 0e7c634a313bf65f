import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no } from '../refusals.ts'
import { inCircle } from '../queries/circle.ts'

export const leaveCircle = command({
  name: 'moderation.leave-circle',
  summary: 'Read reports of pressure no more; while nobody is in the circle, every operator reads them',
  route: 'DELETE /moderation/circle',
  input: z.object({ person: z.uuid().optional().describe('Somebody who left the hub; only the hub itself says this') }),
  output: z.object({}),
  facts: async (tx, { input, actor }) => ({ held: await inCircle(tx, input.person ?? actor.person) }),
  may: ({ input, actor }) => {
    const itself = actor.account === null && actor.operator && input.person !== undefined
    const own = actor.person !== null && (input.person === undefined || input.person === actor.person)
    return itself || own ? yes : no('pressure.circle-only')
  },
  async run(tx, { input, actor }) {
    await tx
      .deleteFrom('pressure_circle')
      .where('person_id', '=', input.person ?? actor.person ?? '')
      .execute()
    return {}
  },
  tell: ({ input, facts, actor }) =>
    facts.held
      ? [
          {
            kind: 'moderation.circle.left',
            scope: THE_HUB,
            subject: input.person ?? actor.person ?? '',
            data: {},
            visibility: 'internal' as const,
          },
        ]
      : [],
})
