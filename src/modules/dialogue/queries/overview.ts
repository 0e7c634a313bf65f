import { countEvents } from '../../../core/event.ts'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { z } from 'zod'
import { PARTICIPATIONS, phaseOf } from '../rules.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { readCards } from './dialogue-cards.ts'
import { liveCounts } from './live-counts.ts'
import { countOnPaper } from './meetings.ts'
import { removalCounts as readRemovalCounts } from './removals.ts'
import { dialogueCard, moment, onPaperCount, ref, removalCounts, rule, speaker } from './shapes.ts'
import { speakerOfAnswer } from './speakers.ts'
import type { WritingOffice } from '../tables.ts'
import { inLanguage, questionsOf, wordsOf } from './words.ts'

const whole = dialogueCard.extend({
  background: z.string().describe('Markdown'),
  questions: z.array(z.object({ number: z.number().int(), language: z.string(), text: z.string() })),
  languages: z.array(z.string()),
  rules: z.array(rule),
  participation: z.enum(PARTICIPATIONS),
  publication: z.enum(['votes', 'aggregates']),
  mayAdd: z.boolean(),
  peopleFrom: z.string().nullable().describe('The country (ISO 3166) whose people abroad it is about; null: no one country'),
  moderation: z.enum(['before', 'after']),
  decisions: z.object({ published: z.number().int(), declined: z.number().int(), waiting: z.number().int() }),
  removed: removalCounts,
  onPaper: onPaperCount,
  session: z.uuid().nullable().describe('The session of a summit that it belongs to'),
  answer: z.object({ language: z.string(), text: z.string(), at: moment, speaker }).nullable(),
})

export const readDialogue = query({
  name: 'dialogue.read',
  summary: 'One dialogue: its texts, questions, calendar, rules, counted decisions and answer',
  route: 'GET /dialogues/{dialogue}',
  input: z.object({ dialogue: ref }),
  output: whole,
  async read(db, { input, actor, now }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    const [card] = await readCards(db, { actor, now }, { ids: [dialogue.id] })
    const words = (await wordsOf(db, [dialogue], actor.locale)).get(dialogue.id)
    const answer = await answerOf(db, dialogue, actor.locale)
    return whole.parse({
      ...card,
      phase: phaseOf(dialogue, now),
      background: words?.background ?? '',
      questions: await questionsOf(db, dialogue, actor.locale),
      languages: dialogue.languages,
      rules: dialogue.rules,
      participation: dialogue.participation,
      publication: dialogue.publication,
      mayAdd: dialogue.mayAdd,
      peopleFrom: dialogue.peopleFrom,
      moderation: dialogue.moderation,
      decisions: await decisionsOf(db, dialogue.id),
      removed: await readRemovalCounts(db, dialogue.id),
      onPaper: await countOnPaper(db, dialogue.id),
      session: dialogue.session,
      answer:
        answer === null
          ? null
          : {
              language: answer.language,
              text: answer.text,
              at: answer.at.toISOString(),
              speaker: await speakerOfAnswer(db, dialogue, answer, actor.locale),
            },
    })
  },
})

export type AnswerRow = {
  readonly language: string
  readonly text: string
  readonly by: string | null
  readonly office: WritingOffice | null
  readonly at: Date
}

export async function answerOf(db: Reader, dialogue: Pick<Dialogue, 'id' | 'languages'>, locale: string): Promise<AnswerRow | null> {
  const rows = await db
    .selectFrom('answer')
    .select(['language', 'text', 'answered_by as by', 'office', 'answered_at as at'])
    .where('dialogue_id', '=', dialogue.id)
    .orderBy('language')
    .execute()
  return inLanguage(rows, locale, dialogue.languages[0]) ?? null
}

/** How often moderators decided what, and how many statements wait: counts that anybody may see. */
export async function decisionsOf(db: Reader, dialogueId: string): Promise<{ published: number; declined: number; waiting: number }> {
  const counts = await countEvents(db, dialogueId, ['dialogue.statement.published', 'dialogue.statement.declined'])
  const { waiting } = await db
    .selectFrom('statement')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('dialogue_id', '=', dialogueId)
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return { published: counts.get('dialogue.statement.published') ?? 0, declined: counts.get('dialogue.statement.declined') ?? 0, waiting }
}

/** Counts for the page: from the last result where there is one, so that a large dialogue is not counted at each look. */
export async function countsOf(
  db: Reader,
  dialogueId: string,
  card: { participants: number | null; votes: number | null; statements: number },
) {
  return card.votes === null || card.votes > 0
    ? { participants: card.participants, votes: card.votes, statements: card.statements }
    : liveCounts(db, dialogueId)
}
