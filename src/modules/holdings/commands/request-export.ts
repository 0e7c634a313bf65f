import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { mayRequestExport } from '../policy.ts'
import { lastExport } from '../queries/my-data.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

// Any number will do, as long as no other lock of the hub has it.
const ASKING = 7_403_002

/** Of two who ask for one account at once the second sees what the first did. */
async function lockAsking(tx: Tx, account: string | null): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ASKING}, hashtext(${account ?? ''}))`.execute(tx)
}

/** `rooms` is how many will be asked: what the progress is counted against. */
export const requestExport = (rooms: number) =>
  command({
    name: 'holdings.request-export',
    summary: 'Ask for a file of all that the hub holds of you, within fifteen minutes of signing in. Once a day; it stays for seven days.',
    route: 'POST /me/data/exports',
    limit: 'write',
    whileLeaving: true,
    input: z.object({ held: z.string().max(200).describe('The token of the session that asks') }),
    output: z.object({ export: z.uuid() }),
    async facts(tx, { input, actor, now }) {
      await lockAsking(tx, actor.account)
      const fresh = await people.freshlySignedIn(tx, input.held, { actor, now })
      return { fresh, lastAskedAt: (await lastExport(tx, actor.account))?.askedAt ?? null }
    },
    may: ({ actor, facts, now }) => mayRequestExport(actor, facts, now),
    async run(tx, { actor, now, outside }) {
      const id = outside.uuid()
      await tx
        .insertInto('data_export')
        .values({
          ...{ id, account_id: actor.account ?? refuse(no('my-file.missing')), language: actor.locale, asked_at: now },
          ...{ rooms, rooms_done: 0, ready_at: null, bytes: null, discarded_at: null },
        })
        .execute()
      return { export: id }
    },
    // The file belongs to an account: an identity beside it would tell two of them apart from the rest.
    tell: ({ result }) => [
      {
        kind: 'holdings.export.requested',
        scope: THE_HUB,
        subject: result.export,
        data: {},
        visibility: 'internal',
        anonymous: true,
      },
    ],
  })
