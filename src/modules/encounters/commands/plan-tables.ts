import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { mayLead } from '../policy.ts'
import { standingIn } from '../queries/here.ts'
import * as shapes from '../queries/shapes.ts'
import { tablePlan } from '../queries/tables.ts'
import { no } from '../refusals.ts'
import { endOf, TABLES } from '../rules.ts'
import { quietly } from './remove-entry.ts'

const LONGEST_MS = TABLES.hours * 3_600_000

export const planTables = command({
  name: 'encounters.plan-tables',
  summary: 'Lend tables to two who talk and agree on a time: how many, from when to when, and for how long at once. None takes them back',
  route: 'PUT /sessions/{session}/encounters/tables',
  limit: 'write',
  input: z
    .object({
      session: z.uuid(),
      tables: z.coerce.number().int().min(0).max(TABLES.most),
      minutes: shapes.minutes,
      startsAt: shapes.quarter,
      endsAt: shapes.quarter,
    })
    .refine(({ startsAt, endsAt }) => endsAt > startsAt && Date.parse(endsAt) - Date.parse(startsAt) <= LONGEST_MS, {
      message: 'field.within-hours',
      path: ['endsAt'],
    }),
  output: z.object({ tables: z.number().int() }),
  async facts(tx, { input, actor, now, outside }) {
    const { session, here, leads } = await standingIn(tx, { id: input.session }, { actor, now, outside })
    // Held against whoever takes a table meanwhile.
    await tablePlan(tx, input.session, true)
    const row = await tx
      .selectFrom('encounter_table_slot')
      .select((eb) => eb.fn.max('table_number').as('highest'))
      .where('session_id', '=', input.session)
      .where('starts_at', '>', now)
      .executeTakeFirst()
    return { open: here.open, leads, ends: endOf(session), highest: row?.highest ?? 0 }
  },
  may: ({ input, actor, facts, now }) =>
    all(
      mayLead({ actor, ...facts }),
      new Date(input.endsAt) > now ? yes : no('encounter.slot-past'),
      new Date(input.endsAt) <= facts.ends ? yes : no('encounter.slot-late'),
      input.tables >= facts.highest ? yes : no('encounter.tables-booked'),
    ),
  async run(tx, { input: { session, tables, minutes, startsAt, endsAt } }) {
    if (tables === 0) {
      await tx.deleteFrom('encounter_table_plan').where('session_id', '=', session).execute()
      return { tables }
    }
    const plan = { tables, minutes, starts_at: new Date(startsAt), ends_at: new Date(endsAt) }
    await tx
      .insertInto('encounter_table_plan')
      .values({ session_id: session, ...plan })
      .onConflict((conflict) => conflict.column('session_id').doUpdateSet(plan))
      .execute()
    return { tables }
  },
  tell: ({ input }) => [quietly('tables.planned', input.session)],
})
