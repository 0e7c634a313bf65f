import type { Sources } from '../../core/citable.ts'
import { deed, reading } from '../../core/operation.ts'
import { refuse } from '../../core/refused.ts'
import { prepare, type ThingId } from '../../core/reportable.ts'
import { openPrinter } from '../../platform/printing.ts'
import type { Manifest } from '../../web/manifest.ts'
import { directionOf, openBooks } from '../../web/say.ts'
import { addSection } from './commands/add-section.ts'
import { askEndorsement } from './commands/ask-endorsement.ts'
import { beginDocument } from './commands/begin-document.ts'
import { beginLanguage } from './commands/begin-language.ts'
import { clearWithdrawn } from './commands/clear-withdrawn.ts'
import { endorseArticles } from './commands/endorse-articles.ts'
import { moveSection } from './commands/move-section.ts'
import { recordFailure } from './commands/record-failure.ts'
import { recordFiles } from './commands/record-files.ts'
import { releaseDocument } from './commands/release-document.ts'
import { removeSection } from './commands/remove-section.ts'
import { renewDocument } from './commands/renew-document.ts'
import { replaceRelease } from './commands/replace-release.ts'
import { writeSection } from './commands/write-section.ts'
import { writeTitle } from './commands/write-title.ts'
import { hideReservation, showReservation } from './commands/hide-reservation.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { editionSectionOf, front, sessionSectionOf } from './pages/sections.tsx'
import { articles } from './queries/articles.ts'
import { newsOf } from './queries/news.ts'
import { programme } from './queries/programme.ts'
import { publications } from './queries/publications.ts'
import { checkFile, listEndorsements, listReleases, readDocument, readDraft } from './queries/read.ts'
import { namedBy, reportableReservation } from './queries/reservations.ts'
import { recorded } from './queries/recorded.ts'
import { no, refusals } from './refusals.ts'
import type { VoiceIn } from './rules.ts'

const MESSAGES = new URL('./messages/', import.meta.url)

/** Documents speak in their own languages, whatever the reader's is; in one that the hub does not speak its words are English. */
const books = openBooks([MESSAGES])
const voice: VoiceIn = (language) => {
  const say = books.say(books.locales.includes(language) ? language : 'en')
  return Object.assign(say.bind(null), { ...say, dir: directionOf(language) })
}

const reservationAt = ({ scope, subject }: Pick<ThingId, 'scope' | 'subject'>) => ({
  ...{ document: scope, ...(namedBy(subject) ?? refuse(no('outcome.reservation-missing'))) },
})

/** For a decision of moderation, in its own transaction. */
const reservations = reportableReservation({
  hide: (tx, id, rule, around) => prepare(tx, hideReservation, { ...reservationAt(id), rule }, around),
  show: (tx, id, around) => prepare(tx, showReservation, reservationAt(id), around),
})

/** What a summit leaves behind: its report and its outcome document. They cite what other rooms let be cited, and know none of them. */
export const outcomesOf = (sources: Sources): Manifest => {
  const printer = openPrinter()
  const means = { sources, voice }
  return {
    name: 'outcomes',
    messages: MESSAGES,
    refusals,
    operations: [
      ...[
        reading(listReleases),
        reading(readDocument(sources)),
        reading(listEndorsements),
        reading(checkFile),
        reading(readDraft(sources)),
      ],
      ...[deed(beginDocument(means)), deed(renewDocument(means)), deed(beginLanguage(means)), deed(writeTitle)],
      ...[deed(writeSection(sources)), deed(addSection), deed(moveSection), deed(removeSection), deed(releaseDocument(means))],
      ...[deed(recordFiles), deed(recordFailure), deed(clearWithdrawn(sources)), deed(replaceRelease(means))],
      ...[deed(askEndorsement), deed(endorseArticles), deed(hideReservation), deed(showReservation)],
    ],
    pages: (kit) => pages({ kit, ...means }),
    jobs: () => ({ listeners: listeners({ ...means, printer }), sweeps: sweeps({ ...means, printer }) }),
    stop: () => printer.stop(),
    front,
    editionSection: editionSectionOf,
    sessionSection: sessionSectionOf,
    sessionPart: { path: 'report', label: (say) => say('outcome.name', { sort: 'report' }) },
    citables: [programme, articles],
    publications,
    recorded,
    reportables: [reservations],
    news: newsOf,
    stays: 'of-summits',
    holds: [
      { table: 'outcome_document', about: 'nobody' },
      { table: 'outcome_language', about: 'nobody' },
      { table: 'outcome_section', about: 'nobody' },
      { table: 'outcome_release', about: 'nobody' },
      { table: 'outcome_release_text', about: 'nobody' },
      { table: 'outcome_release_source', about: 'nobody' },
      { table: 'outcome_file', about: 'nobody' },
      { table: 'outcome_asked', about: 'nobody' },
      { table: 'outcome_endorsement', about: 'nobody' },
    ],
  }
}
