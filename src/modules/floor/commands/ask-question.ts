import { yes } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayAsk } from '../policy.ts'
import { floorOfSession, ownPersons } from '../queries/floor-facts.ts'
import { pseudonymFault } from '../queries/pseudonyms.ts'
import { flag, guiding, label, language, ownId, questionText, session } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { guidingKnown } from './guiding-known.ts'

export const askQuestion = command({
  name: 'floor.ask-question',
  summary: 'Ask a question of at most 500 characters in a running session',
  route: 'POST /sessions/{session}/questions',
  input: z.object({
    session,
    id: ownId,
    text: questionText,
    language,
    guiding,
    naming: z.enum(['named', 'pseudonym', 'unnamed']),
    pseudonym: label.nullish(),
    chairOnly: flag.optional(),
  }),
  output: z.object({ session: z.uuid(), id: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    const own = await ownPersons(tx, actor)
    // Who sends several at the same moment waits for each of them, so that none passes the limit.
    await sql`select pg_advisory_xact_lock(hashtext(${`floor/${input.session}/${actor.account}`}))`.execute(tx)
    return { ...floor, own, again: await askedBefore(tx, input, own), counts: await ownCounts(tx, input.session, own) }
  },
  // What arrived before has its answer, whatever has become of the session meanwhile.
  may: ({ actor, facts }) => (facts.again ? yes : mayAsk(actor, facts.standing, facts.counts)),
  async run(tx, { input, actor, facts, now }) {
    const done = { session: input.session, id: input.id }
    if (facts.again || actor.person === null) return done
    await guidingKnown(tx, input)
    const pseudonym = input.naming === 'pseudonym' ? (input.pseudonym ?? null) : null
    if (input.naming === 'pseudonym') {
      const fault = await pseudonymFault(tx, { session: input.session, pseudonym, own: facts.own })
      if (fault !== null) return refuse(no('question.pseudonym-taken'), [{ field: 'pseudonym', code: fault, data: {} }])
    }
    const { numInsertedOrUpdatedRows: added } = await tx
      .insertInto('floor_question')
      .values({
        ...{ session_id: input.session, id: input.id, person_id: actor.person, text: input.text, language: input.language },
        ...{ guiding: input.guiding ?? null, naming: input.naming, pseudonym, chair_only: input.chairOnly ?? false },
        ...{ state: 'waiting', merged_into: null, declined_for: null, note: null, answer: null, answer_language: null },
        ...{
          answered_as: null,
          hidden_for: null,
          voices: 0,
          version: 1,
          asked_at: now,
          decided_at: null,
          shown_at: null,
          answered_at: null,
        },
      })
      .onConflict((conflict) => conflict.columns(['session_id', 'id']).doNothing())
      .executeTakeFirst()
    // The same one, sent twice at the same moment: the other is in by now.
    if (added === 0n && !(await askedBefore(tx, input, facts.own))) return refuse(no('floor.id-taken'))
    return done
  },
  tell: ({ result, facts }) =>
    facts.again
      ? []
      : [{ kind: 'floor.question.asked', scope: result.session, subject: result.id, data: {}, visibility: 'internal', anonymous: true }],
})

/** True: it is theirs and in already. Another's id is nobody's to use. */
async function askedBefore(
  db: Reader,
  { session: session_, id }: { readonly session: string; readonly id: string },
  own: readonly string[],
): Promise<boolean> {
  const row = await db
    .selectFrom('floor_question')
    .select('person_id')
    .where('session_id', '=', session_)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return false
  return row.person_id !== null && own.includes(row.person_id) ? true : refuse(no('floor.id-taken'))
}

async function ownCounts(db: Reader, session_: string, own: readonly string[]) {
  if (own.length === 0) return { waiting: 0, all: 0 }
  const rows = await db
    .selectFrom('floor_question')
    .select('state')
    .where('session_id', '=', session_)
    .where('person_id', 'in', [...own])
    .execute()
  return { waiting: rows.filter(({ state }) => state === 'waiting').length, all: rows.length }
}
