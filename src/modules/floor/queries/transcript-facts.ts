import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

type Which = { readonly session: string; readonly transcript: string }

/** Held, so that no two people change one transcript at the same moment. */
export async function transcriptHeld(tx: Tx, { session, transcript }: Which) {
  const row = await tx
    .selectFrom('floor_transcript')
    .select(['id', 'language', 'published_at as publishedAt'])
    .where('session_id', '=', session)
    .where('id', '=', transcript)
    .forUpdate()
    .executeTakeFirst()
  return row ?? refuse(no('transcript.missing'))
}

export async function lineHeld(tx: Tx, { session, transcript, position }: Which & { readonly position: number }) {
  const row = await tx
    .selectFrom('floor_line')
    .selectAll()
    .where('session_id', '=', session)
    .where('transcript_id', '=', transcript)
    .where('position', '=', position)
    .forUpdate()
    .executeTakeFirst()
  return row ?? refuse(no('transcript.missing'))
}
