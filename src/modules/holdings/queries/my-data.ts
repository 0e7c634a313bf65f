import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { signedIn } from '../policy.ts'
import { exportEnds, mayAskAgainAt, NAMED_DAYS, daysBefore } from '../rules.ts'
import { READ_REASONS } from '../tables.ts'

const file = z.object({
  export: z.uuid(),
  askedAt: z.date(),
  askAgainAt: z.date(),
  endsAt: z.date(),
  rooms: z.number().int().describe('How many parts of the hub are asked'),
  roomsDone: z.number().int(),
  ready: z.boolean(),
  bytes: z.number().int().nullable(),
  discarded: z.boolean(),
})
export type OwnExport = z.infer<typeof file>

const reading = z.object({ role: z.enum(['operator']), reason: z.enum(READ_REASONS), at: z.date().describe('The hour') })

export const myData = query({
  name: 'holdings.my-data',
  summary: 'Your file of all that is held of you, if you asked for one, and who looked your account up',
  route: 'GET /me/data',
  input: z.object({}),
  output: z.object({ file: file.nullable(), readings: z.array(reading) }),
  async read(db, { actor, now }) {
    demand(signedIn(actor))
    return { file: await lastExport(db, actor.account), readings: await readingsOf(db, actor.account, daysBefore(now, NAMED_DAYS)) }
  },
})

export type MyData = z.infer<typeof myData.output>

/** The newest that was asked for and still stands in the table. */
export async function lastExport(db: Reader, account: string | null): Promise<OwnExport | null> {
  const row = await db
    .selectFrom('data_export')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    ...{ export: row.id, askedAt: row.asked_at, askAgainAt: mayAskAgainAt(row.asked_at), endsAt: exportEnds(row.asked_at) },
    ...{
      rooms: row.rooms,
      roomsDone: row.rooms_done,
      ready: row.ready_at !== null,
      bytes: row.bytes,
      discarded: row.discarded_at !== null,
    },
  }
}

/** Who looked an account up, the newest first. */
export async function readingsOf(db: Reader, account: string | null, since: Date) {
  return db
    .selectFrom('privileged_read')
    .select(['role', 'reason', 'read_at as at'])
    .where('account_id', '=', account)
    .where('read_at', '>=', since)
    .orderBy('read_at', 'desc')
    .orderBy('id')
    .execute()
}
