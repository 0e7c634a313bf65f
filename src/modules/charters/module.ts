import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { discardDraftIn } from './commands/discard-draft.ts'
import { giveReplyIn } from './commands/give-reply.ts'
import { publishVersionIn } from './commands/publish-version.ts'
import { withdrawRepliesIn } from './commands/withdraw-replies.ts'
import { writeDraftIn } from './commands/write-draft.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { notesOf } from './pages/notes.tsx'
import { readCharterIn, readDraftIn, readVersionIn } from './queries/charter.ts'
import { heldOfCharters } from './queries/held.ts'
import type { Spaces } from './queries/spaces.ts'
import { travels } from './queries/travels.ts'
import { recorded } from './queries/recorded.ts'
import { refusals } from './refusals.ts'

/** `spaces`: of a room above this one, whose places have charters too. */
export function chartersOf(spaces: Spaces): Manifest {
  const notes = notesOf(spaces)
  return {
    name: 'charters',
    messages: new URL('./messages/', import.meta.url),
    refusals,
    operations: [
      reading(readCharterIn(spaces)),
      reading(readVersionIn(spaces)),
      reading(readDraftIn(spaces)),
      deed(writeDraftIn(spaces)),
      deed(discardDraftIn(spaces)),
      deed(publishVersionIn(spaces)),
      deed(giveReplyIn(spaces)),
      deed(withdrawRepliesIn(spaces)),
    ],
    pages: (kit) => pages(kit, spaces),
    jobs: () => ({ listeners: listeners(spaces), sweeps: sweeps(spaces) }),
    ...notes,
    recorded,
    holds: [
      { table: 'charter_version', about: 'nobody', travels: travels.version, withBody: travels.version },
      { table: 'charter_text', about: 'nobody', travels: travels.text, withBody: travels.text },
      { table: 'charter_draft', about: 'nobody', travels: travels.draft, withBody: travels.draft },
      // Of the hub's charter found by the account, of a body's by the identity, of a community's by what somebody is there.
      { table: 'charter_reply', about: 'person', travels: travels.reply, withBody: travels.replyOfBody },
    ],
    heldOf: async (kit, own) => {
      const { db, outside } = kit.runner
      return heldOfCharters(db, own, await spaces.membersOf(db, outside.keys, own.account))
    },
  }
}

/** For the demonstration: what a hub starts from. */
export { firstText } from './views/first-text.ts'
