import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { membershipsOfPerson, requestsOfPerson } from '../queries/persons.ts'
import { alsoGone, orphansIn } from '../queries/members-among.ts'
import { personTags } from '../queries/shelf.ts'
import type {} from '../tables.ts'
import { dropMember, left } from './drop-member.ts'
import { dayIn, KEEP_DAYS } from '../rules.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'communities.release-person',
  summary: 'Take somebody who has left the hub out of all communities',
  input: z.object({ person: z.uuid() }),
  output: z.object({ left: z.array(z.object({ community: z.string(), member: z.string() })) }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, now, outside }) {
    const own = await membershipsOfPerson(tx, outside.keys, input.person)
    const also = await Promise.all(own.map((one) => alsoGone(tx, outside.keys, one)))
    const all = [...new Map([...own, ...also.flat()].map((one) => [one.member, one])).values()]
    for (const one of all) await dropMember(tx, { keys: outside.keys, now }, one)
    for (const { community, id } of await requestsOfPerson(tx, outside.keys, input.person))
      await tx.deleteFrom('community_request').where('community_id', '=', community).where('id', '=', id).execute()
    await tx
      .deleteFrom('community_shelf')
      .where('person_tag', 'in', [...personTags(outside.keys, input.person)])
      .execute()
    return { left: all }
  },
  tell: ({ result }) => result.left.map((one) => left({ ...one, posts: 'erase' })),
})

const DAY_MS = 86_400_000

// No route: the hub does it by itself, every hour.
export const forgetStale = command({
  name: 'communities.forget-stale',
  summary:
    'Forget requests a month after they were decided and links that are over, and let memberships lapse for which nobody vouched, or which rested on another that is over',
  input: z.object({}),
  output: z.object({ left: z.array(z.object({ community: z.string(), member: z.string() })) }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now, outside }) {
    const before = new Date(now.getTime() - KEEP_DAYS * DAY_MS)
    await tx.deleteFrom('community_request').where('decided_at', '<=', before).execute()
    await tx.deleteFrom('community_invitation').where('expires_at', '<=', before).execute()
    const lapsed = await tx
      .selectFrom('community_member')
      .select(['community_id as community', 'id as member'])
      .where('lapses_on', '<', dayIn(now))
      .limit(500)
      .execute()
    const orphans = await orphansIn(tx, outside.keys)
    const gone = [...lapsed, ...orphans]
    for (const one of gone) await dropMember(tx, { keys: outside.keys, now }, one)
    return { left: gone }
  },
  tell: ({ result }) => result.left.map((one) => left({ ...one, posts: 'keep' })),
})
