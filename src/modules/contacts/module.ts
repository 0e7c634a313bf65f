import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { acceptNaming } from './commands/accept-naming.ts'
import { askQuestion } from './commands/ask-question.ts'
import { closeQuestion } from './commands/close-question.ts'
import { confirmContact } from './commands/confirm-contact.ts'
import { endContact } from './commands/end-contact.ts'
import { forgetQuestions } from './commands/forget-questions.ts'
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
import { heldOf } from './queries/held.ts'
import { readContacts, readDesk } from './queries/reads.ts'
import { refusals } from './refusals.ts'
import { KEPT_DAYS } from './rules.ts'

export const contacts: Manifest = {
  name: 'contacts',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(readContacts), deed(nameContact), deed(acceptNaming), deed(confirmContact), deed(endContact)],
    ...[reading(readDesk), deed(askQuestion), deed(takeQuestion), deed(noteQuestion), deed(closeQuestion), deed(forwardQuestion)],
    ...[deed(withdrawQuestion), deed(forgetQuestions), deed(releasePerson), deed(renewSecrets)],
  ],
  pages,
  jobs: (kit) => ({ listeners: listeners(kit), sweeps: sweeps() }),
  contactAt,
  holds: [
    { table: 'named_contact', about: 'person' },
    {
      ...{ table: 'contact_question', about: 'person', sealed: ['asked_sealed', 'told_sealed'] },
      keeps: { days: KEPT_DAYS, since: 'closed_at' },
    },
    { table: 'contact_count', about: 'nobody' },
  ],
  heldOf: (kit, own) => heldOf(kit.runner.db, own),
}
