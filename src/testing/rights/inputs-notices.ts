import type { Inputs } from './matrix.ts'

export const NOTICES: Inputs = {
  'notices.choose-letters': () => ({ letters: ['decision'] }),
  // Whoever holds the link of a letter ends letters, and can do nothing else by it.
  'notices.stop-letters': ({ letters }) => ({ link: letters.stop }),
  'notices.prepare-letter': ({ letters }) => ({ account: letters.account, since: letters.since, until: letters.since }),
}
