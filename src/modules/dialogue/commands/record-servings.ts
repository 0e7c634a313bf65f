import { sql } from 'kysely'
import { z } from 'zod'
import { theHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { perform, type Runner } from '../../../core/perform.ts'
import { hubAlone } from '../../../core/refused.ts'
import { loggedFrom, takeServings } from '../queries/serving-log.ts'

const digest = z.string().regex(/^[0-9a-f]{32}$/)
const bytes = z.instanceof(Uint8Array)
const BATCH = 2000

const serving = z.object({
  participant: z.number().int(),
  answered: z.number().int().nonnegative(),
  statement: z.number().int().nonnegative(),
  propensity: z.number().positive().max(1),
  explored: z.boolean(),
  digest,
  place: z.number().int().min(-1),
  seen: bytes,
})

// No route: only the hub itself writes down what it served.
export const recordServings = command({
  name: 'dialogue.record-servings',
  summary: 'Write down which statements were served, with the chances that they had',
  input: z.object({
    dialogueId: z.uuid(),
    chances: z.array(z.object({ digest, packed: bytes })),
    servings: z.array(serving).max(BATCH),
  }),
  output: z.object({ recorded: z.number().int(), first: z.boolean() }),
  async facts(tx, { input }) {
    const dialogue = await tx.selectFrom('dialogue').select('state').where('id', '=', input.dialogueId).forShare().executeTakeFirst()
    const before = await tx
      .selectFrom('routing_table')
      .select('digest')
      .where('dialogue_id', '=', input.dialogueId)
      .limit(1)
      .executeTakeFirst()
    return { wanted: dialogue?.state === 'open' || dialogue?.state === 'closed', first: before === undefined }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { dialogueId, chances, servings }, facts }) {
    // Answered meanwhile, or gone: nothing is kept any more.
    if (!facts.wanted || servings.length === 0) return { recorded: 0, first: false }
    await tx
      .insertInto('routing_table')
      .values(chances.map((one) => ({ dialogue_id: dialogueId, digest: fromHex(one.digest), weights: Buffer.from(one.packed) })))
      .onConflict((oc) => oc.doNothing())
      .execute()
    // One statement however many rows there are, so that the server plans it once. The last serving after as many answers counts.
    await sql`
      insert into serving (dialogue_id, participant, answered, statement, propensity, explored, digest, place, seen)
      select ${dialogueId}::uuid, one.* from unnest(
        ${servings.map((one) => one.participant)}::bigint[], ${servings.map((one) => one.answered)}::integer[],
        ${servings.map((one) => one.statement)}::integer[], ${servings.map((one) => one.propensity)}::double precision[],
        ${servings.map((one) => one.explored)}::boolean[], ${servings.map((one) => fromHex(one.digest))}::bytea[],
        ${servings.map((one) => one.place)}::smallint[], ${servings.map((one) => Buffer.from(one.seen))}::bytea[]) as one
      on conflict (dialogue_id, participant, answered) do update set
        statement = excluded.statement, propensity = excluded.propensity, explored = excluded.explored,
        digest = excluded.digest, place = excluded.place, seen = excluded.seen`.execute(tx)
    return { recorded: servings.length, first: facts.first }
  },
  // Once a dialogue: the log has begun. A row for each batch would say when people were here.
  tell: ({ input, result }) =>
    result.first
      ? [
          {
            kind: 'dialogue.serving.recorded',
            scope: input.dialogueId,
            subject: input.dialogueId,
            data: {},
            visibility: 'internal' as const,
          },
        ]
      : [],
})

const fromHex = (hex: string): Buffer => Buffer.from(hex, 'hex')

/** Writes down what waits. What cannot be written is lost: a log of chances must never stand in the way of votes. */
export async function writeServings(runner: Runner): Promise<void> {
  for (const [dialogueId, all] of takeServings()) {
    for (let from = 0; from < all.length; from += BATCH) {
      const part = all.slice(from, from + BATCH)
      const chances = [...new Map(part.map(({ digest: name, packed }) => [name, { digest: name, packed }])).values()]
      await perform(runner, recordServings, { dialogueId, chances, servings: part.map(loggedFrom) }, theHub)
    }
  }
}
