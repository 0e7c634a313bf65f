/** The whole engine as one pure function. */
import type { Analysis, Group, NoGroups } from './analysis.ts'
import { certificateOf, inputDigest } from './certificate.ts'
import { components, type Components } from './components.ts'
import type { Conversation, Options, StatementInput, StatementState } from './conversation.ts'
import { opinionGroups } from './grouping.ts'
import { majority, representative } from './lists.ts'
import { sortedStatements, voteMatrix, type Matrix } from './matrix.ts'
import { parametersNamed, type Parameters } from './parameters.ts'
import { placement, type Placement } from './positions.ts'
import { statementResults } from './results.ts'
import { tallies, type Members } from './tally.ts'

/** Name and version of the maths. It changes whenever a result could; the certificate covers it. */
export const engine = 'passerelle-deliberation/1'

/**
 * Analyses a conversation: components, positions, groups, common ground, lists, priorities, certificate. The result is a
 * function of the arguments alone; the order of statements and votes does not matter. Needs memory for a few numbers per
 * vote. Throws a RangeError when the conversation or an option contradicts itself (see `voteMatrix`), never for too few
 * votes: then `groups` is empty and `noGroups` says why.
 */
export function analyse(conversation: Conversation, options: Options = {}): Analysis {
  const parameters = parametersNamed(options.parameters ?? 'passerelle-1')
  const statements = sortedStatements(conversation.statements)
  const matrix = voteMatrix(conversation)
  const found = options.components === undefined ? components(matrix) : givenComponents(options.components, matrix)
  const placed = placement(matrix, found, parameters)
  const included = includedRows(placed, statements, matrix, parameters)
  const grouping = options.groups === undefined ? grouped(included, placed, statements, parameters) : given(options.groups, matrix)
  const votes = tallies(matrix, grouping.members)
  const findings = { matrix, groups: grouping.members, tallies: votes, extremity: placed.extremity, parameters }
  const idsOf = (rows: readonly number[]) => rows.map((row) => matrix.participants[row] as number)
  const body: Omit<Analysis, 'certificate'> = {
    engine,
    parameters: parameters.name,
    path: found.path,
    participants: matrix.participants.length,
    included: included.length,
    includedParticipants: idsOf(included),
    votes: matrix.values.length,
    statements: { live: count(statements, 'live'), moderatedOut: count(statements, 'moderated-out'), meta: count(statements, 'meta') },
    components: [Array.from(found.vectors[0]), Array.from(found.vectors[1])],
    positions: positionsById(matrix, placed),
    groups: grouping.members.map(({ id, rows }): Group => ({ id, size: rows.length, participants: idsOf(rows) })),
    noGroups: grouping.noGroups,
    silhouette: grouping.silhouette,
    results: statementResults(statements, findings),
    representative: representative(matrix, grouping.members, votes, parameters),
    majority: majority(matrix, parameters),
    inputDigest: inputDigest(statements, matrix),
  }
  return { ...body, certificate: certificateOf(body, options, parameters) }
}

type Grouped = { members: Members[]; noGroups: NoGroups | null; silhouette: number | null }

function grouped(included: readonly number[], placed: Placement, statements: readonly StatementInput[], parameters: Parameters): Grouped {
  if (count(statements, 'live') < parameters.fewestStatements) return { members: [], noGroups: 'not-enough-statements', silhouette: null }
  if (included.length < parameters.fewestIncluded) return { members: [], noGroups: 'not-enough-participants', silhouette: null }
  const { groups, noGroups, silhouette } = opinionGroups(included, placed.coordinates, parameters)
  return { members: groups.map((rows, at) => ({ id: String.fromCharCode(65 + at), rows })), noGroups, silhouette }
}

/** Groups as given, ids in ascending text order; people without votes are not counted. */
function given(groups: ReadonlyMap<number, string>, matrix: Matrix): Grouped {
  const rows = new Map<string, number[]>()
  for (const [row, participant] of matrix.participants.entries()) {
    const id = groups.get(participant)
    if (id === undefined) continue
    const own = rows.get(id)
    if (own === undefined) rows.set(id, [row])
    else own.push(row)
  }
  const members = [...rows].map(([id, own]) => ({ id, rows: own })).sort((a, b) => (a.id < b.id ? -1 : 1))
  return { members, noGroups: members.length === 0 ? 'not-enough-participants' : null, silhouette: null }
}

function givenComponents([first, second]: readonly [readonly number[], readonly number[]], matrix: Matrix): Components {
  const width = matrix.statements.length
  if (first.length !== width || second.length !== width) {
    throw new RangeError(`the given components have ${first.length} and ${second.length} numbers; ${width} statements have votes`)
  }
  return { vectors: [Float64Array.from(first), Float64Array.from(second)], path: 'given' }
}

/** Rows with enough votes: min(7, live statements) on live ones; in `polis` min(7, statements with votes) on any. */
function includedRows(placed: Placement, statements: readonly StatementInput[], matrix: Matrix, parameters: Parameters): number[] {
  const breadth = parameters.hiddenColumns === 'left-out' ? count(statements, 'live') : matrix.statements.length
  const needed = Math.max(1, Math.min(parameters.includedVotes, breadth))
  const rows: number[] = []
  for (const [row, weight] of placed.weights.entries()) if (weight >= needed) rows.push(row)
  return rows
}

function positionsById(matrix: Matrix, { coordinates }: Placement): Analysis['positions'] {
  const positions: Analysis['positions'] = {}
  for (const [row, participant] of matrix.participants.entries()) {
    positions[participant] = [coordinates[2 * row] as number, coordinates[2 * row + 1] as number]
  }
  return positions
}

function count(statements: readonly StatementInput[], state: StatementState): number {
  return statements.reduce((sum, one) => sum + (one.state === state ? 1 : 0), 0)
}
