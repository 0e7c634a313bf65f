import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { addQuestion } from './commands/add-question.ts'
import { admitGuest } from './commands/admit-guest.ts'
import { cancelPlace } from './commands/cancel-place.ts'
import { decidePlace } from './commands/decide-place.ts'
import { makeCheckInLink, withdrawCheckInLink } from './commands/make-check-in-link.ts'
import { endFeed, makeFeed } from './commands/make-feed.ts'
import { markSession } from './commands/mark-session.ts'
import { openRegistration } from './commands/open-registration.ts'
import { readAnswers } from './commands/read-answers.ts'
import { registerPerson } from './commands/register-person.ts'
import { releasePerson } from './commands/release-person.ts'
import { removeQuestion } from './commands/remove-question.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { renewTicket } from './commands/renew-ticket.ts'
import { undoCheckIn } from './commands/undo-check-in.ts'
import { listeners, sweeps } from './jobs.ts'
import { ticketLetter } from './mail/ticket.tsx'
import { pages } from './pages.tsx'
import { editionSection, sessionSection } from './pages/sections.tsx'
import { readAgenda } from './queries/agenda.ts'
import { readDesk } from './queries/desk.ts'
import { checkInList } from './queries/door.ts'
import { heldOfRegistrations } from './queries/held.ts'
import { newsOf } from './queries/news.ts'
import { myRegistration } from './queries/own.ts'
import { readPlan } from './queries/public-plan.ts'
import { refusals } from './refusals.ts'
import { KEEP_DAYS } from './rules.ts'

const monthAfter = { days: KEEP_DAYS, since: 'ends_at' } as const

export const registrations: Manifest = {
  name: 'registrations',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(readPlan), reading(myRegistration), reading(readDesk), reading(checkInList), reading(readAgenda)],
    ...[deed(openRegistration), deed(addQuestion), deed(removeQuestion), deed(registerPerson), deed(cancelPlace), deed(decidePlace)],
    ...[deed(renewTicket), deed(readAnswers), deed(admitGuest), deed(undoCheckIn), deed(makeCheckInLink), deed(withdrawCheckInLink)],
    ...[deed(markSession), deed(makeFeed), deed(endFeed), deed(releasePerson), deed(renewSecrets)],
  ],
  pages,
  editionSection,
  sessionSection,
  jobs: (kit) => ({ listeners: listeners(kit), sweeps }),
  news: newsOf,
  stays: 'of-summits',
  holds: [
    { table: 'registration_plan', about: 'nobody', placed: { by: 'edition_id' } },
    { table: 'registration_question', about: 'nobody', placed: { by: 'edition_id' } },
    {
      table: 'registration',
      about: 'person',
      placed: { by: 'edition_id' },
      sealed: ['holder_tag', 'code_sealed', 'code_hash', 'reason_sealed'],
    },
    { table: 'registration_answer', about: 'person', placed: { by: 'edition_id' }, sealed: ['sealed'], keeps: monthAfter },
    { table: 'registration_reading', about: 'person', placed: { by: 'edition_id' }, keeps: monthAfter },
    { table: 'check_in', about: 'person', placed: { by: 'edition_id' }, keeps: monthAfter },
    { table: 'check_in_link', about: 'person', placed: { by: 'edition_id' }, keeps: { days: 1, since: 'expires_at' } },
    { table: 'agenda_star', about: 'person', placed: { by: 'edition_id' } },
    { table: 'agenda_feed', about: 'person', placed: { by: 'edition_id' } },
  ],
  heldOf: ({ runner }, own) => heldOfRegistrations(runner.db, runner.outside.keys, own),
  letters: [
    {
      name: 'ticket',
      draw: (page) => ticketLetter(page, { code: 'ABCD-EFGH-JKMN', path: '/tickets/00000000-0000-4000-8000-000000000000' }),
    },
  ],
}
