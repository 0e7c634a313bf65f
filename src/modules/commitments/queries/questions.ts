import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { At } from '../policy.ts'
import { answerDue, questionStateOf, type QuestionState } from '../rules.ts'
import type { CommitmentState, Day, Office } from '../tables.ts'

/** Of an account that asks, for one commitment: nobody can lay two of them beside one another. The newest secret first. */
export const askerTags = (keys: Pick<Keys, 'tags'>, commitment: string, account: string): readonly Buffer[] =>
  keys.tags('commitment-asker', commitment, account)

export type QuestionRow = {
  readonly commitment: string
  readonly number: number
  readonly tag: Buffer | null
  readonly text: string | null
  readonly language: string
  readonly askedOn: Day
  readonly answer: string | null
  readonly answerLanguage: string | null
  readonly answerLink: string | null
  readonly answeredAt: Date | null
  readonly answeredOn: Day | null
  readonly answerOffice: Office | null
  readonly hiddenFor: string | null
}

export const selectQuestions = (db: Reader) =>
  db
    .selectFrom('commitment_question')
    .select([
      ...(['commitment_id as commitment', 'number', 'asker_tag as tag', 'text', 'language', 'asked_on as askedOn', 'answer'] as const),
      ...(['answer_language as answerLanguage', 'answer_link as answerLink', 'answered_at as answeredAt'] as const),
      ...(['answer_office as answerOffice', 'hidden_for as hiddenFor'] as const),
      sql<string | null>`to_char(answered_at at time zone 'UTC', 'YYYY-MM-DD')`.as('answeredOn'),
    ])
    .orderBy('number')

export const questionsOf = async (db: Reader, ids: readonly string[]): Promise<readonly QuestionRow[]> =>
  ids.length === 0
    ? []
    : selectQuestions(db)
        .where('commitment_id', 'in', [...ids])
        .execute()

export const isPublished = ({ text, hiddenFor }: Pick<QuestionRow, 'text' | 'hiddenFor'>): boolean => text !== null && hiddenFor === null

/** How many wait for an answer of which the day has passed, of those that everybody reads. */
export const unansweredAmong = (rows: readonly QuestionRow[], commitment: { readonly state: CommitmentState }, today: Day): number =>
  rows.filter((row) => isPublished(row) && questionStateOf(row, commitment, today) === 'overdue').length

/** A question as it is read. What was hidden or taken back is without its words; of whoever asked there is nothing. */
export type Question = {
  readonly number: number
  readonly text: string | null
  readonly language: string
  readonly askedOn: Day
  readonly due: Day
  readonly state: QuestionState
  readonly answer: {
    readonly text: string
    readonly language: string
    readonly link: string | null
    readonly on: Day
    readonly office: Office
  } | null
  readonly hiddenFor: string | null
  /** The reader asked it, under whichever name. */
  readonly own: boolean
}

type Reading = { readonly keys: Keys; readonly account: string | null }

/** In the order in which they came. One that was taken back before it was answered is not there; one that moderation hid is, for whoever asked, with its words. */
export function questionsFor(rows: readonly QuestionRow[], { commitment, today }: At, { keys, account }: Reading): readonly Question[] {
  const tags = account === null ? [] : askerTags(keys, commitment.id, account)
  return rows
    .filter(({ text, answer }) => text !== null || answer !== null)
    .map((row): Question => {
      const { number, language, askedOn, answer, answerLanguage, answerLink, answeredOn, answerOffice, hiddenFor, tag } = row
      const own = tags.some((one) => tag?.equals(one) === true)
      const hidden = hiddenFor !== null
      const answered = answer !== null && answerLanguage !== null && answeredOn !== null && answerOffice !== null && !hidden
      return {
        ...{ number, language, askedOn, hiddenFor, own, due: answerDue(askedOn), text: hidden && !own ? null : row.text },
        state: questionStateOf(row, commitment, today),
        answer: answered ? { text: answer, language: answerLanguage, link: answerLink, on: answeredOn, office: answerOffice } : null,
      }
    })
}
