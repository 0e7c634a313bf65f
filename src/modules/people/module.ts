import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { acceptOperatorInvitation } from './commands/accept-operator-invitation.ts'
import { actAs } from './commands/act-as.ts'
import { changeAddress } from './commands/change-address.ts'
import { inviteOperator } from './commands/invite-operator.ts'
import { makeIdentity } from './commands/make-identity.ts'
import { removeIdentityOf } from './commands/remove-identity.ts'
import { requestAddressChange } from './commands/request-address-change.ts'
import { withdrawOperator } from './commands/withdraw-operator.ts'
import { eraseAccount, eraseDue } from './commands/erase-account.ts'
import { addPasskey } from './commands/add-passkey.ts'
import { endOtherSessions } from './commands/end-other-sessions.ts'
import { endSession } from './commands/end-session.ts'
import { identify } from './commands/identify.ts'
import { keepAccount, leaveHub } from './commands/leave-hub.ts'
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
import { renewSecrets } from './commands/renew-secrets.ts'
import { listeners, sweeps } from './jobs.ts'
import { addressAskedLetter, addressChangedLetter, departureLetter, newAddressLetter } from './mail/account.tsx'
import { signInLetter } from './mail/sign-in.tsx'
import { CHANGES, waysInLetter } from './mail/ways-in.tsx'
import { pages } from './pages.tsx'
import { myIdentities } from './queries/identities.ts'
import { myAccount } from './queries/my-account.ts'
import { myWaysIn } from './queries/my-ways-in.ts'
import { newPasskeyQuestion, signInQuestion } from './queries/passkey-question.ts'
import { heldOfPeople } from './queries/held.ts'
import { refusals } from './refusals.ts'
import { LINK_MINUTES } from './rules.ts'

const SAMPLE_DAY = new Date('2027-05-03T12:00:00Z')

type Needs = NonNullable<Manifest['needs']>

/** `needs`: what other rooms cannot be without, asked before an identity is removed. */
export function peopleOf(needs: readonly Needs[]): Manifest {
  const removeIdentity = removeIdentityOf(needs)
  return {
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
      deed(makeIdentity),
      deed(removeIdentity),
      deed(actAs),
      deed(leaveHub),
      deed(keepAccount),
      deed(eraseAccount),
      deed(eraseDue),
      deed(requestAddressChange),
      deed(changeAddress),
      deed(inviteOperator),
      deed(acceptOperatorInvitation),
      deed(withdrawOperator),
      deed(addPasskey),
      deed(usePasskey),
      deed(renamePasskey),
      deed(removePasskey),
      deed(makeRecoveryCodes),
      deed(useRecoveryCode),
      deed(renewSecrets),
      reading(myAccount),
      reading(myWaysIn),
      reading(myIdentities),
      reading(signInQuestion),
      reading(newPasskeyQuestion),
    ],
    pages: (kit) => pages(kit, removeIdentity),
    jobs: (kit) => ({ listeners: listeners(kit), sweeps: sweeps() }),
    identify: (kit) => (token, now) => identify(kit.runner.db, token, now),
    stays: 'of-accounts',
    holds: [
      { table: 'account', about: 'account', sealed: ['email_tag', 'email_sealed'] },
      { table: 'person', about: 'account' },
      { table: 'session', about: 'account', sealed: ['token_hash'], keeps: { days: 90, since: 'created_at' } },
      {
        table: 'sign_in_link',
        about: 'tag',
        sealed: ['email_tag', 'email_sealed', 'old_email_sealed'],
        keeps: { days: 1, since: 'created_at' },
      },
      { table: 'passkey', about: 'account' },
      { table: 'spent_question', about: 'nobody', sealed: ['question_hash'], keeps: { days: 0, since: 'expires_at' } },
      { table: 'awaited_person', about: 'nobody' },
      { table: 'recovery_code', about: 'account', sealed: ['code_tag'] },
      { table: 'operator_invitation', about: 'person', keeps: { days: 30, since: 'expires_at' } },
    ],
    heldOf: (kit, own) => heldOfPeople(kit.runner.db, kit.runner.outside.keys, own),
    letters: [
      { name: 'sign-in', draw: (page) => signInLetter(page, { token: 'a-link-that-opens-nothing', minutes: LINK_MINUTES }) },
      { name: 'departure', draw: (page) => departureLetter(page, SAMPLE_DAY) },
      { name: 'new-address', draw: (page) => newAddressLetter(page, { token: 'a-link-that-opens-nothing', minutes: LINK_MINUTES }) },
      { name: 'address-asked', draw: (page) => addressAskedLetter(page) },
      { name: 'address-changed', draw: (page) => addressChangedLetter(page) },
      ...CHANGES.map((change) => ({ name: change, draw: (page: Parameters<typeof waysInLetter>[0]) => waysInLetter(page, change) })),
    ],
  }
}
