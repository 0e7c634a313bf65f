import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAcceptCircle } from '../policy.ts'
import { circleLink } from '../queries/circle.ts'
import { readCircleLink } from '../queries/links.ts'
import { link } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const acceptCircle = command({
  name: 'moderation.accept-circle',
  summary: 'By a link that was handed over: read reports of pressure from now on, under the name one acts with',
  route: 'POST /moderation/circle/acceptances',
  input: z.object({ link }),
  output: z.object({}),
  async facts(tx, { input, outside }) {
    const id = readCircleLink(outside.keys, input.link)
    return { id, offered: await circleLink(tx, id, 'update') }
  },
  may: ({ facts, actor, now }) => mayAcceptCircle(actor.account !== null, facts.offered, now),
  async run(tx, { facts, actor, now }) {
    const [id, person] = [facts.id ?? refuse(no('circle.link-broken')), actor.person ?? refuse(no('circle.link-broken'))]
    await tx.updateTable('circle_invitation').set({ used_at: now }).where('id', '=', id).execute()
    await tx
      .insertInto('pressure_circle')
      .values({ person_id: person, since: now })
      .onConflict((conflict) => conflict.column('person_id').doNothing())
      .execute()
    return {}
  },
  tell: ({ actor }) => [
    { kind: 'moderation.circle.joined', scope: THE_HUB, subject: actor.person ?? '', data: {}, visibility: 'internal' },
  ],
})
