import { deed } from '../../core/operation.ts'
import type { HeldData, Kit, Manifest, Own } from '../../web/manifest.ts'
import { chooseLetters } from './commands/choose-letters.ts'
import { prepareLetter } from './commands/prepare-letter.ts'
import { stopLetters } from './commands/stop-letters.ts'
import { listeners, sweeps } from './jobs.ts'
import { digestLetter } from './mail/digest.tsx'
import { pages } from './pages.tsx'
import { unseenOf } from './queries/my-news.ts'
import { stateOf } from './queries/state.ts'
import { refusals } from './refusals.ts'

/** What an account chose, and until when it looked and was written to: all that the room holds. */
async function heldOf({ runner }: Kit, { account }: Own): Promise<HeldData> {
  const state = await stateOf(runner.db, account)
  if (state === null) return { letters: [] }
  const { letters, zone, seenUntil, mailedUntil } = state
  return { letters: [{ letters, zone, seenUntil, mailedUntil }] }
}

/** A watcher: what there is to tell comes from the rooms by the manifest, and none of them is known by name. */
export const notices: Manifest = {
  name: 'notices',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [deed(chooseLetters), deed(stopLetters), deed(prepareLetter)],
  pages,
  jobs: (kit) => ({ listeners: listeners(kit), sweeps: sweeps(kit) }),
  unseen: unseenOf,
  holds: [
    { table: 'notices_state', about: 'account' },
    { table: 'notices_letter', about: 'account' },
  ],
  heldOf,
  letters: [
    {
      name: 'digest',
      draw: (page) =>
        digestLetter(page, {
          told: [{ sort: 'decision', line: page.say('letter.sample') }],
          stopping: [{ sort: 'decision', link: 'a-link-that-ends-nothing' }],
          stopAll: 'a-link-that-ends-nothing',
        }),
    },
  ],
}
