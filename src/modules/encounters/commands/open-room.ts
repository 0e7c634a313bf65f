import { z } from 'zod'
import { all, yes, type Verdict } from '#base'
import { command, type Asked } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayLead, mayMeet } from '../policy.ts'
import { holdMembers, standingIn } from '../queries/here.ts'
import { sealRoom } from '../queries/rooms.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { endOfMeeting, isSuspect, isWithin, LONGEST, MOST, NEW_ACCOUNT_DAYS } from '../rules.ts'
import { quietly } from './remove-entry.ts'
import { isYoung } from './send-message.ts'

const wanted = z.object({
  session: z.uuid(),
  sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
  title: shapes.title,
  topic: shapes.topic.describe('One word or a few, by which those who wrote the same find it'),
  place: z.string().trim().max(LONGEST.place).default(''),
  link: shapes.link.describe('Of a room online; like the place, only whoever joins sees it'),
  capacity: shapes.capacity,
  startsAt: shapes.quarter.describe('Within the hours of the session, on a quarter of an hour'),
  minutes: shapes.minutes,
})

/** Where whoever opens rooms may, and whoever is on the list may propose one. */
async function factsOf(tx: Tx, { input, actor, now, outside }: Asked<z.infer<typeof wanted>>) {
  const standing = await standingIn(tx, { id: input.session }, { actor, now, outside })
  const by = standing.leads || standing.entry === null ? null : standing.entry.member
  if (by !== null) await holdMembers(tx, input.session, [by])
  const id = sentId(outside.keys, 'encounter-room', input.session, by ?? actor.person ?? '', input.sending)
  const rows = await tx
    .selectFrom('encounter_room')
    .select(['id', 'state', 'proposed_by as by'])
    .where('session_id', '=', input.session)
    .execute()
  const young = by !== null && (input.link !== '' || isSuspect(input.place)) && (await isYoung(tx, actor.account, now))
  return { ...standing, by, id, rows, young, before: rows.find((row) => row.id === id) ?? null }
}

export const openRoom = command({
  name: 'encounters.open-room',
  summary:
    'Open a small room by topic, as an organiser or the chair; or propose one, as somebody on the list: those who open rooms see what is proposed, and not by whom',
  route: 'POST /sessions/{session}/encounters/rooms',
  limit: 'write',
  input: wanted,
  output: z.object({ id: z.uuid(), state: z.enum(['proposed', 'open']) }),
  facts: factsOf,
  may({ input, actor, facts, now }): Verdict {
    const { here, leads, session, before, rows, by, young } = facts
    const startsAt = new Date(input.startsAt)
    const proposed = rows.filter((row) => row.by === by).length
    return all(
      leads ? mayLead({ actor, leads, open: here.open }) : mayMeet(here),
      before !== null || isWithin(session, startsAt, input.minutes) ? yes : no('encounter.outside-session'),
      before !== null || endOfMeeting(startsAt, input.minutes) > now ? yes : no('encounter.slot-past'),
      before !== null || (rows.length < MOST.rooms && (by === null || proposed < MOST.proposals)) ? yes : no('encounter.too-many-rooms'),
      young ? no('encounter.no-links-yet', { days: NEW_ACCOUNT_DAYS }) : yes,
    )
  },
  async run(tx, { input, facts: { by, id, before }, outside }) {
    if (before !== null) return { id, state: before.state }
    const { title, topic, place, link } = input
    const state = by === null ? 'open' : 'proposed'
    await tx
      .insertInto('encounter_room')
      .values({
        ...{ session_id: input.session, id, proposed_by: by, state, capacity: input.capacity },
        ...{ starts_at: new Date(input.startsAt), minutes: input.minutes },
        said_sealed: sealRoom(outside.keys, { title, topic, place, link }),
      })
      .onConflict((conflict) => conflict.columns(['session_id', 'id']).doNothing())
      .execute()
    return { id, state }
  },
  tell: ({ input, facts, result }) =>
    facts.before !== null ? [] : [quietly(result.state === 'open' ? 'room.opened' : 'room.proposed', input.session)],
})
