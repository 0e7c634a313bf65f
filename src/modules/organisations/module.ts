import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { grantOffice } from './commands/grant-office.ts'
import { createBody } from './commands/create-body.ts'
import { editBodyText } from './commands/edit-body-text.ts'
import { endOffice } from './commands/end-office.ts'
import { makeInvitation } from './commands/make-invitation.ts'
import { leaveBody } from './commands/leave-body.ts'
import { releasePerson } from './commands/release-person.ts'
import { withdrawInvitation } from './commands/withdraw-invitation.ts'
import { claimDomain } from './commands/claim-domain.ts'
import { dropDomain } from './commands/drop-domain.ts'
import { giveAttestation } from './commands/give-attestation.ts'
import { giveVouching } from './commands/give-vouching.ts'
import { markDifference } from './commands/mark-difference.ts'
import { recordDomainCheck } from './commands/record-domain-check.ts'
import { requestDomainCheck } from './commands/request-domain-check.ts'
import { settleVerifications } from './commands/settle-verifications.ts'
import { withdrawAttestation } from './commands/withdraw-attestation.ts'
import { acceptChapter } from './commands/accept-chapter.ts'
import { archiveBody } from './commands/archive-body.ts'
import { dropAccount } from './commands/drop-account.ts'
import { editBodyFacts } from './commands/edit-body-facts.ts'
import { editOffice } from './commands/edit-office.ts'
import { endChapter } from './commands/end-chapter.ts'
import { endDelegations } from './commands/end-delegations.ts'
import { listAccount } from './commands/list-account.ts'
import { offerOffice } from './commands/offer-office.ts'
import { proposeChapter } from './commands/propose-chapter.ts'
import { recordAccountCheck } from './commands/record-account-check.ts'
import { reopenBody } from './commands/reopen-body.ts'
import { requestAccountCheck } from './commands/request-account-check.ts'
import { withdrawVouching } from './commands/withdraw-vouching.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodyProfile, listBodies } from './queries/body-profile.ts'
import { claimedDomains } from './queries/domains.ts'
import { recorded } from './queries/evidence.ts'
import { heldOfOrganisations } from './queries/held.ts'
import { openInvitations } from './queries/invitations.ts'
import { newsOf } from './queries/news.ts'
import { leadsAlone } from './queries/standing.ts'
import { verification } from './queries/verification.ts'
import { accountProofs, accounts } from './queries/accounts.ts'
import { bodyHistory, bodyRecord, travels } from './queries/body-record.ts'
import { chapterProposals, chapters } from './queries/chapters.ts'
import { refusals } from './refusals.ts'

export const organisations: Manifest = {
  name: 'organisations',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    reading(listBodies),
    reading(bodyProfile),
    reading(openInvitations),
    reading(verification),
    reading(claimedDomains),
    reading(accounts),
    reading(accountProofs),
    reading(bodyHistory),
    reading(bodyRecord),
    reading(chapters),
    reading(chapterProposals),
    deed(createBody),
    deed(editBodyText),
    deed(grantOffice),
    deed(makeInvitation),
    deed(withdrawInvitation),
    deed(acceptInvitation),
    deed(endOffice),
    deed(leaveBody),
    deed(releasePerson),
    deed(claimDomain),
    deed(dropDomain),
    deed(giveAttestation),
    deed(giveVouching),
    deed(markDifference),
    deed(recordDomainCheck),
    deed(requestDomainCheck),
    deed(settleVerifications),
    deed(withdrawAttestation),
    deed(withdrawVouching),
    deed(acceptChapter),
    deed(archiveBody),
    deed(dropAccount),
    deed(editBodyFacts),
    deed(editOffice),
    deed(endChapter),
    deed(endDelegations),
    deed(listAccount),
    deed(offerOffice),
    deed(proposeChapter),
    deed(recordAccountCheck),
    deed(reopenBody),
    deed(requestAccountCheck),
  ],
  pages,
  jobs: ({ publicUrl }) => ({ listeners: listeners(publicUrl), sweeps: sweeps(publicUrl) }),
  needs: leadsAlone,
  news: newsOf,
  stays: 'of-bodies',
  recorded,
  holds: [
    { table: 'body', about: 'nobody', withBody: travels.body },
    { table: 'body_text', about: 'nobody', withBody: travels.text },
    { table: 'body_text_version', about: 'nobody', withBody: travels.text },
    { table: 'chapter', about: 'nobody', withBody: 'of-two' },
    { table: 'body_account', about: 'nobody', withBody: travels.account },
    { table: 'office', about: 'person', withBody: travels.office },
    { table: 'membership', about: 'person', withBody: travels.membership },
    { table: 'invitation', about: 'person', withBody: 'asked-anew', keeps: { days: 90, since: 'expires_at' } },
    { table: 'body_domain', about: 'nobody', withBody: 'of-evidence' },
    { table: 'vouching', about: 'person', withBody: 'of-two' },
    { table: 'attestation', about: 'person', withBody: 'of-evidence' },
    { table: 'verification', about: 'nobody', withBody: 'of-evidence' },
    { table: 'body_difference', about: 'nobody', withBody: 'of-two' },
  ],
  heldOf: (kit, own) => heldOfOrganisations(kit.runner.db, own),
}
