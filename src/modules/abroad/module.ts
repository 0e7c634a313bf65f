import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { acceptAddress } from './commands/accept-address.ts'
import { acceptTranslation } from './commands/accept-translation.ts'
import { addTown } from './commands/add-town.ts'
import { answerRemark } from './commands/answer-remark.ts'
import { appointSteward } from './commands/appoint-steward.ts'
import { askStewardship } from './commands/ask-stewardship.ts'
import { checkItem } from './commands/check-item.ts'
import { correctItem } from './commands/correct-item.ts'
import { declineItem } from './commands/decline-item.ts'
import { endStewardship } from './commands/end-stewardship.ts'
import { hideItem } from './commands/hide-item.ts'
import { importItems } from './commands/import-items.ts'
import { proposeItem } from './commands/propose-item.ts'
import { publishItem } from './commands/publish-item.ts'
import { recordLinkCheck } from './commands/record-link-check.ts'
import { releasePerson } from './commands/release-person.ts'
import { restoreVersion } from './commands/restore-version.ts'
import { returnPage } from './commands/return-page.ts'
import { reviewPage } from './commands/review-page.ts'
import { sendRemark } from './commands/send-remark.ts'
import { showItem } from './commands/show-item.ts'
import { takePage } from './commands/take-page.ts'
import { withdrawItem } from './commands/withdraw-item.ts'
import { writeTranslation } from './commands/write-translation.ts'
import { jobs } from './jobs.ts'
import { pages } from './pages.tsx'
import { front } from './pages/front.tsx'
import { namedOf } from './pages/named.ts'
import { heldOfAbroad } from './queries/held.ts'
import { listItems, readDesk, readItem } from './queries/page.ts'
import { publication } from './queries/publications.ts'
import * as reported from './queries/reported.ts'
import { refusals } from './refusals.ts'

/** What others may report here, for a room that does not know this one. */
const reportable: Reportable = {
  sort: 'abroad-item',
  report: 'abroad.report-this',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, { subject }, rule, around) => prepare(tx, hideItem, { item: subject, rule }, around),
  show: (tx, { subject }, around) => prepare(tx, showItem, { item: subject }, around),
}

export const abroad: Manifest = {
  name: 'abroad',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listItems), reading(readItem), reading(readDesk)],
    ...[deed(proposeItem), deed(publishItem), deed(declineItem), deed(checkItem), deed(correctItem), deed(restoreVersion)],
    ...[deed(withdrawItem), deed(writeTranslation), deed(acceptTranslation), deed(acceptAddress), deed(importItems)],
    ...[deed(sendRemark), deed(answerRemark), deed(askStewardship), deed(appointSteward), deed(endStewardship)],
    ...[deed(takePage), deed(returnPage), deed(reviewPage), deed(addTown)],
    ...[deed(recordLinkCheck), deed(hideItem), deed(showItem), deed(releasePerson)],
  ],
  pages,
  jobs,
  front,
  namedOf,
  reportables: [reportable],
  publications: [publication],
  stays: 'of-the-hub',
  holds: [
    { table: 'abroad_page', about: 'person' },
    { table: 'abroad_steward', about: 'person' },
    { table: 'abroad_item', about: 'person' },
    { table: 'abroad_text', about: 'person' },
    { table: 'abroad_link', about: 'nobody' },
    { table: 'abroad_version', about: 'person' },
    { table: 'abroad_remark', about: 'person' },
  ],
  heldOf: (kit, own) => heldOfAbroad(kit.runner.db, own),
}
