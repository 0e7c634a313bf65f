import { sql } from 'kysely'
import type { Tx } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/**
 * Takes a member off the list with all that they wrote and all that was written to them. What says whom they were shown, and with whom they
 * have to do no more, stays to the end: coming again changes neither, under no name.
 */
export async function removeEntry(tx: Tx, session: string, member: string): Promise<void> {
  await rememberAsked(tx, session, member)
  await tx
    .deleteFrom('encounter_pair')
    .where('session_id', '=', session)
    .where((where) => where.or([where('first_id', '=', member), where('second_id', '=', member)]))
    .execute()
  // Who would come again by another name in the very place where this one stood would be known by it.
  await tx
    .updateTable('encounter_suggestion')
    .set({ state: 'gone' })
    .where('session_id', '=', session)
    .where('other_id', '=', member)
    .where('state', 'in', ['open', 'asked'])
    .execute()
  await releaseRooms(tx, session, member)
  await tx.deleteFrom('encounter_entry').where('session_id', '=', session).where('member_id', '=', member).execute()
}

/** Whoever was asked by them has seen their name as well, and has no row of it when they were not shown them. */
async function rememberAsked(tx: Tx, session: string, member: string): Promise<void> {
  await sql`
    insert into encounter_suggestion (session_id, member_id, other_id, state, drawn_on)
    select session_id, case when first_id = ${member} then second_id else first_id end, ${member}::uuid, 'gone', changed_at::date
      from encounter_pair where session_id = ${session} and ${member} in (first_id, second_id)
    on conflict (session_id, member_id, other_id) do nothing`.execute(tx)
}

/** What waits goes with whoever proposed it; a room that is open stays for those in it, and is nobody's. Their seat goes with the entry. */
async function releaseRooms(tx: Tx, session: string, member: string): Promise<void> {
  const own = tx.deleteFrom('encounter_room').where('session_id', '=', session).where('proposed_by', '=', member)
  await own.where('state', '=', 'proposed').execute()
  await tx
    .updateTable('encounter_room')
    .set({ proposed_by: null })
    .where('session_id', '=', session)
    .where('proposed_by', '=', member)
    .execute()
}

/** Two have to do no more with one another in this session; what is stronger stays. */
export async function setApart(
  tx: Tx,
  session: string,
  { by, other, sort }: { readonly by: string; readonly other: string; readonly sort: 'declined' | 'ended' | 'blocked' },
): Promise<void> {
  await tx
    .insertInto('encounter_apart')
    .values({ session_id: session, member_id: by, other_id: other, sort })
    .onConflict((conflict) =>
      sort === 'blocked'
        ? conflict.columns(['session_id', 'member_id', 'other_id']).doUpdateSet({ sort })
        : conflict.columns(['session_id', 'member_id', 'other_id']).doNothing(),
    )
    .execute()
}

/** What of two members lies between them: messages, meetings and contacts go with it. */
export async function removePair(tx: Tx, session: string, one: string, other: string): Promise<void> {
  await tx
    .deleteFrom('encounter_pair')
    .where('session_id', '=', session)
    .where('first_id', 'in', [one, other])
    .where('second_id', 'in', [one, other])
    .execute()
}

/** An event of the networking names nobody and no day more than the day: who met whom is told to none. */
export const quietly = (kind: string, session: string, subject: string = session) => ({
  ...{ kind: `encounters.${kind}`, scope: session, subject, data: {}, visibility: 'internal' as const, anonymous: true },
})
