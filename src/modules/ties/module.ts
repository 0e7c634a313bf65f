import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { answerMerger } from './commands/answer-merger.ts'
import { answerTie } from './commands/answer-tie.ts'
import { matchCommunities } from './commands/match-communities.ts'
import { dismissLikeness } from './commands/dismiss-likeness.ts'
import { dropProposals } from './commands/drop-proposals.ts'
import { endTie } from './commands/end-tie.ts'
import { giveObjection } from './commands/give-objection.ts'
import { hideWords } from './commands/hide-words.ts'
import { proposeMerger } from './commands/propose-merger.ts'
import { proposeTie } from './commands/propose-tie.ts'
import { releaseMember } from './commands/release-member.ts'
import { settleMerger } from './commands/settle-merger.ts'
import { showWords } from './commands/show-words.ts'
import { undoMerger } from './commands/undo-merger.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { subjectSection, waitingIn } from './pages/section.tsx'
import { heldOfTies } from './queries/due.ts'
import { listLikenesses } from './queries/likenesses.ts'
import { listMergers } from './queries/mergers.ts'
import { newsOf } from './queries/news.ts'
import { publishedRules, wordsReported } from './queries/reported.ts'
import { listTies } from './queries/ties.ts'
import { WORDS, type WordsOf } from './queries/words.ts'
import { refusals } from './refusals.ts'

const reportable = (sort: WordsOf): Reportable => ({
  ...{ sort, report: 'ties.report-this', rules: publishedRules },
  ...wordsReported(sort),
  hide: (tx, { subject }, rule, around) => prepare(tx, hideWords, { sort, id: subject, rule }, around),
  show: (tx, { subject }, around) => prepare(tx, showWords, { sort, id: subject }, around),
})

export const ties: Manifest = {
  name: 'ties',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listTies), reading(listMergers), reading(listLikenesses)],
    ...[deed(proposeTie), deed(answerTie), deed(endTie), deed(dropProposals)],
    ...[deed(proposeMerger), deed(answerMerger), deed(giveObjection), deed(settleMerger), deed(undoMerger), deed(releaseMember)],
    ...[deed(matchCommunities), deed(dismissLikeness), deed(hideWords), deed(showWords)],
  ],
  pages,
  jobs: () => ({ listeners, sweeps }),
  ...{ subjectSection, waitingIn },
  reportables: WORDS.map(reportable),
  news: newsOf,
  stays: 'of-two',
  holds: [
    { table: 'tie', about: 'nobody' },
    { table: 'merger', about: 'nobody' },
    { table: 'likeness', about: 'nobody' },
    { table: 'likeness_key', about: 'nobody' },
    { table: 'likeness_round', about: 'nobody' },
    { table: 'merger_objection', about: 'tag' },
  ],
  heldOf: (kit, own) => heldOfTies(kit.runner.db, kit.runner.outside, own, kit.runner.outside.now()),
}
