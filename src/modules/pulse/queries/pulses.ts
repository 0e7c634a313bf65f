import { isUuid } from '#base'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { mayRead } from '../policy.ts'
import { no } from '../refusals.ts'
import { dayIn, sharesOf } from '../rules.ts'
import { demandSender } from './senders.ts'
import { result, running, sender, type Result, type Running } from './shapes.ts'

export type PulseRow = Selectable<Tables['pulse']>

/** Of the account, whichever of its names answers: nobody answers twice. */
export const answeredTags = (keys: Pick<Keys, 'tags'>, pulse: string, account: string): readonly Buffer[] =>
  keys.tags('pulse-answered', pulse, account)

export async function pulseRow(db: Reader, subject: string, id: string): Promise<PulseRow> {
  const row = isUuid(id)
    ? await db.selectFrom('pulse').selectAll().where('subject_id', '=', subject).where('id', '=', id).executeTakeFirst()
    : undefined
  return row ?? refuse(no('pulse.missing'))
}

export const isClosed = (row: PulseRow, now: Date): boolean => row.closed_on !== null || row.ends_on < dayIn(now)

export async function hasAnswered(db: Reader, { actor, outside }: Reading, row: PulseRow): Promise<boolean> {
  if (actor.account === null) return false
  const found = await db
    .selectFrom('pulse_answered')
    .select('pulse_id')
    .where('subject_id', '=', row.subject_id)
    .where('pulse_id', '=', row.id)
    .where('tag', 'in', [...answeredTags(outside.keys, row.id, actor.account)])
    .executeTakeFirst()
  return found !== undefined
}

/** How many have answered; told to nobody while it runs. */
export async function answersTo(db: Reader, row: PulseRow): Promise<number> {
  const { count } = await db
    .selectFrom('pulse_answered')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('subject_id', '=', row.subject_id)
    .where('pulse_id', '=', row.id)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export type Course = { readonly running: Running | null; readonly results: readonly Result[] }

/** What was asked of those who belong to it: the one that runs, without any number, and what came out of those that have ended, oldest first. */
export async function courseOf(db: Reader, reading: Reading, subject: string): Promise<Course> {
  const rows = await db.selectFrom('pulse').selectAll().where('subject_id', '=', subject).orderBy('asked_on').orderBy('number').execute()
  const counts = await db.selectFrom('pulse_count').selectAll().where('subject_id', '=', subject).execute()
  const open = rows.find((row) => !isClosed(row, reading.now))
  return {
    running:
      open === undefined
        ? null
        : {
            ...{ id: open.id, endsOn: open.ends_on, language: open.language, questions: open.questions },
            answered: await hasAnswered(db, reading, open),
          },
    results: rows
      .filter((row) => isClosed(row, reading.now))
      .map((row) => ({
        ...{ id: row.id, endedOn: row.ends_on, language: row.language, questions: row.questions },
        ...sharesOf(counts.filter(({ pulse_id: id }) => id === row.id)),
      })),
  }
}

export const readPulse = query({
  name: 'pulse.read',
  summary: 'For those who belong to a body or a community: what they were asked, and what came out of it, the same for all of them',
  route: 'GET /senders/{sort}/{sender}/pulse',
  input: z.object(sender),
  output: z.object({ running: running.nullable(), results: z.array(result) }),
  async read(db, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    const of = await demandSender(db, reading, { sort: input.sort, id: input.sender })
    demand(mayRead(actor, of))
    const { running: open, results } = await courseOf(db, reading, of.id)
    return { running: open, results: [...results] }
  },
})
