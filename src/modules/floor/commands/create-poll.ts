import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { mayPrepare } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { language, ownId, session, words } from '../queries/shapes.ts'
import { MOST_OPTIONS, POLL_SORTS, SCALE } from '../rules.ts'

const POLL_LENGTH = 200
const OPTION_LENGTH = 120

/** Of a scale the two ends have words; of another sort each option has. */
export const createPoll = command({
  name: 'floor.create-poll',
  summary: 'Make a poll ready: one choice, several, or a scale from one to five',
  route: 'POST /sessions/{session}/polls',
  input: z.object({
    session,
    id: ownId,
    text: words(POLL_LENGTH),
    language,
    sort: z.enum(POLL_SORTS),
    shows: z.enum(['live', 'closed']),
    options: z.array(words(OPTION_LENGTH)).max(MOST_OPTIONS),
  }),
  output: z.object({ session: z.uuid(), id: z.uuid() }),
  facts: (tx, { input, actor }) => floorOfSession(tx, input.session, actor),
  may: ({ actor, facts }) => mayPrepare(actor, facts.standing),
  async run(tx, { input, now }) {
    const done = { session: input.session, id: input.id }
    const wrong = input.sort === 'scale' ? input.options.length !== 2 : input.options.length < 2
    if (wrong) refuse(noFromHub('input.invalid', { field: 'options' }), [{ field: 'options', code: 'field.options', data: {} }])
    const { numInsertedOrUpdatedRows: added } = await tx
      .insertInto('floor_poll')
      .values({
        ...{ session_id: input.session, id: input.id, text: input.text, language: input.language, sort: input.sort },
        ...{ shows: input.shows, state: 'draft', answered: null, made_at: now, opened_at: null, closed_at: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (added === 0n) return done
    const [low = '', high = ''] = input.options
    const texts = input.sort === 'scale' ? [low, ...Array.from({ length: SCALE - 2 }, () => ''), high] : input.options
    await tx
      .insertInto('floor_option')
      .values(texts.map((text, at) => ({ session_id: input.session, poll_id: input.id, number: at + 1, text, count: null })))
      .execute()
    return done
  },
  tell: ({ input }) => [
    { kind: 'floor.poll.created', scope: input.session, subject: input.id, data: { sort: input.sort }, visibility: 'internal' },
  ],
})
