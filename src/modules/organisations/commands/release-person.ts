import { isUuid } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { theClockMay } from '../policy.ts'
import { levelsNow } from '../queries/evidence.ts'
import { lookAlikeCards, wordsOf } from '../queries/look-alikes.ts'
import { standingIn } from '../queries/standing.ts'
import type {} from '../tables.ts'

/**
 * After somebody left the hub. Twice is as good as once: what is ended has nothing left to end.
 * No route: a job does it when it hears that somebody left; nobody asks for it by hand.
 */
export const releasePerson = command({
  name: 'organisations.release-person',
  summary: 'End all offices and memberships of a person who left the hub.',
  input: z.object({ person: z.uuid() }),
  output: z.object({ offices: z.array(z.object({ body: z.string(), role: z.string() })) }),
  facts: async () => null,
  may: ({ actor }) => theClockMay(actor),
  async run(tx, { input, now }) {
    const ended = await tx
      .updateTable('office')
      .set({ until: now })
      .where('person_id', '=', input.person)
      .where('until', 'is', null)
      .returning(['body_id as body', 'role'])
      .execute()
    await tx.deleteFrom('membership').where('person_id', '=', input.person).execute()
    return { offices: ended }
  },
  tell: ({ input, result }) =>
    result.offices.map(({ body, role }) => ({
      kind: 'organisations.office.ended',
      scope: body,
      subject: input.person,
      data: { role },
      visibility: 'public',
    })),
})

/** By its address or its id: for the command line of whoever runs the hub. */
async function idAt(db: Reader, space: string): Promise<string | null> {
  const row = await db
    .selectFrom('body')
    .select('id')
    .where(isUuid(space) ? 'id' : 'slug', '=', space)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Read only from that moment on, while it moves to another hub and after; null: it stays here and goes on. */
async function holdStill(tx: Tx, { body, from }: { readonly body: string; readonly from: Date | null }): Promise<void> {
  const row = tx.updateTable('body').where('id', '=', body)
  if (from === null) await row.set({ archived_at: null, archived_by: null }).where('archived_by', '=', 'move').execute()
  else await row.set({ archived_at: from, archived_by: 'move' }).where('archived_at', 'is', null).execute()
}

const alikeNames = async (db: Reader, body: string, now: Date): Promise<readonly string[]> => {
  const named = { body, words: await wordsOf(db, body) }
  return (await lookAlikeCards(db, named, { levels: await levelsNow(db, now), locale: 'en' })).map(({ name }) => name)
}

/** Everybody who belongs to it or held an office in it, each identity once: for the hub itself, which asks nobody but them. */
async function personsToMove(db: Reader, body: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('office')
    .select('person_id as person')
    .where('body_id', '=', body)
    .union((eb) => eb.selectFrom('membership').select('person_id as person').where('body_id', '=', body))
    .execute()
  return rows.map(({ person }) => person).toSorted()
}

/** For the room that moves spaces to other hubs. */
export const moving = {
  /** The verified bodies that one which came from another hub could be taken for, as creating one is told. */
  alikeNames,
  idAt,
  holdStill,
  personsToMove,
  standingIn,
}
