import { analyse, membersOf, placeOf, type Analysis, type StatementInput } from '#deliberation'
import type { ConversationFiles, StatementRow } from '#polis-form'
import type { Asked } from './asked.ts'
import { summaryOf } from './analysis-summary.ts'
import { finalVotes } from './final-votes.ts'
import { readGroupsFile, readPolisFolder } from './read-folder.ts'
import type { Terminal } from './terminal.ts'

/** Reads a folder, thinks, prints. Needs no database and no hub. */
export async function analyseFolder(asked: Asked, terminal: Terminal): Promise<void> {
  const [folder = ''] = asked.arguments
  const groupsFile = asked.value('groups')
  terminal.step(`Reading ${folder}.`)
  const groups = groupsFile === null ? null : readGroupsFile(groupsFile)
  const conversation = readPolisFolder(folder, { summary: false })
  const votes = finalVotes(conversation.votes)
  terminal.step(
    `Analysing ${votes.values.length.toLocaleString('en')} votes on ${conversation.statements.length.toLocaleString('en')} statements.`,
  )
  const statements = conversation.statements.map((row): StatementInput => ({ id: row.id, state: stateOf(row) }))
  const analysis = analyse(
    { statements, votes },
    { parameters: asked.value('parameters') === 'polis' ? 'polis' : 'passerelle-1', ...(groups === null ? {} : { groups }) },
  )
  const left = groups === null ? 0 : [...groups.keys()].filter((participant) => placeOf(analysis, participant) === null).length
  if (left > 0) terminal.tell(`${groupsFile} names ${left} of ${groups?.size} participants that have no vote here; they are in no group.`)
  await terminal.answer(asked.has('json') ? `${JSON.stringify(printed(analysis, conversation))}\n` : summaryOf(analysis, conversation))
}

function stateOf({ moderated, meta }: StatementRow): StatementInput['state'] {
  if (moderated === -1) return 'moderated-out'
  return meta ? 'meta' : 'live'
}

/**
 * What `analyse --json` prints; `help analyse` documents it. `divisiveness` is a plain number there, so that a list can be sorted by it;
 * the object of the engine, which the certificate covers, stands beside it.
 */
function printed(whole: Analysis, { votesFrom, votes }: ConversationFiles): object {
  const { results, certificate, placements, groups, ...analysis } = whole
  const { participants, coordinates, included, agreement } = placements
  const of = (column: ArrayLike<number>) => Object.fromEntries(Array.from(participants, (participant, row) => [participant, column[row]]))
  return {
    ...analysis,
    includedParticipants: Array.from(participants).filter((_, row) => included[row] === 1),
    positions: Object.fromEntries(
      Array.from(participants, (participant, row) => [participant, [coordinates[2 * row], coordinates[2 * row + 1]]]),
    ),
    agreement: of(agreement),
    groups: groups.map((group, place) => ({ ...group, participants: membersOf(whole, place) })),
    results: results.map(({ divisiveness, ...result }) => ({
      ...result,
      divisiveness: divisiveness?.z ?? null,
      divisivenessDetail: divisiveness,
    })),
    source: { votesFrom, voteEvents: votes.values.length },
    certificate,
  }
}
