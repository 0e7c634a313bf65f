import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { apartRows, circleOf } from '../queries/circle.ts'
import { entriesOf } from '../queries/entries.ts'
import { demandMember } from '../queries/here.ts'
import { leftToShow, pairsOf } from '../queries/list.ts'
import { ranked, SHOWN } from '../rules.ts'
import { quietly } from './remove-entry.ts'

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
    await tx
      .selectFrom('encounter_member')
      .select('id')
      .where('session_id', '=', session.id)
      .where('id', '=', me.member)
      .forUpdate()
      .execute()
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
    const circle = await circleOf(tx, { session, me }, actor, [...all.filter(({ member }) => open.has(member)), ...fitting])
    const standingOpen = [...open].filter((member) => circle.has(member)).length
    const most = Math.min(left, Math.max(0, SHOWN.atOnce - standingOpen))
    return { me, left, drawn: fitting.filter(({ member }) => circle.has(member)).slice(0, most) }
  },
  may: () => yes,
  async run(tx, { input, facts, now }) {
    const { me, drawn, left } = facts
    if (drawn.length > 0)
      await tx
        .insertInto('encounter_suggestion')
        .values(
          drawn.map(({ member }) => ({
            ...{ session_id: input.session, member_id: me.member, other_id: member },
            ...{ state: 'open' as const, drawn_on: now.toISOString().slice(0, 10) },
          })),
        )
        .execute()
    return { drawn: drawn.length, left: left - drawn.length }
  },
  tell: ({ input, result }) => (result.drawn === 0 ? [] : [quietly('suggestions.shown', input.session)]),
})
