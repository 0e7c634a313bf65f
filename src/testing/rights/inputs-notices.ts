import type { Inputs } from './matrix.ts'
import { DEVICE } from './stage-notices.ts'

export const NOTICES: Inputs = {
  'notices.add-device': () => ({ name: 'Telephone', ...DEVICE }),
  'notices.remove-device': ({ letters }) => ({ device: letters.device }),
  'notices.my-choices': () => ({}),
  'notices.resume-letters': () => ({}),
  'notices.prepare-push': ({ letters }) => ({ account: letters.account, since: null, until: letters.since }),
  'notices.prepare-reminder': ({ letters }) => ({
    ...{ account: letters.account, since: letters.since, until: letters.since, told: null },
    ...{ zone: 'Europe/Dublin', letter: true, push: false },
  }),
  'notices.note-bounce': ({ letters }) => ({ account: letters.account, letter: letters.account, status: '5.2.2' }),
  'notices.take-letter-back': () => ({ message: 'Subject: On holiday\n\nBack on Monday.' }),
  'notices.renew-secrets': () => ({}),
  'notices.choose-letters': () => ({ letters: ['decision'] }),
  // Whoever holds the link of a letter ends letters, and can do nothing else by it.
  'notices.stop-letters': ({ letters }) => ({ link: letters.stop }),
  'notices.prepare-letter': ({ letters }) => ({ account: letters.account, since: letters.since, until: letters.since }),
}
