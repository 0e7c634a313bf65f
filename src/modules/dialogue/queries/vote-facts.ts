import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { dialogueFacts, holderTag, participantOf, type Dialogue } from './dialogue-facts.ts'
import type { StatementStatus } from '../tables.ts'

type Asking = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'>; readonly lock?: 'none' | 'share' }

export type KnownForVote = {
  readonly dialogue: Dialogue | null
  readonly statement: { readonly status: StatementStatus } | null
  readonly participant: number | null
  /** There is a vote of this participant on this statement already. */
  readonly earlier: boolean
}

export async function voteFacts(db: Reader, asked: { dialogue: string; statement: number }, asking: Asking): Promise<KnownForVote> {
  const { actor, outside, lock = 'none' } = asking
  const dialogue = await dialogueFacts(db, asked.dialogue, actor, lock)
  if (dialogue === null) return { dialogue, statement: null, participant: null, earlier: false }
  const participant = await participantOf(db, dialogue.id, holderTag(dialogue.id, actor, outside))
  const row = await db
    .selectFrom('statement')
    .leftJoin('vote', (join) =>
      join
        .onRef('vote.dialogue_id', '=', 'statement.dialogue_id')
        .onRef('vote.statement', '=', 'statement.number')
        .on('vote.participant', '=', participant?.number ?? -1),
    )
    .select(['statement.status', 'vote.value'])
    .where('statement.dialogue_id', '=', dialogue.id)
    .where('statement.number', '=', asked.statement)
    .executeTakeFirst()
  return {
    dialogue,
    statement: row === undefined ? null : { status: row.status },
    participant: participant?.number ?? null,
    earlier: row !== undefined && row.value !== null,
  }
}
