import { sql } from 'kysely'
import { engine } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'
import { FEWEST_SHOWN } from '../rules.ts'
import { boundsOf, readMoment } from './conversation.ts'

/** Dialogues whose clock has run out but whose state does not say so yet. */
export async function overdueDialogues(db: Reader, now: Date): Promise<string[]> {
  const rows = await db.selectFrom('dialogue').select('id').where('state', '=', 'open').where('closes_at', '<=', now).execute()
  return rows.map(({ id }) => id)
}

/** A number that is yet to come is of another server, from which the database was brought. */
const yetToCome = (now: string) => sql<boolean>`pg_snapshot_xmax(result.seen) > pg_snapshot_xmax(${now}::pg_snapshot)`

/** Written by a transaction that had not ended when the result's votes were read. */
const unseen = (written: string) => sql<boolean>`not pg_visible_in_snapshot(${sql.ref(written)}::text::xid8, result.seen)`

/** Dialogues in which something was written that their result did not see (what a lost announcement left undone), or with one of an older engine. */
export async function staleDialogues(db: Reader): Promise<string[]> {
  // What was recorded meanwhile looks as if it were of another server, and is worked out once more.
  const now = await readMoment(db)
  const rows = await db
    .selectFrom('dialogue')
    .leftJoin('result', 'result.dialogue_id', 'dialogue.id')
    .select(['dialogue.id', 'dialogue.state', 'result.seen'])
    .select((eb) =>
      eb
        .or([
          // Over, its votes sealed, and not published yet.
          eb.and([
            eb('dialogue.publication', '=', 'aggregates'),
            eb('dialogue.origin', '=', 'here'),
            eb('dialogue.state', 'in', ['closed', 'answered']),
            eb('result.participants', '>=', FEWEST_SHOWN),
            eb.not(
              eb.exists(
                eb
                  .selectFrom('sealed_result')
                  .select('sealed_result.dialogue_id')
                  .whereRef('sealed_result.dialogue_id', '=', 'dialogue.id')
                  .where('sealed_result.of_result', 'is not', null),
              ),
            ),
          ]),
          eb('result.engine', '!=', engine),
          yetToCome(now),
          eb.and([eb('result.version', 'is not', null), eb('result.seen', 'is', null)]),
          // Whoever closes waits for the votes on their way: what saw the closing saw them all.
          unseen('dialogue.written'),
          eb.exists(
            eb
              .selectFrom('statement')
              .select('statement.number')
              .whereRef('statement.dialogue_id', '=', 'dialogue.id')
              .where(unseen('statement.written')),
          ),
          eb.exists(
            eb
              .selectFrom('participant')
              .select('participant.number')
              .whereRef('participant.dialogue_id', '=', 'dialogue.id')
              .where(unseen('participant.written'))
              .where((inner) => inner.or([inner('removed_at', 'is not', null), inner('restored_at', 'is not', null)])),
          ),
        ])
        .as('stale'),
    )
    .where('dialogue.state', '!=', 'draft')
    .execute()
  const stale: string[] = []
  for (const { id, state, seen, stale: known } of rows) {
    const votes = (seen === null || state === 'open') && known !== true && (await hasVotes(db, id, seen))
    if (known === true || votes) stale.push(id)
  }
  return stale
}

/** Asked for one dialogue at a time, so that the server knows from which number on and looks at the newest rows alone. */
async function hasVotes(db: Reader, dialogueId: string, seen: string | null): Promise<boolean> {
  const any = db.selectFrom('vote').select('participant').where('dialogue_id', '=', dialogueId).limit(1)
  const since =
    seen === null
      ? any
      : any
          .where('written', '>=', boundsOf(seen)[0])
          .where(sql<boolean>`not pg_visible_in_snapshot(written::text::xid8, ${seen}::pg_snapshot)`)
  return (await since.executeTakeFirst()) !== undefined
}
