import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAsPair } from '../policy.ts'
import { holdAssist, pairFacts } from '../queries/assists.ts'
import { assistEventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'

export const recordMeeting = command({
  name: 'library.record-meeting',
  summary: 'Say whether a pair met at the hour that it had settled',
  route: 'PUT /peer-assists/{assist}/offers/{body}/meeting/held',
  input: z.object({ assist: z.uuid(), body: z.uuid(), held: z.boolean() }),
  output: z.object({ held: z.boolean() }),
  async facts(tx, { input, actor, now }) {
    await holdAssist(tx, input.assist)
    return pairFacts(tx, input, { actor, now })
  },
  may: ({ actor, facts, now }) =>
    all(
      mayAsPair(actor, facts.sides, { state: facts.state, hidden: facts.facts.hidden }),
      facts.pair.meeting !== null && facts.pair.meeting.starts_at <= now ? yes : no('assist.not-held'),
    ),
  async run(tx, { input }) {
    await tx
      .updateTable('assist_meeting')
      .set({ held: input.held })
      .where('assist_id', '=', input.assist)
      .where('body_id', '=', input.body)
      .execute()
    return { held: input.held }
  },
  tell: ({ input, facts: { row } }) => [assistEventOf({ id: input.assist, body: row.body_id }, 'meeting.recorded', false)],
})
