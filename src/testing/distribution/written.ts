import { at, listAt, sortOf, textAt, type Node } from './reading.ts'

/** Changes of these rows are read by the number of their transaction (`writtenNow` of the dialogue); null: whichever columns change. */
const READ_BY_NUMBER: Readonly<Record<string, readonly string[] | null>> = {
  vote: null,
  statement: null,
  dialogue: null,
  participant: ['removed_at', 'restored_at'],
}

/** Tables that a statement changes without the number. */
export function forgottenIn(tree: Node): readonly string[] {
  return listAt(tree, 'stmts').flatMap((statement) => changesIn(sortOf(at(statement, 'stmt'))))
}

function changesIn([sort, body]: readonly [string, Node]): readonly string[] {
  const within = listAt(at(body, 'withClause'), 'ctes').flatMap((common) => changesIn(sortOf(at(common, 'CommonTableExpr', 'ctequery'))))
  const table = textAt(at(body, 'relation'), 'relname') ?? ''
  const changed =
    sort === 'UpdateStmt'
      ? namesOf(listAt(body, 'targetList'))
      : sort === 'InsertStmt'
        ? namesOf(listAt(at(body, 'onConflictClause'), 'targetList'))
        : []
  const asked = Object.hasOwn(READ_BY_NUMBER, table) ? READ_BY_NUMBER[table] : undefined
  const counts = asked !== undefined && changed.length > 0 && (asked === null || changed.some((name) => asked.includes(name)))
  return counts && !changed.includes('written') ? [...within, table] : within
}

const namesOf = (targets: readonly Node[]): readonly string[] => targets.map((target) => textAt(at(target, 'ResTarget'), 'name') ?? '')
