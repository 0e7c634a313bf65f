import type { Sources } from '../../core/citable.ts'
import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { answerRecommendation } from './commands/answer-recommendation.ts'
import { castBallot } from './commands/cast-ballot.ts'
import { confirmSources } from './commands/confirm-sources.ts'
import { decideAmendment } from './commands/decide-amendment.ts'
import { decideRecommendation } from './commands/decide-recommendation.ts'
import { draftRecommendation } from './commands/draft-recommendation.ts'
import { editRecommendation } from './commands/edit-recommendation.ts'
import { hideContribution } from './commands/hide-contribution.ts'
import { hideRecommendation } from './commands/hide-recommendation.ts'
import { openBallot } from './commands/open-ballot.ts'
import { proposeAmendment } from './commands/propose-amendment.ts'
import { proposeRecommendation } from './commands/propose-recommendation.ts'
import { putRecommendation } from './commands/put-recommendation.ts'
import { releasePerson } from './commands/release-person.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { replyObjection } from './commands/reply-objection.ts'
import { showContribution } from './commands/show-contribution.ts'
import { showRecommendation } from './commands/show-recommendation.ts'
import { takeStance } from './commands/take-stance.ts'
import { translateRecommendation } from './commands/translate-recommendation.ts'
import { withdrawContribution } from './commands/withdraw-contribution.ts'
import { withdrawRecommendation } from './commands/withdraw-recommendation.ts'
import { writeMinority } from './commands/write-minority.ts'
import { writeYouthReading } from './commands/write-youth-reading.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodySectionOf, front, sessionSectionOf } from './pages/sections.tsx'
import { recorded } from './queries/answers.ts'
import { citables } from './queries/citable.ts'
import { heldOfRecommendations } from './queries/held.ts'
import { listRecommendations } from './queries/list.ts'
import { newsOf } from './queries/news.ts'
import { publications } from './queries/publications.ts'
import { readRecommendation } from './queries/read.ts'
import { reportableContribution, reportableRecommendation, SORTS } from './queries/reported.ts'
import { readWorkbench } from './queries/workbench.ts'
import { refusals } from './refusals.ts'

/** For a decision of moderation, in its own transaction. */
const reportables: readonly Reportable[] = [
  reportableRecommendation({
    hide: (tx, { scope, subject }, rule, around) =>
      prepare(tx, hideRecommendation, { session: scope, recommendation: subject, rule }, around),
    show: (tx, { scope, subject }, around) => prepare(tx, showRecommendation, { session: scope, recommendation: subject }, around),
  }),
  ...SORTS.map((sort) =>
    reportableContribution(sort, {
      hide: (tx, { scope, subject }, rule, around) =>
        prepare(tx, hideContribution, { session: scope, contribution: subject, rule }, around),
      show: (tx, { scope, subject }, around) => prepare(tx, showContribution, { session: scope, contribution: subject }, around),
    }),
  ),
]

/** What a session recommends, to whom, and what was answered. It cites what other rooms let be cited, and knows none of them. */
export const recommendationsOf = (sources: Sources): Manifest => ({
  name: 'recommendations',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listRecommendations(sources)), reading(readRecommendation(sources)), reading(readWorkbench(sources))],
    ...[deed(draftRecommendation(sources)), deed(editRecommendation(sources)), deed(proposeRecommendation(sources))],
    ...[deed(proposeAmendment), deed(decideAmendment), deed(takeStance), deed(replyObjection), deed(writeMinority)],
    ...[deed(withdrawContribution), deed(openBallot(sources)), deed(castBallot), deed(decideRecommendation(sources))],
    ...[deed(putRecommendation), deed(answerRecommendation), deed(withdrawRecommendation), deed(confirmSources(sources))],
    ...[
      deed(writeYouthReading),
      deed(translateRecommendation),
      deed(hideContribution),
      deed(showContribution),
      deed(hideRecommendation),
      deed(showRecommendation),
    ],
    ...[deed(releasePerson), deed(renewSecrets)],
  ],
  pages: (kit) => pages({ kit, sources }),
  jobs: () => ({ listeners, sweeps }),
  front,
  sessionSection: sessionSectionOf(sources),
  sessionPart: { path: 'recommendations', label: (say) => say('recommendation.list') },
  bodySection: bodySectionOf(sources),
  reportables,
  citables,
  recorded,
  publications,
  news: newsOf,
  stays: 'of-summits',
  holds: [
    { table: 'recommendation', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'recommendation_version', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'recommendation_step', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'recommendation_source', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'recommendation_contribution', about: 'tag', placed: { by: 'session_id' }, sealed: ['holder_tag'] },
    { table: 'recommendation_ballot', about: 'tag', placed: { by: 'session_id' }, sealed: ['holder_tag'] },
    { table: 'recommendation_translation', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'youth_reading', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'recommendation_answer', about: 'nobody', placed: { by: 'session_id' } },
  ],
  heldOf: (kit, own) => heldOfRecommendations(kit.runner.db, kit.runner.outside.keys, own),
})
