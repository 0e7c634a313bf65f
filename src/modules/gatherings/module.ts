import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { addBlock } from './commands/add-block.ts'
import { announceEdition } from './commands/announce-edition.ts'
import { announceSession } from './commands/announce-session.ts'
import { answerApplication } from './commands/answer-application.ts'
import { beginBlock, endBlock } from './commands/begin-block.ts'
import { callOffEdition, callOffSession } from './commands/call-off.ts'
import { createEdition } from './commands/create-edition.ts'
import { createSession } from './commands/create-session.ts'
import { createSummit } from './commands/create-summit.ts'
import { discardEdition, discardSession } from './commands/discard-edition.ts'
import { editBlock, moveBlock, removeBlock, writeBlockText } from './commands/edit-block.ts'
import { editEdition, writeEditionText } from './commands/edit-edition.ts'
import { editSession } from './commands/edit-session.ts'
import { endRole, giveRole } from './commands/give-role.ts'
import { confirmHost, inviteHost, removeHost } from './commands/invite-host.ts'
import { acceptSessionInvitation, inviteToSession, withdrawSessionInvitation } from './commands/invite-to-session.ts'
import { applyToCall, openCall, withdrawApplication } from './commands/open-call.ts'
import { closeSession, openSession } from './commands/open-session.ts'
import { releasePerson } from './commands/release-person.ts'
import { removeMaterial, writeMaterial } from './commands/write-material.ts'
import { detachSpeaker, removeSpeaker, writeSpeaker } from './commands/write-speaker.ts'
import { writeSummitText } from './commands/write-summit-text.ts'
import { removeVenue, writeVenue } from './commands/write-venue.ts'
import { translateNote } from './commands/translate-note.ts'
import { writeSessionNote } from './commands/write-note.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { importSection } from './pages/note-sections.tsx'
import { bodySection, front } from './pages/sections.tsx'
import { readCall } from './queries/calls.ts'
import { heldOfGatherings } from './queries/held.ts'
import { newsOf } from './queries/news.ts'
import { readNote } from './queries/note.ts'
import { readEdition, readSession } from './queries/programme.ts'
import { publications } from './queries/publications.ts'
import { sessionRoles } from './queries/roles.ts'
import { listSummits, readSummit } from './queries/summits.ts'
import { refusals } from './refusals.ts'

export const gatherings: Manifest = {
  name: 'gatherings',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listSummits), reading(readSummit), reading(readEdition), reading(readSession), reading(readCall), reading(sessionRoles)],
    ...[deed(createSummit), deed(writeSummitText), deed(createEdition), deed(editEdition), deed(writeEditionText)],
    ...[deed(announceEdition), deed(callOffEdition), deed(discardEdition), deed(inviteHost), deed(confirmHost), deed(removeHost)],
    ...[
      deed(writeVenue),
      deed(removeVenue),
      deed(createSession),
      deed(editSession),
      deed(announceSession),
      deed(callOffSession),
      deed(discardSession),
    ],
    ...[deed(openSession), deed(closeSession), deed(addBlock), deed(editBlock), deed(writeBlockText), deed(moveBlock)],
    ...[deed(removeBlock), deed(beginBlock), deed(endBlock), deed(writeSpeaker), deed(removeSpeaker), deed(detachSpeaker)],
    ...[deed(writeMaterial), deed(removeMaterial), deed(giveRole), deed(endRole), deed(inviteToSession)],
    ...[deed(withdrawSessionInvitation), deed(acceptSessionInvitation), deed(openCall), deed(applyToCall)],
    ...[deed(withdrawApplication), deed(answerApplication), deed(releasePerson)],
    ...[reading(readNote), deed(writeSessionNote), deed(translateNote)],
  ],
  pages,
  front,
  bodySection,
  sessionPart: { path: 'note', label: (say) => say('note.title') },
  editionSection: importSection,
  jobs: (kit) => ({ listeners: listeners(kit), sweeps }),
  publications,
  stays: 'of-summits',
  holds: [
    { table: 'summit', about: 'person' },
    { table: 'summit_text', about: 'nobody' },
    { table: 'edition', about: 'person' },
    { table: 'edition_text', about: 'nobody' },
    { table: 'edition_host', about: 'person' },
    { table: 'venue', about: 'nobody' },
    { table: 'summit_session', about: 'person' },
    { table: 'session_host', about: 'nobody' },
    { table: 'session_role', about: 'person' },
    { table: 'session_invitation', about: 'person', keeps: { days: 90, since: 'expires_at' } },
    { table: 'block', about: 'nobody' },
    { table: 'block_text', about: 'nobody' },
    { table: 'speaker', about: 'person' },
    { table: 'material', about: 'nobody' },
    { table: 'example_call', about: 'nobody' },
    { table: 'application', about: 'person' },
    // What the note says is written about nobody; who translated it is kept in its own row.
    { table: 'briefing_note', about: 'nobody' },
    { table: 'session_question', about: 'nobody' },
  ],
  news: newsOf,
  heldOf: (kit, own) => heldOfGatherings(kit.runner.db, own),
}
