import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayJoinCircle } from '../policy.ts'
import { circleFacts } from '../queries/circle.ts'
import { no } from '../refusals.ts'

export const joinCircle = command({
  name: 'moderation.join-circle',
  summary: 'For operators: begin the circle that reads reports of pressure. Others come in by a link that they accept',
  route: 'PUT /moderation/circle',
  input: z.object({}),
  output: z.object({}),
  facts: (tx, { actor }) => circleFacts(tx, actor),
  may: ({ facts }) => mayJoinCircle(facts),
  async run(tx, { actor, now }) {
    const person = actor.person ?? refuse(no('pressure.circle-only'))
    await tx
      .insertInto('pressure_circle')
      .values({ person_id: person, since: now })
      .onConflict((conflict) => conflict.column('person_id').doNothing())
      .execute()
    return {}
  },
  tell: ({ facts, actor }) =>
    facts.inCircle
      ? []
      : [{ kind: 'moderation.circle.joined', scope: THE_HUB, subject: actor.person ?? '', data: {}, visibility: 'internal' as const }],
})
