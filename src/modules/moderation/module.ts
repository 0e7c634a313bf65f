import { Hono } from 'hono'
import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { acceptCircle } from './commands/accept-circle.ts'
import { acceptModerator } from './commands/accept-moderator.ts'
import { confirmHiding } from './commands/confirm-hiding.ts'
import { answerPressure } from './commands/answer-pressure.ts'
import { decideAppeal } from './commands/decide-appeal.ts'
import { decideCase } from './commands/decide-case.ts'
import { dismissModerator } from './commands/dismiss-moderator.ts'
import { fileAppeal } from './commands/file-appeal.ts'
import { fileReport } from './commands/file-report.ts'
import { inviteCircle } from './commands/invite-circle.ts'
import { joinCircle } from './commands/join-circle.ts'
import { leaveCircle } from './commands/leave-circle.ts'
import { offerModerator } from './commands/offer-moderator.ts'
import { recordRequest } from './commands/record-request.ts'
import { removeLabel } from './commands/remove-label.ts'
import { reportPressure } from './commands/report-pressure.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { showModerator } from './commands/show-moderator.ts'
import { listeners, sweeps } from './jobs.ts'
import { decidingPages } from './pages/deciding.tsx'
import { moderatorPages, namedOf } from './pages/moderators.tsx'
import { pressurePages } from './pages/pressing.tsx'
import { reportingPages } from './pages/reporting.tsx'
import { bodySection, thingLabels, thingSection } from './pages/section.tsx'
import { readCaseFile } from './queries/case-page.ts'
import { heldOfModeration } from './queries/held.ts'
import { readLabels } from './queries/labels.ts'
import { readModerators } from './queries/moderators.ts'
import { newsOf } from './queries/news.ts'
import { readNotice } from './queries/notice.ts'
import { ownCases } from './queries/own-cases.ts'
import { listPressure, readPressure } from './queries/pressure.ts'
import { moderationQueue } from './queries/queue.ts'
import { readStatementOfReasons } from './queries/statement-of-reasons.ts'
import { readStatistics } from './queries/statistics.ts'
import type { Things } from './queries/things.ts'
import { recorded } from './queries/recorded.ts'
import { refusals } from './refusals.ts'

/** A watcher: it learns of what can be reported from what main hands over, and of no room by its name. */
export const moderationOf = (things: Things): Manifest => ({
  name: 'moderation',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[deed(fileReport(things)), reading(readNotice(things)), deed(fileAppeal)],
    ...[reading(moderationQueue(things)), reading(readCaseFile(things)), deed(decideCase(things)), deed(decideAppeal(things))],
    ...[deed(recordRequest(things)), deed(confirmHiding(things)), deed(removeLabel(things)), reading(readLabels)],
    ...[reading(ownCases(things)), reading(readStatementOfReasons(things)), reading(readStatistics)],
    ...[deed(reportPressure), reading(readPressure), reading(listPressure), deed(answerPressure), deed(joinCircle), deed(leaveCircle)],
    ...[reading(readModerators), deed(offerModerator), deed(acceptModerator), deed(showModerator), deed(dismissModerator)],
    ...[deed(inviteCircle), deed(acceptCircle), deed(renewSecrets)],
  ],
  pages: (kit) =>
    new Hono<Env>()
      .route('/', reportingPages(kit, things))
      .route('/', decidingPages(kit, things))
      .route('/', moderatorPages(kit))
      .route('/', pressurePages(kit)),
  jobs: () => ({ listeners: listeners(), sweeps: sweeps() }),
  thingSection: thingSection(things),
  thingLabels,
  namedOf,
  news: newsOf(things),
  recorded,
  stays: 'of-moderation',
  holds: [
    { table: 'moderation_case', about: 'nobody' },
    { table: 'report', about: 'nobody' },
    { table: 'decision', about: 'tag', sealed: ['decider_tag', 'second_tag'] },
    { table: 'appeal', about: 'tag', sealed: ['first_decider_tag', 'second_decider_tag', 'decider_tag'] },
    { table: 'label', about: 'nobody' },
    { table: 'authority_request', about: 'nobody' },
    { table: 'hiding_proposal', about: 'tag', sealed: ['proposer_tag'] },
    { table: 'circle_invitation', about: 'nobody', keeps: { days: 30, since: 'expires_at' } },
    { table: 'hub_moderator', about: 'person', keeps: { days: 30, since: 'until' } },
    { table: 'hub_moderator_offer', about: 'nobody', keeps: { days: 30, since: 'expires_at' } },
    { table: 'pressure_report', about: 'nobody', sealed: ['sealed', 'answer_sealed'], keeps: { days: 180, since: 'answered_at' } },
    { table: 'pressure_circle', about: 'person' },
  ],
  heldOf: (kit, own) => heldOfModeration(kit.runner.db, kit.runner.outside.keys, own),
  bodySection,
})
