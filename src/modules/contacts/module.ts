import type { Answerable } from '../../core/answerable.ts'
import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { acceptNaming } from './commands/accept-naming.ts'
import { askQuestion } from './commands/ask-question.ts'
import { closeQuestion } from './commands/close-question.ts'
import { confirmContact } from './commands/confirm-contact.ts'
import { discardEntry } from './commands/discard-entry.ts'
import { endContact } from './commands/end-contact.ts'
import { forgetQuestions } from './commands/forget-questions.ts'
import { keepEntry } from './commands/keep-entry.ts'
import { nameContact } from './commands/name-contact.ts'
import { noteQuestion } from './commands/note-question.ts'
import { forwardQuestion } from './commands/forward-question.ts'
import { releasePerson } from './commands/release-person.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { takeQuestion } from './commands/take-question.ts'
import { withdrawQuestion } from './commands/withdraw-question.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { contactAt } from './pages/foot.ts'
import { namedOf } from './pages/named.ts'
import { heldOf } from './queries/held.ts'
import { readHelped } from './queries/helped.ts'
import { newsOf } from './queries/news.ts'
import { readContacts, readDesk } from './queries/reads.ts'
import { subjectsOf } from './queries/subjects.ts'
import { refusals } from './refusals.ts'
import { ENTRY_DAYS, KEPT_DAYS } from './rules.ts'

/** Of whatever else somebody can answer for it learns from main. */
export function contactsOf(answerables: readonly Answerable[]): Manifest {
  const subjects = subjectsOf(answerables)
  return {
    name: 'contacts',
    messages: new URL('./messages/', import.meta.url),
    refusals,
    operations: [
      ...[
        reading(readContacts(subjects)),
        deed(nameContact(subjects)),
        deed(acceptNaming),
        deed(confirmContact(subjects)),
        deed(endContact(subjects)),
      ],
      ...[
        reading(readDesk),
        deed(askQuestion(subjects)),
        deed(takeQuestion),
        deed(noteQuestion),
        deed(closeQuestion),
        deed(forwardQuestion(subjects)),
      ],
      ...[deed(withdrawQuestion), deed(forgetQuestions), deed(releasePerson), deed(renewSecrets)],
      ...[reading(readHelped), deed(keepEntry), deed(discardEntry)],
    ],
    pages: (kit) => pages(kit, subjects),
    jobs: (kit) => ({ listeners: listeners(kit), sweeps: sweeps() }),
    news: (kit, asked) => newsOf(kit, asked),
    contactAt: (kit) => contactAt(kit, subjects),
    namedOf: namedOf(subjects),
    stays: 'of-accounts',
    holds: [
      { table: 'named_contact', about: 'person' },
      {
        ...{ table: 'contact_question', about: 'person', sealed: ['asked_sealed', 'told_sealed'] },
        keeps: { days: KEPT_DAYS, since: 'closed_at' },
      },
      { table: 'contact_count', about: 'nobody' },
      { table: 'helper_entry', about: 'tag', sealed: ['by_tag', 'entry_sealed'], keeps: { days: ENTRY_DAYS, since: 'kept_on' } },
      { table: 'helper_count', about: 'nobody' },
    ],
    heldOf: (kit, own) => heldOf(kit.runner.db, kit.runner.outside.keys, own, kit.runner.outside.now()),
  }
}
