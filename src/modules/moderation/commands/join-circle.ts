import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayJoinCircle } from '../policy.ts'
import { circleFacts, inCircle } from '../queries/circle.ts'
import { no } from '../refusals.ts'

export const joinCircle = command({
  name: 'moderation.join-circle',
  summary: 'For operators: begin the circle that reads reports of pressure, or, from within it, name another operator',
  route: 'PUT /moderation/circle',
  input: z.object({ person: z.uuid().optional().describe('Whom to name; the one who asks unless said') }),
  output: z.object({}),
  async facts(tx, { input, actor }) {
    return { ...(await circleFacts(tx, actor)), held: await inCircle(tx, input.person ?? actor.person) }
  },
  may: ({ facts }) => mayJoinCircle(facts),
  async run(tx, { input, actor, now }) {
    const person = input.person ?? actor.person ?? refuse(no('pressure.circle-only'))
    await tx
      .insertInto('pressure_circle')
      .values({ person_id: person, since: now })
      .onConflict((conflict) => conflict.column('person_id').doNothing())
      .execute()
    return {}
  },
  tell: ({ input, facts, actor }) =>
    facts.held
      ? []
      : [
          {
            kind: 'moderation.circle.joined',
            scope: THE_HUB,
            subject: input.person ?? actor.person ?? '',
            data: {},
            visibility: 'internal' as const,
          },
        ],
})
