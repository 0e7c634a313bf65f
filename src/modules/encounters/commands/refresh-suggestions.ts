import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { apartRows, circleOf } from '../queries/circle.ts'
import { entriesOf, type Entry } from '../queries/entries.ts'
import { demandMember, holdMembers } from '../queries/here.ts'
import { hasReason, leftToShow, pairsOf, suggestedTo } from '../queries/list.ts'
import { ownRoom } from '../queries/rooms.ts'
import { ranked, SHOWN } from '../rules.ts'
import { quietly } from './remove-entry.ts'

const LOOKED_UP = 20

export const refreshSuggestions = command({
  name: 'encounters.refresh-suggestions',
  summary: 'Be shown a few more people with whom you have something in common: five at once, twenty in a day, sixty in a session',
  route: 'POST /sessions/{session}/encounters/suggestions',
  limit: 'write',
  input: z.object({ session: z.uuid() }),
  output: z.object({ drawn: z.number().int(), left: z.number().int() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await demandMember(tx, { id: input.session }, { actor, now, outside })
    const { session, me } = standing
    // Two at once would each be shown five.
    await holdMembers(tx, session.id, [me.member])
    const { rows, left } = await leftToShow(tx, session.id, me.member, now.toISOString().slice(0, 10))
    const all = await entriesOf(tx, outside.keys, session.id, null)
    const open = new Set(rows.filter(({ state }) => state === 'open').map(({ other }) => other))
    const done = new Set([
      ...rows.map(({ other }) => other),
      ...(await pairsOf(tx, session.id, me.member)).map(({ other }) => other),
      ...(await apartRows(tx, session.id, me.member)).map(({ other }) => other),
    ])
    const fitting = ranked(
      me,
      all.filter(({ member }) => member !== me.member && !done.has(member)),
    )
    const [around, asked] = [
      { session, me },
      { actor, keys: outside.keys },
    ]
    const circle = await circleOf(
      tx,
      around,
      asked,
      all.filter(({ member }) => open.has(member)),
    )
    const beside = await ownRoom(tx, outside.keys, session.id, me.member)
    const standingOpen = [...circle.values()].filter((other) => hasReason(suggestedTo(me, other, beside))).length
    const most = Math.min(left, Math.max(0, SHOWN.atOnce - standingOpen))
    const drawn: Entry[] = []
    // The first ones will do nearly always: not everybody on the list is looked up for five of them.
    for (let at = 0; at < fitting.length && drawn.length < most; at += LOOKED_UP) {
      const some = fitting.slice(at, at + LOOKED_UP)
      const there = await circleOf(tx, around, asked, some)
      drawn.push(...some.filter(({ member }) => there.has(member)).slice(0, most - drawn.length))
    }
    return { me, left, drawn }
  },
  may: () => yes,
  async run(tx, { input, facts, now }) {
    const { me, drawn, left } = facts
    if (drawn.length > 0)
      await tx
        .insertInto('encounter_suggestion')
        .values(
          drawn
            .map(({ member }) => ({
              ...{ session_id: input.session, member_id: me.member, other_id: member },
              ...{ state: 'open' as const, drawn_on: now.toISOString().slice(0, 10) },
            }))
            // In the order in which rooms write them, and where one of these joined their room just now they are shown already.
            .toSorted((one, two) => (one.other_id < two.other_id ? -1 : 1)),
        )
        .onConflict((conflict) => conflict.columns(['session_id', 'member_id', 'other_id']).doNothing())
        .execute()
    return { drawn: drawn.length, left: left - drawn.length }
  },
  tell: ({ input, result }) => (result.drawn === 0 ? [] : [quietly('suggestions.shown', input.session)]),
})
