import { sql } from 'kysely'
import { engine } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'
import { FEWEST_SHOWN } from '../rules.ts'

/** Dialogues whose clock has run out but whose state does not say so yet. */
export async function overdueDialogues(db: Reader, now: Date): Promise<string[]> {
  const rows = await db.selectFrom('dialogue').select('id').where('state', '=', 'open').where('closes_at', '<=', now).execute()
  return rows.map(({ id }) => id)
}

/** A deed takes its time before it commits: what it wrote may bear an hour just before a reading that did not see it yet. */
const justBefore = sql<Date>`result.computed_at - interval '5 seconds'`

/** Dialogues with a vote or a decision that is younger than their result (what a lost announcement left undone), or with one of an older engine. */
export async function staleDialogues(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('dialogue')
    .leftJoin('result', 'result.dialogue_id', 'dialogue.id')
    .select('dialogue.id')
    .where('dialogue.state', '!=', 'draft')
    .where((eb) =>
      eb.or([
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
        eb.exists(
          eb
            .selectFrom('vote')
            .select('vote.dialogue_id')
            .whereRef('vote.dialogue_id', '=', 'dialogue.id')
            .where((inner) => inner.or([inner('result.computed_at', 'is', null), inner('vote.cast_at', '>', justBefore)])),
        ),
        eb.exists(
          eb
            .selectFrom('statement')
            .select('statement.dialogue_id')
            .whereRef('statement.dialogue_id', '=', 'dialogue.id')
            .where((inner) => inner('statement.decided_at', '>', justBefore)),
        ),
        eb.exists(
          eb
            .selectFrom('participant')
            .select('participant.dialogue_id')
            .whereRef('participant.dialogue_id', '=', 'dialogue.id')
            .where((inner) => inner.or([inner('removed_at', '>', justBefore), inner('restored_at', '>', justBefore)])),
        ),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id)
}
