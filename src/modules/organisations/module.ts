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
import { withdrawVouching } from './commands/withdraw-vouching.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodyProfile, listBodies } from './queries/body-profile.ts'
import { claimedDomains } from './queries/domains.ts'
import { openInvitations } from './queries/invitations.ts'
import { verification } from './queries/verification.ts'
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
  ],
  pages,
  jobs: () => ({ listeners: listeners(), sweeps: sweeps() }),
}
