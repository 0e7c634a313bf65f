import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAsPair } from '../policy.ts'
import { holdAssist, pairFacts } from '../queries/assists.ts'
import { assistEventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { inDays, LONGEST, LONGEST_ASSIST_DAYS } from '../rules.ts'

export const scheduleMeeting = command({
  name: 'library.schedule-meeting',
  summary: 'Settle when a pair meets, and where or how; a new hour takes the place of the one before',
  route: 'PUT /peer-assists/{assist}/offers/{body}/meeting',
  limit: 'write',
  input: z.object({
    assist: z.uuid(),
    body: z.uuid(),
    startsAt: z.iso.datetime(),
    minutes: z.number().int().min(15).max(480),
    place: z.string().trim().min(1).max(LONGEST.line),
  }),
  output: z.object({ startsAt: z.string() }),
  async facts(tx, { input, actor, now }) {
    await holdAssist(tx, input.assist)
    return pairFacts(tx, input, { actor, now })
  },
  may: ({ input, actor, facts, now }) =>
    all(
      mayAsPair(actor, facts.sides, { state: facts.state, hidden: facts.facts.hidden }),
      new Date(input.startsAt) > now && new Date(input.startsAt) < inDays(now, LONGEST_ASSIST_DAYS) ? yes : no('assist.hour'),
    ),
  async run(tx, { input, actor, facts: { pair } }) {
    const row = {
      ...{ starts_at: new Date(input.startsAt), minutes: input.minutes, place: input.place, held: null, person_id: actor.person },
      changes: (pair.meeting?.changes ?? -1) + 1,
    }
    await tx
      .insertInto('assist_meeting')
      .values({ assist_id: input.assist, body_id: input.body, ...row })
      .onConflict((oc) => oc.columns(['assist_id', 'body_id']).doUpdateSet(row))
      .execute()
    return { startsAt: input.startsAt }
  },
  tell: ({ input, facts: { row } }) => [assistEventOf({ id: input.assist, body: row.body_id }, 'meeting.scheduled', false)],
})
