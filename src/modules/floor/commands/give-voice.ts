import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayJoin } from '../policy.ts'
import { askedOf, floorOfSession, ownPersons, questionHeld } from '../queries/floor-facts.ts'
import { flag, id, session } from '../queries/shapes.ts'

type Wanted = { readonly session: string; readonly question: string; readonly given: boolean }

/** What is wanted is said whole (given or not), so that the same one sent twice is done once. */
export const giveVoice = command({
  name: 'floor.give-voice',
  summary: 'Ask a question of somebody else too, or take that back; one voice a person',
  route: 'PUT /sessions/{session}/questions/{question}/voice',
  input: z.object({ session, question: id, given: flag }),
  output: z.object({ session: z.uuid(), question: z.uuid(), given: z.boolean() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    const own = await ownPersons(tx, actor)
    const asked = askedOf(await questionHeld(tx, input.session, input.question), own)
    const before = await tx
      .selectFrom('floor_voice')
      .select('person_id')
      .where('session_id', '=', input.session)
      .where('question_id', '=', input.question)
      .where('person_id', 'in', own.length === 0 ? [input.question] : [...own])
      .execute()
    return { ...floor, own, asked, given: before.length > 0 }
  },
  may: ({ actor, facts, input }) => (facts.given && input.given ? yes : mayJoin(actor, facts.standing, facts.asked)),
  async run(tx, { input, actor, facts, now }) {
    if (facts.given !== input.given) {
      if (input.given) await give(tx, input, actor.person, now)
      else await takeBack(tx, input, facts.own)
    }
    return input
  },
  tell: ({ input }) => [
    { kind: 'floor.voice.given', scope: input.session, subject: input.question, data: {}, visibility: 'internal', anonymous: true },
  ],
})

async function give(tx: Tx, { session: session_, question }: Wanted, person: string | null, now: Date): Promise<void> {
  if (person === null) return
  const { numInsertedOrUpdatedRows: added } = await tx
    .insertInto('floor_voice')
    .values({ session_id: session_, question_id: question, person_id: person, given_at: now })
    .onConflict((conflict) => conflict.columns(['session_id', 'question_id', 'person_id']).doNothing())
    .executeTakeFirst()
  await count(tx, { session: session_, question, by: Number(added ?? 0n) })
}

async function takeBack(tx: Tx, { session: session_, question }: Wanted, own: readonly string[]): Promise<void> {
  const { numDeletedRows: gone } = await tx
    .deleteFrom('floor_voice')
    .where('session_id', '=', session_)
    .where('question_id', '=', question)
    .where('person_id', 'in', [...own])
    .executeTakeFirst()
  await count(tx, { session: session_, question, by: -Number(gone) })
}

/** The count is kept beside the question, since it stays when the rows of who gave them are gone. */
async function count(tx: Tx, { session: session_, question, by }: { session: string; question: string; by: number }): Promise<void> {
  await tx
    .updateTable('floor_question')
    .set((eb) => ({ voices: eb('voices', '+', by) }))
    .where('session_id', '=', session_)
    .where('id', '=', question)
    .execute()
}
