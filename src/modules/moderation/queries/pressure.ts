import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type {} from '../tables.ts'
import { mayReadPressure } from '../policy.ts'
import { no } from '../refusals.ts'
import { answerDue } from '../rules.ts'
import { circleFacts } from './circle.ts'
import { readPressureLink } from './links.ts'
import { link, moment } from './shapes.ts'

const pressure = z.object({
  id: z.uuid(),
  text: z.string(),
  language: z.string(),
  reportedAt: moment,
  dueAt: moment,
  answer: z.object({ text: z.string(), language: z.string(), answeredAt: moment }).nullable(),
})
export type Pressure = z.infer<typeof pressure>

type Row = {
  readonly id: string
  readonly sealed: Buffer
  readonly language: string
  readonly reported_at: Date
  readonly answer_sealed: Buffer | null
  readonly answer_language: string | null
  readonly answered_at: Date | null
}

const opened = (row: Row, open: (sealed: Buffer) => string): Pressure => ({
  ...{ id: row.id, text: open(row.sealed), language: row.language },
  ...{ reportedAt: row.reported_at.toISOString(), dueAt: answerDue(row.reported_at).toISOString() },
  answer:
    row.answer_sealed === null || row.answer_language === null || row.answered_at === null
      ? null
      : { text: open(row.answer_sealed), language: row.answer_language, answeredAt: row.answered_at.toISOString() },
})

export const readPressure = query({
  name: 'moderation.pressure-report',
  summary: 'By the private link: what one told of pressure, and the answer',
  route: 'GET /pressure/{link}',
  input: z.object({ link }),
  output: pressure,
  async read(db, { input, outside }) {
    const id = readPressureLink(outside.keys, input.link) ?? refuse(no('pressure.missing'))
    const row = await db.selectFrom('pressure_report').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? refuse(no('pressure.missing')) : opened(row, (sealed) => outside.keys.open('pressure', sealed))
  },
})

export const listPressure = query({
  name: 'moderation.pressure',
  summary: 'For the circle: what people told of pressure; what waits for an answer first, the oldest first',
  route: 'GET /moderation/pressure',
  input: z.object({}),
  output: z.array(pressure),
  async read(db, { actor, outside }) {
    demand(mayReadPressure(await circleFacts(db, actor)))
    const rows = await db
      .selectFrom('pressure_report')
      .selectAll()
      .orderBy('answered_at', (order) => order.asc().nullsFirst())
      .orderBy('reported_at')
      .orderBy('id')
      .limit(100)
      .execute()
    return rows.map((row) => opened(row, (sealed) => outside.keys.open('pressure', sealed)))
  },
})
