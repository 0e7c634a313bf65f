import { Hono } from 'hono'
import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { answerPressure } from './commands/answer-pressure.ts'
import { decideAppeal } from './commands/decide-appeal.ts'
import { decideCase } from './commands/decide-case.ts'
import { fileAppeal } from './commands/file-appeal.ts'
import { fileReport } from './commands/file-report.ts'
import { joinCircle } from './commands/join-circle.ts'
import { leaveCircle } from './commands/leave-circle.ts'
import { reportPressure } from './commands/report-pressure.ts'
import { listeners } from './jobs.ts'
import { decidingPages } from './pages/deciding.tsx'
import { pressurePages } from './pages/pressing.tsx'
import { reportingPages } from './pages/reporting.tsx'
import { bodySection, thingSection } from './pages/section.tsx'
import { readCaseFile } from './queries/case-page.ts'
import { readNotice } from './queries/notice.ts'
import { ownCases } from './queries/own-cases.ts'
import { listPressure, readPressure } from './queries/pressure.ts'
import { moderationQueue } from './queries/queue.ts'
import { readStatementOfReasons } from './queries/statement-of-reasons.ts'
import { readStatistics } from './queries/statistics.ts'
import type { Things } from './queries/things.ts'
import { refusals } from './refusals.ts'

/** A watcher: it learns of what can be reported from what main hands over, and of no room by its name. */
export const moderationOf = (things: Things): Manifest => ({
  name: 'moderation',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[deed(fileReport(things)), reading(readNotice(things)), deed(fileAppeal)],
    ...[reading(moderationQueue(things)), reading(readCaseFile(things)), deed(decideCase(things)), deed(decideAppeal(things))],
    ...[reading(ownCases(things)), reading(readStatementOfReasons(things)), reading(readStatistics)],
    ...[deed(reportPressure), reading(readPressure), reading(listPressure), deed(answerPressure), deed(joinCircle), deed(leaveCircle)],
  ],
  pages: (kit) =>
    new Hono<Env>().route('/', reportingPages(kit, things)).route('/', decidingPages(kit, things)).route('/', pressurePages(kit)),
  jobs: () => ({ listeners: listeners(), sweeps: [] }),
  thingSection,
  bodySection,
})
