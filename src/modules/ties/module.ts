import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { answerMerger } from './commands/answer-merger.ts'
import { answerTie } from './commands/answer-tie.ts'
import { dropProposals } from './commands/drop-proposals.ts'
import { endTie } from './commands/end-tie.ts'
import { giveObjection } from './commands/give-objection.ts'
import { proposeMerger } from './commands/propose-merger.ts'
import { proposeTie } from './commands/propose-tie.ts'
import { releaseMember } from './commands/release-member.ts'
import { settleMerger } from './commands/settle-merger.ts'
import { undoMerger } from './commands/undo-merger.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { subjectSection } from './pages/section.tsx'
import { heldOfTies } from './queries/due.ts'
import { listMergers } from './queries/mergers.ts'
import { newsOf } from './queries/news.ts'
import { listTies } from './queries/ties.ts'
import { refusals } from './refusals.ts'

export const ties: Manifest = {
  name: 'ties',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listTies), reading(listMergers)],
    ...[deed(proposeTie), deed(answerTie), deed(endTie), deed(dropProposals)],
    ...[deed(proposeMerger), deed(answerMerger), deed(giveObjection), deed(settleMerger), deed(undoMerger), deed(releaseMember)],
  ],
  pages,
  jobs: () => ({ listeners, sweeps }),
  subjectSection,
  news: newsOf,
  holds: [
    { table: 'tie', about: 'nobody' },
    { table: 'merger', about: 'nobody' },
    { table: 'merger_objection', about: 'tag' },
  ],
  heldOf: (kit, own) => heldOfTies(kit.runner.db, kit.runner.outside, own, kit.runner.outside.now()),
}
