import { all, yes, type Verdict } from '#base'
import { membersOf, type Analysis } from '#deliberation'
import { writeComments, writeParticipantsVotes, writeSummary, writeVotes, type StatementToWrite, type VoteEvents } from '#polis-form'
import { dayOf } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { canBeAnswered, FEWEST_SHOWN, type DialogueClock } from '../rules.ts'
import type { StatementStatus } from '../tables.ts'
import type { Dialogue } from './dialogue-facts.ts'
import { latestResult } from './latest-result.ts'
import { countVoters, givenUntil } from './voters.ts'
import { wordsOf } from './words.ts'

export const EXPORT_FILES = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'] as const
export type ExportFile = (typeof EXPORT_FILES)[number]
export const isExportFile = (name: string): name is ExportFile => (EXPORT_FILES as readonly string[]).includes(name)

/** What decides whether and how far a file is given out; read once for both. */
export type ExportFacts = { readonly participants: number; readonly givenUntil: Date | null; readonly now: Date }

/**
 * Votes one by one only where the dialogue publishes them. While it is open they are given out in steps of ten people: from two
 * downloads nobody learns how one person voted in between. Counts of fewer than ten people stay here, as on the page of the result.
 */
export function mayExport(
  dialogue: Pick<Dialogue, 'origin' | 'publication'> & DialogueClock,
  file: ExportFile,
  known: ExportFacts,
): Verdict {
  if (dialogue.origin === 'polis') return yes
  const sums = file === 'comments.csv' || file === 'summary.csv'
  return all(
    sums || dialogue.publication === 'votes' ? yes : no('export.aggregates-only'),
    known.participants >= FEWEST_SHOWN ? yes : no('result.missing'),
    sums || known.givenUntil !== null || isOver(dialogue, known.now) ? yes : no('export.not-yet'),
  )
}

const isOver = (dialogue: DialogueClock, now: Date): boolean => canBeAnswered(dialogue, now).ok

export async function exportFacts(db: Reader, dialogue: Dialogue, now: Date): Promise<ExportFacts> {
  return { participants: await countVoters(db, dialogue.id), givenUntil: await givenUntil(db, dialogue.id), now }
}

/** One file of the dialogue in Polis's form, in pieces. Times of our own dialogues are rounded to the day (UTC). */
export async function exportFile(
  db: Reader,
  dialogue: Dialogue,
  file: ExportFile,
  about: { url: string; locale: string; known: ExportFacts },
): Promise<Iterable<string>> {
  const single = file === 'votes.csv' || file === 'participants-votes.csv'
  const until = single && !isOver(dialogue, about.known.now) ? about.known.givenUntil : null
  const votes = await readEvents(db, dialogue, until)
  const statements = await readForExport(db, dialogue, votes)
  if (file === 'comments.csv') return [writeComments(statements)]
  if (file === 'votes.csv') return writeVotes(votes)
  const result = await latestResult(db, dialogue.id)
  if (file === 'participants-votes.csv') {
    // Who is in a group of fewer than ten is not told: the column stays empty for them.
    const groups = new Map(result === null ? [] : largeGroups(result.analysis))
    return writeParticipantsVotes({ statements, votes, groups })
  }
  const words = (await wordsOf(db, [dialogue], about.locale)).get(dialogue.id)
  return [
    writeSummary({
      topic: words?.title ?? dialogue.slug,
      url: about.url,
      voters: new Set(votes.participants).size,
      votersInConversation: result?.analysis.included ?? 0,
      commenters: new Set(statements.flatMap(({ author }) => author ?? [])).size,
      comments: statements.length,
      groups: result?.analysis.groups.length ?? 0,
      description: words?.summary || words?.background || '',
    }),
  ]
}

function largeGroups(analysis: Analysis): (readonly [number, string])[] {
  return analysis.groups.flatMap(({ id, size }, place) =>
    size < FEWEST_SHOWN ? [] : membersOf(analysis, place).map((number) => [number, id] as const),
  )
}

/** Vote events in the order of the source where there is one; else by statement and participant, which tells nobody's sequence. */
async function readEvents(db: Reader, dialogue: Dialogue, until: Date | null): Promise<VoteEvents> {
  const rows =
    dialogue.origin === 'polis'
      ? await db
          .selectFrom('imported_vote')
          .select(['participant', 'statement', 'value', 'cast_at'])
          .where('dialogue_id', '=', dialogue.id)
          .orderBy('position')
          .execute()
      : await db
          .selectFrom('vote')
          .select(['participant', 'statement', 'value', 'cast_at'])
          .where('dialogue_id', '=', dialogue.id)
          .$if(until !== null, (votes) => votes.where('cast_at', '<=', until))
          .orderBy('statement')
          .orderBy('participant')
          .execute()
  const shown = dialogue.origin === 'polis' ? (time: Date) => time : dayOf
  return {
    at: Float64Array.from(rows, (row) => shown(row.cast_at).getTime()),
    statements: Int32Array.from(rows, (row) => row.statement),
    participants: Float64Array.from(rows, (row) => row.participant),
    values: Int8Array.from(rows, (row) => row.value),
  }
}

/** 0: shown, and nobody has decided on it. */
function moderated({ status, decided_at }: { status: StatementStatus; decided_at: Date | null }): -1 | 0 | 1 {
  if (status === 'declined') return -1
  return status === 'published' && decided_at !== null ? 1 : 0
}

async function readForExport(db: Reader, dialogue: Dialogue, votes: VoteEvents): Promise<StatementToWrite[]> {
  const rows = await db
    .selectFrom('statement')
    .select(['number', 'text', 'status', 'voice', 'meta', 'author_number', 'created_at', 'decided_at'])
    .where('dialogue_id', '=', dialogue.id)
    .orderBy('number')
    .execute()
  const counts = new Map(rows.map((row) => [row.number, { agrees: 0, disagrees: 0 }]))
  for (const [index, statement] of votes.statements.entries()) {
    const count = counts.get(statement)
    if (count === undefined) continue
    if (votes.values[index] === 1) count.agrees += 1
    if (votes.values[index] === -1) count.disagrees += 1
  }
  const imported = dialogue.origin === 'polis'
  return rows
    .filter((row) => imported || row.status !== 'waiting')
    .map((row) => ({
      id: row.number,
      author: row.author_number,
      at: (imported ? row.created_at : dayOf(row.created_at)).getTime(),
      moderated: moderated(row),
      meta: row.meta,
      // What was declined may be an attack on a person: its words are not spread by the export.
      text: row.status === 'declined' && !imported ? '' : row.text,
      agrees: counts.get(row.number)?.agrees ?? 0,
      disagrees: counts.get(row.number)?.disagrees ?? 0,
    }))
}
