import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { sentId } from '../../../core/sending.ts'
import type { Outside } from '../../../platform/outside.ts'
import { sameWords } from '../rules.ts'
import { dialogueFacts, holderTags, participantOf } from './dialogue-facts.ts'
import { voiceHolds, voiceOf } from './own-voices.ts'

type Asked = {
  readonly dialogue: string
  readonly text: string
  readonly question?: number | null | undefined
  readonly sending?: string | undefined
}

const NOTHING = { participant: null, removedFor: null, author: null, waiting: 0, known: false, questionKnown: false, voiceHolds: true }

/** What decides whether somebody may add a statement: how many of theirs wait, and whether it was said before. */
export async function addFacts(db: Reader, asked: Asked, asking: { actor: Actor; outside: Pick<Outside, 'keys'> }) {
  const { actor, outside } = asking
  const dialogue = await dialogueFacts(db, asked.dialogue, actor, 'update')
  if (dialogue === null) return { dialogue, ...NOTHING, sending: null, before: null }
  const participant = await participantOf(db, dialogue.id, holderTags(dialogue.id, actor, outside))
  const rows = await db
    .selectFrom('statement')
    .select(['text', 'status', 'author_number'])
    .where('dialogue_id', '=', dialogue.id)
    .where('status', '!=', 'declined')
    .execute()
  const question =
    asked.question == null
      ? null
      : await db
          .selectFrom('guiding_question')
          .select('number')
          .where('dialogue_id', '=', dialogue.id)
          .where('number', '=', asked.question)
          .executeTakeFirst()
  const wanted = sameWords(asked.text)
  const mine = rows.filter((row) => participant?.author !== null && row.author_number === participant?.author)
  const sending =
    asked.sending === undefined || participant === null
      ? null
      : sentId(outside.keys, 'statement', dialogue.id, String(participant.number), asked.sending)
  return {
    dialogue,
    sending,
    before: sending === null ? null : await sentBefore(db, dialogue.id, sending),
    participant: participant?.number ?? null,
    removedFor: participant?.removedFor ?? null,
    author: participant?.author ?? null,
    waiting: mine.filter((row) => row.status === 'waiting').length,
    questionKnown: question !== undefined,
    voiceHolds: await voiceHolds(db, await voiceOf(db, dialogue.id, participant?.author ?? null), actor),
    known: rows.some((row) => (row.status === 'published' || mine.includes(row)) && sameWords(row.text) === wanted),
  }
}

/** What arrived under this id already, whatever became of it since. */
async function sentBefore(db: Reader, dialogueId: string, sending: string) {
  const row = await db
    .selectFrom('statement')
    .select(['number', 'published_at'])
    .where('dialogue_id', '=', dialogueId)
    .where('sending', '=', sending)
    .executeTakeFirst()
  return row ?? null
}
