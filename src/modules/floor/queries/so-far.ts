import type { Block } from './floor-facts.ts'
import type { SeenPoll } from './polls.ts'
import type { SeenQuestion } from './questions.ts'
import type { Extract, Put, TableReport } from './records.ts'

/** What happened, in the order in which it did. */
export type Happening = { readonly at: Date } & (
  | { readonly sort: 'block-begun' | 'block-ended'; readonly block: Block }
  | { readonly sort: 'question'; readonly question: SeenQuestion }
  | { readonly sort: 'poll'; readonly poll: SeenPoll }
  | { readonly sort: 'put'; readonly put: Put }
  | { readonly sort: 'extract'; readonly extract: Extract }
  | { readonly sort: 'table'; readonly table: TableReport }
)

export type Told = {
  readonly blocks: readonly Block[]
  readonly questions: readonly SeenQuestion[]
  readonly polls: readonly SeenPoll[]
  readonly puts: readonly Put[]
  readonly extracts: readonly Extract[]
  readonly tables: readonly TableReport[]
}

export function soFar({ blocks, questions, polls, puts, extracts, tables }: Told): readonly Happening[] {
  const happened: readonly Happening[] = [
    ...blocks.flatMap((block): Happening[] => [
      ...(block.beganAt === null ? [] : [{ sort: 'block-begun' as const, at: block.beganAt, block }]),
      ...(block.endedAt === null ? [] : [{ sort: 'block-ended' as const, at: block.endedAt, block }]),
    ]),
    ...questions.flatMap((question): Happening[] =>
      question.state === 'answered' && question.answeredAt !== null ? [{ sort: 'question', at: question.answeredAt, question }] : [],
    ),
    ...polls.flatMap((poll): Happening[] => (poll.closedAt === null ? [] : [{ sort: 'poll', at: poll.closedAt, poll }])),
    ...puts.map((put): Happening => ({ sort: 'put', at: put.at, put })),
    ...extracts.flatMap((extract): Happening[] =>
      extract.state === 'standing' ? [{ sort: 'extract', at: placeOf(extract, blocks), extract }] : [],
    ),
    ...tables.map((table): Happening => ({ sort: 'table', at: table.enteredAt, table })),
  ]
  return happened.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/** An extract stands where it was said: at its time mark in its block, which may be marked much later. */
function placeOf({ blockId, startsMs, markedAt }: Extract, blocks: readonly Block[]): Date {
  const began = blocks.find(({ id }) => id === blockId)?.beganAt ?? null
  return began === null ? markedAt : new Date(began.getTime() + startsMs)
}

/** Guiding questions under which nothing was said on this floor: no question, table, extract or statement. */
export function silentUnder(
  guiding: readonly number[],
  { questions, extracts, tables }: Pick<Told, 'questions' | 'extracts' | 'tables'>,
): readonly number[] {
  const said = new Set<number | null>([
    ...questions.map((question) => question.guiding),
    ...extracts.flatMap((extract) => (extract.state === 'standing' ? [extract.guiding] : [])),
    ...tables.flatMap(({ texts }) => texts.map((text) => text.guiding)),
  ])
  return guiding.filter((number) => !said.has(number))
}
