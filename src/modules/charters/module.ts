import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { discardDraft } from './commands/discard-draft.ts'
import { giveReply } from './commands/give-reply.ts'
import { publishVersion } from './commands/publish-version.ts'
import { withdrawReplies } from './commands/withdraw-replies.ts'
import { writeDraft } from './commands/write-draft.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodySection, front, joining, news, ownNote } from './pages/notes.tsx'
import { readCharter, readDraft, readVersion } from './queries/charter.ts'
import { heldOfCharters } from './queries/held.ts'
import { refusals } from './refusals.ts'

export const charters: Manifest = {
  name: 'charters',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    reading(readCharter),
    reading(readVersion),
    reading(readDraft),
    deed(writeDraft),
    deed(discardDraft),
    deed(publishVersion),
    deed(giveReply),
    deed(withdrawReplies),
  ],
  pages,
  jobs: () => ({ listeners: listeners(), sweeps: sweeps() }),
  front,
  ownNote,
  bodySection,
  joining,
  holds: [
    { table: 'charter_version', about: 'nobody' },
    { table: 'charter_text', about: 'nobody' },
    { table: 'charter_draft', about: 'nobody' },
    // Of the hub's charter found by the account, of a body's by the identity.
    { table: 'charter_reply', about: 'person' },
  ],
  heldOf: (kit, own) => heldOfCharters(kit.runner.db, own),
  news,
}

/** For the demonstration: what a hub starts from. */
export { firstText } from './views/first-text.ts'
