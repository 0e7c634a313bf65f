import { reading } from '../../core/operation.ts'
import { recordsFrom, type Records } from '../../core/recorded.ts'
import type { Manifest } from '../../web/manifest.ts'
import { jobsOf } from './jobs.ts'
import { pagesOf } from './pages.tsx'
import { bodySection, thingSectionOf } from './pages/section.tsx'
import { listEntries, readEntryAt } from './queries/entries.ts'
import { readLog } from './queries/read-log.ts'
import { refusals } from './refusals.ts'

/** For the command line. */
export { bringLogBack, type BroughtBack } from './commands/bring-back.ts'
export { beginAnew, type BegunAnew } from './commands/begin-anew.ts'
export { filesOf, folderOf } from './queries/saved.ts'
export { WHY_ANEW } from './rules.ts'
export { commitmentOf, OPENED_FORM, readEntry, VOTES_FORM } from './queries/written.ts'
export { logStands } from './queries/tree.ts'

/** A watcher: what rooms say that they did stands in a log that cannot be rewritten unseen. It knows none of them. */
export function transparencyOf(handed: readonly Records[]): Manifest {
  const records = recordsFrom(handed)
  return {
    name: 'transparency',
    messages: new URL('./messages/', import.meta.url),
    refusals,
    operations: [reading(listEntries), reading(readEntryAt(records)), reading(readLog)],
    pages: (kit) => pagesOf(kit, records),
    bodySection,
    thingSection: thingSectionOf(records),
    jobs: (kit) => jobsOf(kit, records),
    // A hidden voter's client looks at the keys here, from wherever it is hosted, and says nothing of who it is.
    withoutSession: /^\/api\/(log|record(\/\d+)?)$/,
    stays: 'of-the-hub',
    holds: [
      { table: 'log_entry', about: 'nobody' },
      { table: 'log_tile', about: 'nobody' },
      { table: 'log_checkpoint', about: 'nobody' },
      { table: 'log_cosignature', about: 'nobody' },
      { table: 'log_alarm', about: 'nobody' },
      { table: 'log_commitment', about: 'nobody' },
      { table: 'log_state', about: 'nobody' },
    ],
  }
}
