import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import { PLACE } from '../queries/entries.ts'
import { pairFacts } from '../queries/pair-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { mayHaveTable } from '../queries/tables.ts'
import { no } from '../refusals.ts'
import { endOf, LONGEST, MOST } from '../rules.ts'
import { quietly } from './remove-entry.ts'

export const proposeMeeting = command({
  name: 'encounters.propose-meeting',
  summary: 'Propose a time to somebody with whom you agreed to talk. It is taken when they say yes',
  route: 'POST /sessions/{session}/encounters/conversations/{pair}/meetings',
  limit: 'write',
  input: z.object({
    session: z.uuid(),
    pair: z.uuid(),
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    startsAt: shapes.quarter.describe('On a quarter of an hour'),
    minutes: shapes.minutes,
    place: z.string().trim().max(LONGEST.place).default(''),
    table: z
      .boolean()
      .default(false)
      .describe('At a table of the organisers, at one of their times: which one is known when the other says yes'),
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const facts = await pairFacts(tx, input, { actor, now, outside })
    const id = sentId(outside.keys, 'encounter-meeting', input.session, input.pair, facts.me.member, input.sending)
    const rows = await tx
      .selectFrom('encounter_meeting')
      .select('id')
      .where('session_id', '=', input.session)
      .where('pair_id', '=', input.pair)
      .execute()
    const table = !input.table || (await mayHaveTable(tx, input.session, new Date(input.startsAt), input.minutes))
    return { ...facts, id, before: rows.some((row) => row.id === id), meetings: rows.length, table }
  },
  may: ({ input, facts, now }) => {
    const startsAt = new Date(input.startsAt)
    if (facts.before) return yes
    return all(
      startsAt > now ? yes : no('encounter.slot-past'),
      startsAt < endOf(facts.session) ? yes : no('encounter.slot-late'),
      facts.table ? yes : no('encounter.no-table-then'),
      facts.meetings < MOST.meetings ? yes : no('encounter.too-many-meetings', { most: MOST.meetings }),
    )
  },
  async run(tx, { input, facts: { id, before, me }, now, outside }) {
    if (before) return { id }
    await tx
      .insertInto('encounter_meeting')
      .values({
        ...{ session_id: input.session, id, pair_id: input.pair, proposed_by: me.member, starts_at: new Date(input.startsAt) },
        ...{ minutes: input.minutes, place_sealed: outside.keys.seal(PLACE, input.place), state: 'proposed', at_table: input.table },
      })
      .execute()
    await tx
      .updateTable('encounter_pair')
      .set({ changed_at: now })
      .where('session_id', '=', input.session)
      .where('id', '=', input.pair)
      .execute()
    return { id }
  },
  tell: ({ input, facts }) => (facts.before ? [] : [quietly('meeting.proposed', input.session, input.pair)]),
})
