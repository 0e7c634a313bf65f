import { deed, reading } from '../../core/operation.ts'
import type { HeldData, Kit, Manifest, Own } from '../../web/manifest.ts'
import { addDevice } from './commands/add-device.ts'
import { chooseLetters } from './commands/choose-letters.ts'
import { noteBounce } from './commands/note-bounce.ts'
import { prepareLetter } from './commands/prepare-letter.ts'
import { preparePush } from './commands/prepare-push.ts'
import { prepareReminder } from './commands/prepare-reminder.ts'
import { removeDevice } from './commands/remove-device.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { resumeLetters } from './commands/resume-letters.ts'
import { stopLetters } from './commands/stop-letters.ts'
import { takeLetterBack } from './commands/take-letter-back.ts'
import { listeners, sweeps } from './jobs.ts'
import { digestLetter, type Digest } from './mail/digest.tsx'
import { pages } from './pages.tsx'
import { devicesOf } from './queries/devices.ts'
import { myChoices } from './queries/my-choices.ts'
import { unseenOf } from './queries/my-news.ts'
import { bouncesOf, stateOf } from './queries/state.ts'
import { refusals } from './refusals.ts'
import { BOUNCE_DAYS } from './rules.ts'

/** What an account chose, until when it looked and was written to, its devices, and which letters came back: all that the room holds. */
async function heldOf({ runner: { db } }: Kit, { account }: Own): Promise<HeldData> {
  const state = await stateOf(db, account)
  const devices = (await devicesOf(db, account)).map(({ name, addedOn }) => ({ name, addedOn }))
  const bounces = (await bouncesOf(db, account)).map((at) => ({ at }))
  if (state === null) return { letters: [], devices, bounces }
  const { letterKey: _key, quiet, stopped, ...choices } = state
  const held = { ...choices, quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null }
  return { letters: [{ ...held, stoppedFor: stopped?.why ?? null, stoppedOn: stopped?.on ?? null }], devices, bounces }
}

const ENDS_NOTHING = 'a-link-that-ends-nothing'
const sample = (sort: Digest['told'][number]['sort'], line: string, more: Partial<Digest> = {}): Digest => ({
  ...{ told: [{ sort, line }], stopping: [{ sort, link: ENDS_NOTHING }], stopAll: ENDS_NOTHING },
  ...more,
})

/** A watcher: what there is to tell comes from the rooms by the manifest, and none of them is known by name. */
export const notices: Manifest = {
  name: 'notices',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[deed(chooseLetters), deed(stopLetters), deed(resumeLetters), deed(addDevice), deed(removeDevice)],
    ...[deed(prepareLetter), deed(prepareReminder), deed(preparePush), deed(noteBounce), deed(takeLetterBack), deed(renewSecrets)],
    reading(myChoices),
  ],
  pages,
  jobs: (kit) => ({ listeners: listeners(kit), sweeps: sweeps(kit) }),
  unseen: unseenOf,
  stays: 'of-accounts',
  holds: [
    { table: 'notices_state', about: 'account' },
    { table: 'notices_letter', about: 'account' },
    { table: 'notices_bounce', about: 'account', keeps: { days: BOUNCE_DAYS, since: 'at' } },
    { table: 'notices_device', about: 'account', sealed: ['sealed', 'endpoint_tag'] },
    { table: 'notices_push', about: 'account', keeps: { days: 1, since: 'at' } },
    { table: 'notices_round', about: 'nobody' },
  ],
  heldOf,
  letters: [
    { name: 'digest', draw: (page) => digestLetter(page, sample('decision', page.say('letter.sample'))) },
    {
      name: 'reminder',
      draw: (page) => digestLetter(page, sample('event', page.say('letter.sample.event'), { urgent: true })),
    },
    {
      name: 'digest-with-titles',
      draw: (page) => {
        const open = { text: page.say('letter.sample.title'), language: page.say.locale }
        return digestLetter(page, sample('followed', '', { titles: true, told: [{ sort: 'followed', line: '', open }] }))
      },
    },
  ],
}
