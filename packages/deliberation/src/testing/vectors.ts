/** The conversations of the published vectors, with all that the engine makes of them. Another language can run them. */
import { analyse, certificateDocument, finalVotes, membersOf } from '../index.ts'
import type { Conversation, Options, ParametersName, StatementInput, StatementState, Vote, VoteValue } from '../index.ts'
import { below, inventedEvents, listed } from './invented.ts'

export type Vector = {
  readonly name: string
  readonly about: string
  readonly parameters: ParametersName
  readonly statements: readonly (readonly [number, StatementState])[]
  /** [participant, statement, value], final votes in ascending order. */
  readonly votes: readonly (readonly [number, number, VoteValue])[]
  readonly expected: {
    readonly certificate: string
    /** Null where it would be a megabyte; the certificate is its digest. */
    readonly document: unknown
    /** [participant, x, y, group or null, agreement of 20, margin in ten thousandths]. */
    readonly people: readonly (readonly [number, number, number, string | null, number, number])[]
  }
}

/** The input of a vector as the engine takes it. */
export function conversationOf({ statements, votes }: Pick<Vector, 'statements' | 'votes'>): Conversation {
  return {
    statements: statements.map(([id, state]) => ({ id, state })),
    votes: {
      participants: votes.map(([participant]) => participant),
      statements: votes.map(([, statement]) => statement),
      values: votes.map(([, , value]) => value),
    },
  }
}

export function vectors(): Vector[] {
  const all = (count: number): StatementInput[] => Array.from({ length: count }, (_, id) => ({ id, state: 'live' }))
  return [
    vector('empty', 'Nobody has voted.', all(8), []),
    vector('too-few', 'Ten people: too few to be placed in groups.', all(10), campVotes([6, 4], 10)),
    vector('three-camps', 'Three camps of 40, 30 and 20 people who stray in one vote of eight.', all(24), campVotes([40, 30, 20], 24)),
    vector(
      'one-voice',
      'Thirty people who all agree with everything.',
      all(9),
      campVotes([30], 9, () => 1),
    ),
    vector(
      'uneven',
      'Uneven zeal, changes of mind, statements moderated out and meta.',
      listed(40),
      inventedEvents({ people: 300, statements: 40, events: 6000, seed: 9 }),
    ),
    vector(
      'polis',
      'The same with the conventions of Polis.',
      listed(40),
      inventedEvents({ people: 300, statements: 40, events: 6000, seed: 9 }),
      { parameters: 'polis' },
    ),
    vector(
      'wide',
      'More statements than pair sums are kept for: components by passes.',
      listed(1600),
      inventedEvents({ people: 90, statements: 1600, events: 4000, seed: 4 }),
    ),
  ]
}

function vector(
  name: string,
  about: string,
  statements: readonly StatementInput[],
  events: readonly Vote[],
  options: Options = {},
): Vector {
  const votes = finalVotes(events)
  const analysis = analyse({ statements, votes }, options)
  const { participants, coordinates, agreement, margin } = analysis.placements
  const groupOf = new Map(analysis.groups.flatMap(({ id }, place) => membersOf(analysis, place).map((member) => [member, id] as const)))
  const rows = Array.from(
    votes.values,
    (value, at) => [votes.participants[at] as number, votes.statements[at] as number, value as VoteValue] as const,
  )
  return {
    name,
    about,
    parameters: options.parameters ?? 'passerelle-1',
    statements: statements.map(({ id, state }) => [id, state] as const),
    votes: rows.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
    expected: {
      certificate: analysis.certificate,
      document: statements.length > 1000 ? null : certificateDocument(analysis, options),
      people: Array.from(participants, (participant, row) => [
        participant,
        coordinates[2 * row] as number,
        coordinates[2 * row + 1] as number,
        groupOf.get(participant) ?? null,
        agreement[row] as number,
        margin[row] as number,
      ]),
    },
  }
}

/** Camps that vote alike but for one vote in eight. */
function campVotes(sizes: readonly number[], statements: number, opinion?: (camp: number, statement: number) => VoteValue): Vote[] {
  const draw = below(2026)
  const own = (camp: number, statement: number): VoteValue => (statement < 4 || statement % 3 === camp ? 1 : -1)
  const camps = sizes.flatMap((size, camp) => Array.from({ length: size }, () => camp))
  return camps.flatMap((camp, participant) =>
    Array.from({ length: statements }, (_, statement): Vote => {
      const strays = opinion === undefined && draw(8) === 0
      return { participant, statement, value: strays ? ((draw(3) - 1) as VoteValue) : (opinion ?? own)(camp, statement) }
    }),
  )
}
