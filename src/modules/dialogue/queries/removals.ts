import type { Actor } from '../../../core/actor.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayModerate } from '../policy.ts'
import { no } from '../refusals.ts'
import { REMOVAL_REASONS, toldReason } from '../rules.ts'
import type { RemovalReason } from '../tables.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'

export type RemovalCount = { readonly reason: RemovalReason; readonly count: number }

/** How many participants are taken out, by reason. Exact: it counts what those who run the dialogue did, and is there for everybody to see. */
export async function removalCounts(db: Reader, dialogueId: string): Promise<readonly RemovalCount[]> {
  const rows = await db
    .selectFrom('participant')
    .select('removed_for')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dialogue_id', '=', dialogueId)
    .where('removed_at', 'is not', null)
    .groupBy('removed_for')
    .execute()
  const counts = new Map(rows.map((row) => [row.removed_for, row.count]))
  return REMOVAL_REASONS.flatMap((reason) => {
    const count = counts.get(reason)
    return count === undefined ? [] : [{ reason, count }]
  })
}

export type Removed = {
  readonly participant: number
  readonly reason: RemovalReason
  readonly at: Date
  readonly by: string | null
  readonly note: string | null
}

/** For moderators: who is taken out, the last first. */
export async function readRemoved(db: Reader, dialogueId: string): Promise<readonly Removed[]> {
  const rows = await db
    .selectFrom('participant')
    .select(['number', 'removed_for', 'removed_at', 'removed_by', 'removed_note'])
    .where('dialogue_id', '=', dialogueId)
    .where('removed_at', 'is not', null)
    .where('removed_for', 'in', REMOVAL_REASONS)
    .orderBy('removed_at', 'desc')
    .orderBy('number')
    .execute()
  return rows.flatMap(({ number, removed_for: why, removed_at: at, removed_by: by, removed_note: note }) => {
    const reason = toldReason(why)
    return reason === null || at === null ? [] : [{ participant: number, reason, at, by, note }]
  })
}

/**
 * What a removal or its undoing rests on. The dialogue is held, so that no vote of theirs is on its way meanwhile. Whoever may not moderate is
 * told so before anything is said of a number: else numbers could be tried out.
 */
export async function removalFacts(
  db: Reader,
  asked: { dialogue: string; participant: number },
  actor: Actor,
): Promise<{ dialogue: Dialogue; removedFor: RemovalReason | null }> {
  const dialogue = await demandDialogue(db, asked.dialogue, actor, 'update')
  demand(mayModerate(dialogue.standing))
  const row = await db
    .selectFrom('participant')
    .select('removed_for')
    .where('dialogue_id', '=', dialogue.id)
    .where('number', '=', asked.participant)
    // A sheet that was undone, or taken back with its meeting, is nothing that moderators decide about.
    .where((where) => where.or([where('removed_for', 'is', null), where('removed_for', 'in', REMOVAL_REASONS)]))
    .executeTakeFirst()
  return { dialogue, removedFor: toldReason((row ?? refuse(no('participant.missing'))).removed_for) }
}
