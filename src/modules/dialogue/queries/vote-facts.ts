import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { dialogueToVoteOn, heldBy, holderTags, type Dialogue } from './dialogue-facts.ts'
import { toldReason } from '../rules.ts'
import type { RemovalReason, StatementStatus } from '../tables.ts'

type Asking = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'>; readonly lock?: 'none' | 'share' }

export type KnownForVote = {
  readonly dialogue: Dialogue | null
  readonly statement: { readonly status: StatementStatus } | null
  readonly participant: number | null
  readonly removedFor: RemovalReason | null
  /** There is a vote of this participant on this statement already. */
  readonly earlier: boolean
  /** They were found by a tag of a secret that has been replaced. */
  readonly older: boolean
}

/** Two reads: the dialogue (held still where a deed asks), then statement, participant and earlier vote together. */
export async function voteFacts(db: Reader, asked: { dialogue: string; statement: number }, asking: Asking): Promise<KnownForVote> {
  const { actor, outside, lock = 'none' } = asking
  const dialogue = await dialogueToVoteOn(db, asked.dialogue, actor, lock)
  if (dialogue === null) return { dialogue, statement: null, participant: null, removedFor: null, earlier: false, older: false }
  const tags = holderTags(dialogue.id, actor, outside)
  const row = await db
    .selectFrom('statement')
    .leftJoin('participant', (join) => join.onRef('participant.dialogue_id', '=', 'statement.dialogue_id').on(heldBy(tags)))
    .leftJoin('vote', (join) =>
      join
        .onRef('vote.dialogue_id', '=', 'statement.dialogue_id')
        .onRef('vote.participant', '=', 'participant.number')
        .onRef('vote.statement', '=', 'statement.number'),
    )
    .select(['statement.status', 'participant.number as participant', 'participant.removed_for', 'holder_tag', 'vote.value'])
    .where('statement.dialogue_id', '=', dialogue.id)
    .where('statement.number', '=', asked.statement)
    .executeTakeFirst()
  return {
    dialogue,
    statement: row === undefined ? null : { status: row.status },
    participant: row?.participant ?? null,
    removedFor: toldReason(row?.removed_for ?? null),
    earlier: row !== undefined && row.value !== null,
    older: row !== undefined && row.holder_tag !== null && tags[0]?.equals(row.holder_tag) === false,
  }
}
