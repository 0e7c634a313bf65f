import {
  analyse,
  analysisPlan,
  membersOf,
  placeOf,
  predictions,
  subjectOf,
  type Analysis,
  type Conversation,
  type Options,
  type StatementInput,
} from '#deliberation'
import type { StatementRow } from '#polis-form'
import { carriedOutInThreads } from '../../platform/engine-threads.ts'
import type { Asked } from './asked.ts'
import { readAskedVotes } from './asked-votes.ts'
import { summaryOf } from './analysis-summary.ts'
import { jsonPieces, Keyed } from './json-pieces.ts'
import { readFinalVotes, readGroupsFile, type FinalConversation } from './read-folder.ts'
import type { Terminal } from './terminal.ts'

/** Reads a folder, thinks, prints. Needs no database and no hub. */
export async function analyseFolder(asked: Asked, terminal: Terminal): Promise<void> {
  const [folder = ''] = asked.arguments
  const groupsFile = asked.value('groups')
  const far = { read: 0, total: 0 }
  terminal.step(`Reading ${folder}.`, () => `${megabytes(far.read)} of ${megabytes(far.total)} MB`)
  const groups = groupsFile === null ? null : readGroupsFile(groupsFile)
  const predictFile = asked.value('predict')
  const foretold = predictFile === null ? null : readAskedVotes(predictFile)
  const conversation = await readFinalVotes(folder, ({ read, total }) => Object.assign(far, { read, total }))
  const { votes } = conversation
  terminal.step(`Analysing ${number(votes.values.length)} votes on ${number(conversation.statements.length)} statements.`)
  const statements = conversation.statements.map((row): StatementInput => ({ id: row.id, state: stateOf(row) }))
  const options: Options = {
    parameters: asked.value('parameters') === 'polis' ? 'polis' : 'passerelle-1',
    ...(groups === null ? {} : { groups }),
  }
  const analysis = await analysed({ statements, votes }, options, Number(asked.value('threads') ?? '1'))
  const left = groups === null ? 0 : [...groups.keys()].filter((participant) => placeOf(analysis, participant) === null).length
  if (left > 0) terminal.tell(`${groupsFile} names ${left} of ${groups?.size} participants that have no vote here; they are in no group.`)
  const expected = foretold === null ? null : predictions({ statements, votes }, foretold)
  const foreseen = foretold?.map(({ participant, statement }, at) => [participant, statement, expected?.[at] ?? null])
  if (asked.has('json') || foreseen !== undefined)
    await terminal.answer(jsonPieces({ ...printed(analysis, conversation), predictions: foreseen }))
  else await terminal.answer(summaryOf(analysis, conversation))
}

/** In this thread, or in several: the result is the same. */
async function analysed(conversation: Conversation, options: Options, threads: number): Promise<Analysis> {
  if (threads === 1) return analyse(conversation, options)
  const subject = subjectOf(conversation)
  return carriedOutInThreads(analysisPlan(subject, options), subject.matrix, threads)
}

const number = (value: number): string => value.toLocaleString('en')
const megabytes = (bytes: number): string => number(Math.round(bytes / 1e6))

function stateOf({ moderated, meta }: StatementRow): StatementInput['state'] {
  if (moderated === -1) return 'moderated-out'
  return meta ? 'meta' : 'live'
}

/**
 * What `analyse --json` prints; `help analyse` documents it. `divisiveness` is a plain number there, so that a list can be sorted by it;
 * the object of the engine, which the certificate covers, stands beside it.
 */
function printed(whole: Analysis, { votesFrom, voteEvents }: FinalConversation): Readonly<Record<string, unknown>> {
  const { results, certificate, placements, groups, ...analysis } = whole
  const { participants, coordinates, included, agreement, margin } = placements
  return {
    ...analysis,
    includedParticipants: Array.from(participants).filter((_, row) => included[row] === 1),
    positions: new Keyed(participants, (row) => [coordinates[2 * row], coordinates[2 * row + 1]]),
    agreement: new Keyed(participants, (row) => agreement[row]),
    margin: new Keyed(participants, (row) => margin[row]),
    groups: groups.map((group, place) => ({ ...group, participants: membersOf(whole, place) })),
    results: results.map(({ divisiveness, ...result }) => ({
      ...result,
      divisiveness: divisiveness?.z ?? null,
      divisivenessDetail: divisiveness,
    })),
    source: { votesFrom, voteEvents },
    certificate,
  }
}
