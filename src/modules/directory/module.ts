import { deed, reading } from '../../core/operation.ts'
import type { HeldData, Kit, Manifest, Own } from '../../web/manifest.ts'
import { confirmEntry } from './commands/confirm-entry.ts'
import { importEntries } from './commands/import-entries.ts'
import { releasePerson } from './commands/release-person.ts'
import { writeEntry } from './commands/write-entry.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodySection, subjectSection } from './pages/sections.tsx'
import { checksOf } from './queries/entries.ts'
import { listDirectory, readEntry } from './queries/list.ts'
import { newsOf } from './queries/news.ts'
import { bodies } from './queries/publications.ts'
import { refusals } from './refusals.ts'

async function heldOf({ runner }: Kit, { persons }: Own): Promise<HeldData> {
  return { looks: await checksOf(runner.db, persons) }
}

export const directory: Manifest = {
  name: 'directory',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listDirectory), reading(readEntry)],
    ...[deed(writeEntry), deed(confirmEntry), deed(importEntries), deed(releasePerson)],
  ],
  pages,
  jobs: () => ({ listeners, sweeps }),
  bodySection,
  subjectSection,
  publications: [bodies],
  news: newsOf,
  stays: 'asked-anew',
  holds: [{ table: 'directory_entry', about: 'person' }],
  heldOf,
}
