/** What somebody would probably say to statements that they have not seen. */
import type { Conversation } from './conversation.ts'
import { voteMatrix } from './matrix.ts'
import { expectedVote } from './model-predictions.ts'
import { lensOf, personFields, solvePerson } from './model-sweep.ts'
import { fitModel } from './model.ts'

/** A participant and a statement, by their ids. */
export type AskedVote = { readonly participant: number; readonly statement: number }

/**
 * The vote that the factor model expects for each pair, -1 to 1, fitted on the votes of the conversation; null for a statement without votes or one that
 * is not live. A participant without votes is taken for somebody unknown. Throws a RangeError as `analyse` does.
 */
export function predictions(conversation: Conversation, asked: readonly AskedVote[]): (number | null)[] {
  const matrix = voteMatrix(conversation)
  const { model } = fitModel(matrix)
  const lens = lensOf(model)
  const rowOf = new Map(Array.from(matrix.participants, (id, row) => [id, row]))
  const columnOf = new Map(Array.from(matrix.statements, (id, column) => [id, column]))
  return asked.map(({ participant, statement }) => {
    const column = columnOf.get(statement)
    if (column === undefined || model.live[column] === 0) return null
    const person = new Float64Array(personFields)
    const row = rowOf.get(participant)
    if (row !== undefined) solvePerson(matrix, row, lens, person)
    return expectedVote(model, person, column)
  })
}
