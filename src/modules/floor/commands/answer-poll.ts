import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayTakePart } from '../policy.ts'
import { floorOfSession, ownPersons } from '../queries/floor-facts.ts'
import { pollHeld } from '../queries/poll-facts.ts'
import { id, session } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isChoice, MOST_OPTIONS } from '../rules.ts'

/** One answer of a person, and the last one counts: the same sent twice is one. */
export const answerPoll = command({
  name: 'floor.answer-poll',
  summary: 'Answer an open poll, or answer otherwise while it is open',
  route: 'PUT /sessions/{session}/polls/{poll}/answer',
  input: z.object({ session, poll: id, chosen: z.array(z.coerce.number().int().positive()).max(MOST_OPTIONS) }),
  output: z.object({ session: z.uuid(), poll: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    const own = await ownPersons(tx, actor)
    return { ...floor, poll: await pollHeld(tx, input, 'share'), own, before: await answerOf(tx, input, actor.person) }
  },
  // The same answer, sent again because nobody heard that it had arrived, has arrived: also when the poll has closed meanwhile.
  may: ({ actor, facts, input }) =>
    isSame(facts.before, input.chosen)
      ? yes
      : all(mayTakePart(actor, facts.standing), facts.poll.state === 'open' ? yes : no('poll.not-open')),
  async run(tx, { input, actor, facts, now }) {
    if (isSame(facts.before, input.chosen)) return { session: input.session, poll: input.poll }
    if (!isChoice(facts.poll.sort, input.chosen, facts.poll.numbers))
      refuse(no('poll.choice'), [{ field: 'chosen', code: 'field.required', data: {} }])
    const others = facts.own.filter((person) => person !== actor.person)
    if (others.length > 0)
      await tx
        .deleteFrom('floor_answer')
        .where('session_id', '=', input.session)
        .where('poll_id', '=', input.poll)
        .where('person_id', 'in', others)
        .execute()
    if (actor.person !== null)
      await tx
        .insertInto('floor_answer')
        .values({ session_id: input.session, poll_id: input.poll, person_id: actor.person, chosen: [...input.chosen], answered_at: now })
        .onConflict((conflict) =>
          conflict.columns(['session_id', 'poll_id', 'person_id']).doUpdateSet({ chosen: [...input.chosen], answered_at: now }),
        )
        .execute()
    return { session: input.session, poll: input.poll }
  },
  tell: ({ input }) => [
    { kind: 'floor.poll.answered', scope: input.session, subject: input.poll, data: {}, visibility: 'internal', anonymous: true },
  ],
})

async function answerOf(db: Reader, { session: session_, poll }: { session: string; poll: string }, person: string | null) {
  const row = await db
    .selectFrom('floor_answer')
    .select('chosen')
    .where('session_id', '=', session_)
    .where('poll_id', '=', poll)
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row?.chosen ?? null
}

const isSame = (before: readonly number[] | null, chosen: readonly number[]): boolean =>
  before !== null && before.length === chosen.length && before.every((number) => chosen.includes(number))
