import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Db } from '../../../platform/db.ts'
import { theClockMay } from '../policy.ts'
import type {} from '../tables.ts'

/**
 * After somebody left the hub. Roles end; a speaker who had said that this is them loses their name in the programme; an application stays with
 * its body. Twice is as good as once.
 * No route: a job does it when it hears that somebody left; nobody asks for it by hand.
 */
export const releasePerson = command({
  name: 'gatherings.release-person',
  summary: 'End all that a person was in sessions who left the hub.',
  input: z.object({ person: z.uuid() }),
  output: z.object({ sessions: z.number() }),
  facts: async () => null,
  may: ({ actor }) => theClockMay(actor),
  async run(tx, { input: { person } }) {
    const roles = await tx.deleteFrom('session_role').where('person_id', '=', person).returning('session_id').execute()
    const spoke = await tx
      .updateTable('speaker')
      .set({ person_id: null, name: '', line: '' })
      .where('person_id', '=', person)
      .returning('session_id')
      .execute()
    await tx.updateTable('application').set({ person_id: null, speaker: '' }).where('person_id', '=', person).execute()
    await tx.deleteFrom('session_invitation').where('made_by', '=', person).execute()
    await tx.updateTable('edition_host').set({ asked_by: null }).where('asked_by', '=', person).execute()
    for (const table of ['summit', 'edition', 'summit_session'] as const)
      await tx.updateTable(table).set({ created_by: null }).where('created_by', '=', person).execute()
    return { sessions: new Set([...roles, ...spoke].map(({ session_id }) => session_id)).size }
  },
  tell: ({ result }) =>
    result.sessions === 0
      ? []
      : [
          {
            kind: 'gatherings.person.released',
            scope: THE_HUB,
            subject: THE_HUB,
            data: { sessions: result.sessions },
            visibility: 'internal',
            anonymous: true,
          },
        ],
})

/** Until then whoever opens an old link is told that it was taken up, or ended. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000

/** Links that ended long ago go, taken up or not: no deed, nobody is told, and twice is as good as once. */
export async function forgetInvitations(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('session_invitation')
    .where('expires_at', '<=', new Date(now.getTime() - KEPT_MS))
    .execute()
}
