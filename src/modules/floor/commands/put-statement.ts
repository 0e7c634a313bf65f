import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Operation } from '../../../core/operation.ts'
import { readInput } from '../../../core/input.ts'
import { together, type Runner } from '../../../core/perform.ts'
import type { Receiver } from '../../../core/receiver.ts'
import { demand, no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayLead } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { id, language, ownId, session, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

/** As long as a statement of a dialogue may be. */
const STATEMENT_LENGTH = 280

const input = z.object({
  session,
  id: ownId,
  question: id.nullish(),
  extract: id.nullish(),
  place: words(200).describe('Id of a dialogue of the session that is open'),
  text: words(STATEMENT_LENGTH),
  language,
})
const output = z.object({ session: z.uuid(), path: z.string() })

type Wanted = z.infer<typeof input>

/**
 * A question or an extract becomes a statement that everybody votes on: both are done or neither. A dialogue is another room: it comes by what main hands over.
 */
export const putStatement = (receivers: readonly Receiver[]): Operation => ({
  name: 'floor.put-statement',
  summary: 'Put a question or an extract to the vote in a dialogue of the session',
  sort: 'command',
  route: 'POST /sessions/{session}/statements',
  limit: 'write',
  input,
  output,
  invoke: async (runner, raw, actor) => put(runner, receivers, readInput(input, raw), actor),
})

async function put(runner: Runner, receivers: readonly Receiver[], wanted: Wanted, actor: Actor): Promise<z.infer<typeof output>> {
  if (actor.leavingAt !== undefined) return refuse(noFromHub('account.leaving'))
  return together(runner, async (deed, tx) => {
    demand(mayLead(actor, (await floorOfSession(tx, wanted.session, actor)).standing))
    const known = await putBefore(tx, wanted)
    if (known !== null) return { session: wanted.session, path: known }
    const guiding = await guidingOf(tx, wanted)
    const { receiver, place } = await placeOf(tx, receivers, wanted, actor)
    const asked = { place: place.id, text: wanted.text, language: wanted.language, question: guiding }
    const { path } = await receiver.put(deed, asked, actor)
    const { id: place_, title, language: titleLanguage, path: placePath } = place
    await deed(recordPut, { ...wanted, place: place_, title, titleLanguage, placePath, path }, actor)
    return { session: wanted.session, path }
  })
}

/** Sent again because nobody heard that it had arrived: where it stands. */
async function putBefore(db: Reader, { session: session_, id: own }: Wanted): Promise<string | null> {
  const row = await db.selectFrom('floor_put').select('path').where('session_id', '=', session_).where('id', '=', own).executeTakeFirst()
  return row?.path ?? null
}

async function placeOf(db: Reader, receivers: readonly Receiver[], { session: session_, place }: Wanted, actor: Actor) {
  for (const receiver of receivers) {
    const found = (await receiver.placesOf(db, session_, actor)).find(({ id: one }) => one === place)
    if (found !== undefined) return { receiver, place: found }
  }
  return refuse(no('put.no-place'))
}

/** Under which guiding question it stands; refused where there is no such question or extract that everybody reads. */
async function guidingOf(db: Reader, { session: session_, question, extract }: Wanted): Promise<number | null> {
  if (question != null) {
    const row = await db
      .selectFrom('floor_question')
      .select('guiding')
      .where('session_id', '=', session_)
      .where('id', '=', question)
      .where('state', 'in', ['shown', 'floor', 'answered'])
      .where('chair_only', '=', false)
      .where('hidden_for', 'is', null)
      .executeTakeFirst()
    return row === undefined ? refuse(no('put.nothing')) : row.guiding
  }
  if (extract == null) return refuse(no('put.nothing'))
  const row = await db
    .selectFrom('floor_extract')
    .select('guiding')
    .where('session_id', '=', session_)
    .where('id', '=', extract)
    .where('state', '=', 'standing')
    .executeTakeFirst()
  return row === undefined ? refuse(no('put.nothing')) : row.guiding
}

/** No route: it is half of `floor.put-statement`, which has one; the other half is a deed of another room. */
export const recordPut = command({
  name: 'floor.record-put',
  summary: 'Keep the link from a question or an extract to the statement that it became',
  input: input.extend({ title: z.string().max(500), titleLanguage: language, placePath: z.string().max(500), path: z.string().max(500) }),
  output: z.object({ session: z.uuid(), id: z.uuid() }),
  facts: (tx, { input: { session: session_ }, actor }) => floorOfSession(tx, session_, actor),
  may: ({ actor, facts }) => mayLead(actor, facts.standing),
  async run(tx, { input: wanted, now }) {
    const { numInsertedOrUpdatedRows: added } = await tx
      .insertInto('floor_put')
      .values({
        ...{ session_id: wanted.session, id: wanted.id, question_id: wanted.question ?? null, extract_id: wanted.extract ?? null },
        ...{ text: wanted.text, language: wanted.language, place: wanted.place, title: wanted.title },
        ...{ title_language: wanted.titleLanguage, place_path: wanted.placePath, path: wanted.path, put_at: now },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    // Put by somebody else at the same moment: nothing of this one stays, its statement included.
    if (added === 0n) return refuse(no('put.done'))
    return { session: wanted.session, id: wanted.id }
  },
  tell: ({ input: wanted }) => [
    { kind: 'floor.statement.put', scope: wanted.session, subject: wanted.id, data: {}, visibility: 'internal' },
  ],
})
