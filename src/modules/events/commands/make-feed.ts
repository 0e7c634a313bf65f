import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { signedIn } from '../policy.ts'
import { feedToken } from '../queries/links.ts'
import { feedOf } from '../queries/own-calendar.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

const told = (kind: string) => ({ kind, scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal' as const, anonymous: true })

export const makeFeed = command({
  name: 'events.make-feed',
  summary: 'Make a secret address at which a calendar follows where you go; one made before leads nowhere any more',
  route: 'POST /my-calendar/feed',
  limit: 'write',
  input: z.object({}),
  output: z.object({ path: z.string() }),
  facts: async () => ({}),
  may: ({ actor }) => signedIn(actor),
  async run(tx, { actor, outside }) {
    const person = actor.person ?? refuse(noFromHub('sign-in.needed'))
    const id = outside.uuid()
    await tx
      .insertInto('event_feed')
      .values({ person_id: person, id })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ id }))
      .execute()
    return { path: `/calendars/${feedToken(outside.keys, id)}/calendar.ics` }
  },
  tell: () => [told('events.feed.made')],
})

export const endFeed = command({
  name: 'events.end-feed',
  summary: 'Let the secret address of your calendar lead nowhere any more',
  route: 'DELETE /my-calendar/feed',
  limit: 'write',
  input: z.object({}),
  output: z.object({}),
  facts: async (tx, { actor }) => ({ feed: await feedOf(tx, actor.person) }),
  may: ({ actor, facts: { feed } }) => all(signedIn(actor), feed === null ? no('event.feed-missing') : yes),
  async run(tx, { actor }) {
    await tx.deleteFrom('event_feed').where('person_id', '=', actor.person).execute()
    return {}
  },
  tell: () => [told('events.feed.ended')],
})
