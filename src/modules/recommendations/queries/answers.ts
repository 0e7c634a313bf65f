import { createHash } from 'node:crypto'
import { jcs } from '#base'
import type { Records } from '../../../core/recorded.ts'
import type { Reader } from '../../../platform/db.ts'
import { pathOf } from '../rules.ts'
import type { AnswerKind, AnsweredPart, Office } from '../tables.ts'

export type Answer = {
  readonly recommendation: string
  readonly sessionId: string
  readonly version: number
  readonly answer: AnswerKind
  readonly reason: string
  readonly language: string
  readonly parts: readonly AnsweredPart[]
  readonly at: Date
  readonly body: string | null
  readonly office: Office
  readonly late: boolean
}

type Of = { readonly sessionId: string; readonly id: string }

/** Of each, the first answer first; the last one holds. */
export async function answersOf(db: Reader, those: readonly Of[]): Promise<readonly Answer[]> {
  if (those.length === 0) return []
  const rows = await db
    .selectFrom('recommendation_answer')
    .selectAll()
    .where((where) =>
      where(
        where.refTuple('session_id', 'recommendation_id'),
        'in',
        those.map(({ sessionId, id }) => where.tuple(sessionId, id)),
      ),
    )
    .orderBy('recommendation_id')
    .orderBy('version')
    .execute()
  return rows.map(({ session_id: sessionId, recommendation_id: recommendation, answered_at: at, body_id: body, parts, ...row }) => ({
    ...{ sessionId, recommendation, at, body, version: row.version, answer: row.answer, reason: row.reason },
    ...{ language: row.language, office: row.office, late: row.late },
    // The column is jsonb: what was written as a text comes back as a list.
    parts: parts as unknown as readonly AnsweredPart[],
  }))
}

/** Answers in the public log, with a digest of their words. */
export const recorded: Records = {
  entries: [
    {
      kind: 'recommendations.answer.given',
      async entry(db, { scope, subject }) {
        const last = (await answersOf(db, [{ sessionId: scope, id: subject }])).at(-1)
        if (last === undefined) return null
        const { version, answer, late, body, reason, language, parts } = last
        const words = createHash('sha256').update(jcs({ reason, language, parts })).digest('hex')
        return {
          t: 'recommendation.answered',
          fields: { recommendation: subject, path: pathOf(subject), version, answer, late, body, words },
        }
      },
    },
  ],
}
