import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import type { StatementStatus } from '../tables.ts'
import { demandDialogue, holderTags, participantOf } from './dialogue-facts.ts'

/** What decides whether somebody may change or take back a statement: that it is theirs, told by numbers of this dialogue alone. */
export async function ownStatementFacts(
  db: Reader,
  asked: { readonly dialogue: string; readonly statement: number },
  { actor, outside }: { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> },
  lock: 'none' | 'update' = 'update',
) {
  const dialogue = await demandDialogue(db, asked.dialogue, actor, lock)
  const author = (await participantOf(db, dialogue.id, holderTags(dialogue.id, actor, outside)))?.author ?? null
  const row =
    author === null
      ? undefined
      : await db
          .selectFrom('statement')
          .select(['status', 'declined_for as declinedFor', 'published_at as publishedAt'])
          .where('dialogue_id', '=', dialogue.id)
          .where('number', '=', asked.statement)
          .where('author_number', '=', author)
          .executeTakeFirst()
  const status: StatementStatus = row?.status ?? 'waiting'
  return {
    dialogue,
    statement: {
      own: row !== undefined,
      status,
      declinedFor: row?.declinedFor ?? null,
      published: status === 'published' || (row?.publishedAt ?? null) !== null,
    },
  }
}
