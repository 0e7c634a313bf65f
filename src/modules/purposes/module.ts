import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { addNeed } from './commands/add-need.ts'
import { beginPurpose } from './commands/begin-purpose.ts'
import { closePurpose } from './commands/close-purpose.ts'
import { confirmPurpose } from './commands/confirm-purpose.ts'
import { endNeed } from './commands/end-need.ts'
import { hidePurpose } from './commands/hide-purpose.ts'
import { releaseMember } from './commands/release-member.ts'
import { showPurpose } from './commands/show-purpose.ts'
import { writeEntry } from './commands/write-entry.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { subjectSection } from './pages/section.tsx'
import { heldOfPurposes } from './queries/held.ts'
import { newsOf } from './queries/news.ts'
import { publication } from './queries/published.ts'
import { listPurposes, readPurpose } from './queries/read.ts'
import * as reported from './queries/reported.ts'
import { travels } from './queries/travels.ts'
import { refusals } from './refusals.ts'

const place = ({ scope, subject }: { scope: string; subject: string }) => ({ community: scope, purpose: subject })

const reportable: Reportable = {
  sort: 'purpose',
  report: 'purposes.report-this',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, id, rule, around) => prepare(tx, hidePurpose, { ...place(id), rule }, around),
  show: (tx, id, around) => prepare(tx, showPurpose, place(id), around),
}

export const purposes: Manifest = {
  name: 'purposes',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listPurposes), reading(readPurpose)],
    ...[deed(beginPurpose), deed(writeEntry), deed(confirmPurpose), deed(addNeed), deed(endNeed), deed(closePurpose)],
    ...[deed(hidePurpose), deed(showPurpose), deed(releaseMember)],
  ],
  pages,
  jobs: () => ({ listeners, sweeps }),
  subjectSection,
  reportables: [reportable],
  publications: [publication],
  news: newsOf,
  holds: [
    { table: 'purpose', about: 'tag', travels: travels.purpose },
    { table: 'purpose_step', about: 'nobody', travels: travels.step },
    { table: 'purpose_entry', about: 'tag', travels: travels.entry },
    { table: 'purpose_need', about: 'tag', travels: travels.need },
  ],
  heldOf: (kit, own) => heldOfPurposes(kit.runner.db, kit.runner.outside, own, kit.runner.outside.now()),
}
