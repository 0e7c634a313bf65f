import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { addPasskey } from './commands/add-passkey.ts'
import { endOtherSessions } from './commands/end-other-sessions.ts'
import { endSession } from './commands/end-session.ts'
import { identify } from './commands/identify.ts'
import { leaveHub } from './commands/leave-hub.ts'
import { makeOwnerLink } from './commands/make-owner-link.ts'
import { makeRecoveryCodes } from './commands/make-recovery-codes.ts'
import { removePasskey } from './commands/remove-passkey.ts'
import { renamePasskey } from './commands/rename-passkey.ts'
import { renamePerson } from './commands/rename-person.ts'
import { requestSignInLink } from './commands/request-sign-in-link.ts'
import { useOwnerLink } from './commands/use-owner-link.ts'
import { usePasskey } from './commands/use-passkey.ts'
import { useRecoveryCode } from './commands/use-recovery-code.ts'
import { useSignInLink } from './commands/use-sign-in-link.ts'
import { listeners, sweeps } from './jobs.ts'
import { signInLetter } from './mail/sign-in.tsx'
import { CHANGES, waysInLetter } from './mail/ways-in.tsx'
import { pages } from './pages.tsx'
import { myAccount } from './queries/my-account.ts'
import { myWaysIn } from './queries/my-ways-in.ts'
import { newPasskeyQuestion, signInQuestion } from './queries/passkey-question.ts'
import { refusals } from './refusals.ts'
import { LINK_MINUTES } from './rules.ts'

export const people: Manifest = {
  name: 'people',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    deed(requestSignInLink),
    deed(useSignInLink),
    deed(makeOwnerLink),
    deed(useOwnerLink),
    deed(endSession),
    deed(endOtherSessions),
    deed(renamePerson),
    deed(leaveHub),
    deed(addPasskey),
    deed(usePasskey),
    deed(renamePasskey),
    deed(removePasskey),
    deed(makeRecoveryCodes),
    deed(useRecoveryCode),
    reading(myAccount),
    reading(myWaysIn),
    reading(signInQuestion),
    reading(newPasskeyQuestion),
  ],
  pages,
  jobs: (kit) => ({ listeners: listeners(kit), sweeps: sweeps() }),
  identify: (kit) => (token, now) => identify(kit.runner.db, token, now),
  letters: [
    { name: 'sign-in', draw: (page) => signInLetter(page, { token: 'a-link-that-opens-nothing', minutes: LINK_MINUTES }) },
    ...CHANGES.map((change) => ({ name: change, draw: (page: Parameters<typeof waysInLetter>[0]) => waysInLetter(page, change) })),
  ],
}
