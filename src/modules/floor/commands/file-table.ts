import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayRecord } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { guiding, language, ownId, session, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { guidingKnown } from './guiding-known.ts'

const MOST_TEXTS = 20
const TEXT_LENGTH = 2000

export const fileTable = command({
  name: 'floor.file-table',
  summary: 'Enter what a table brought on paper: its number, how many sat there, and a text under each guiding question',
  route: 'POST /sessions/{session}/tables',
  input: z.object({
    session,
    id: ownId,
    number: z.coerce.number().int().min(1).max(1000),
    sat: z.coerce.number().int().min(1).max(1000),
    facilitator: words(80).nullish(),
    language,
    texts: z
      .array(z.object({ guiding, text: words(TEXT_LENGTH) }))
      .min(1)
      .max(MOST_TEXTS),
  }),
  output: z.object({ session: z.uuid(), id: z.uuid() }),
  facts: (tx, { input, actor }) => floorOfSession(tx, input.session, actor),
  may: ({ actor, facts }) => mayRecord(actor, facts.standing),
  async run(tx, { input, actor, facts, now, outside }) {
    const done = { session: input.session, id: input.id }
    for (const { guiding: under } of input.texts) await guidingKnown(tx, { session: input.session, guiding: under })
    const rows = await tx
      .selectFrom('floor_table')
      .select('id')
      .where('session_id', '=', input.session)
      .where((where) =>
        where.or([where('id', '=', input.id), where.and([where('number', '=', input.number), where('withdrawn_at', 'is', null)])]),
      )
      .execute()
    if (rows.some(({ id }) => id === input.id)) return done
    const taken = () => refuse(no('table.number-taken'), [{ field: 'number', code: 'field.table-taken', data: {} }])
    if (rows.length > 0) return taken()
    const { numInsertedOrUpdatedRows: added } = await tx
      .insertInto('floor_table')
      .values({
        ...{ session_id: input.session, id: input.id, number: input.number, sat: input.sat, facilitator: input.facilitator ?? null },
        ...{ entered_by: actor.person, entered_as: facts.part ?? 'organiser', entered_at: now, withdrawn_at: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (added === 0n) return taken()
    await tx
      .insertInto('floor_table_text')
      .values(
        input.texts.map(({ guiding: under, text }, position) => ({
          ...{ session_id: input.session, id: outside.uuid(), table_id: input.id, position },
          ...{ guiding: under ?? null, text, language: input.language },
        })),
      )
      .execute()
    return done
  },
  tell: ({ input }) => [{ kind: 'floor.table.filed', scope: input.session, subject: input.id, data: {}, visibility: 'internal' }],
})
