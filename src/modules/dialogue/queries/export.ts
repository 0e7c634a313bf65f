import { all, yes, type Verdict } from '#base'
import { writeComments, writeParticipantsVotes, writeSummary, writeVotes } from '#polis-form'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { FEWEST_SHOWN, isOver, isSealed, type DialogueClock } from '../rules.ts'
import { readCheckable, type Checkable } from './checkable.ts'
import type { Dialogue } from './dialogue-facts.ts'
import { readSource, type ExportSource } from './export-source.ts'
import { countOnPaper } from './meetings.ts'
import { sealedFile } from './sealed-export.ts'
import { sealedHead } from './sealed-result.ts'
import { countVoters } from './voters.ts'
import { wordsOf } from './words.ts'

export const EXPORT_FILES = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'] as const
export type ExportFile = (typeof EXPORT_FILES)[number]
export const isExportFile = (name: string): name is ExportFile => (EXPORT_FILES as readonly string[]).includes(name)

/** What decides whether a file is given out. `step`: there is one that can be checked. */
export type ExportFacts = { readonly participants: number; readonly step: boolean; readonly now: Date }

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
    sums || known.step || isOver(dialogue, known.now) ? yes : no('export.not-yet'),
  )
}

export async function exportFacts(db: Reader, dialogue: Dialogue, now: Date): Promise<ExportFacts> {
  if (isSealed(dialogue)) return { participants: (await sealedHead(db, dialogue.id))?.result.participants ?? 0, step: false, now }
  const voters = await countVoters(db, dialogue.id)
  const step = await readCheckable(db, dialogue.id)
  // Moderators may have taken out so many that the step holds fewer people than voted by now.
  return { participants: Math.min(voters, step?.snapshot?.rows.participants.length ?? voters), step: step !== null, now }
}

/** `url`: of the page of the dialogue. `locale`: of title and summary. `checkable`: the step that it must be, even where newer votes can be had. */
export type ExportAbout = { readonly url: string; readonly locale: string; readonly now: Date; readonly checkable: Checkable | null }

/** One file of the dialogue in Polis's form, in pieces. Times of our own dialogues are rounded to the day (UTC). */
export async function exportFile(db: Reader, dialogue: Dialogue, file: ExportFile, about: ExportAbout): Promise<Iterable<string>> {
  if (isSealed(dialogue)) return sealedFile(db, dialogue, { file, about })
  const source = await exportSource(db, dialogue, about)
  return exportPieces(db, dialogue, { source, file, about })
}

export async function exportSource(db: Reader, dialogue: Dialogue, { now, checkable }: ExportAbout): Promise<ExportSource> {
  return readSource(db, dialogue, { checkable: checkable ?? (await readCheckable(db, dialogue.id)), now, exact: checkable !== null })
}

type Wanted = { readonly source: ExportSource; readonly file: ExportFile; readonly about: ExportAbout }

export async function exportPieces(db: Reader, dialogue: Dialogue, { source, file, about }: Wanted): Promise<Iterable<string>> {
  const { votes, statements, groups } = source
  if (file === 'comments.csv') return [writeComments(statements)]
  if (file === 'votes.csv') return writeVotes(votes)
  if (file === 'participants-votes.csv') return writeParticipantsVotes({ statements, votes, groups })
  const words = (await wordsOf(db, [dialogue], about.locale)).get(dialogue.id)
  return [
    writeSummary({
      topic: words?.title ?? dialogue.slug,
      url: about.url,
      voters: new Set(votes.participants).size,
      onPaper: await countOnPaper(db, dialogue.id),
      votersInConversation: source.included,
      commenters: new Set(statements.flatMap(({ author }) => author ?? [])).size,
      comments: statements.length,
      groups: source.groupCount,
      description: words?.summary || words?.background || '',
    }),
  ]
}
