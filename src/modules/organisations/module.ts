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
import { listeners } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodyProfile, listBodies } from './queries/body-profile.ts'
import { openInvitations } from './queries/invitations.ts'
import { refusals } from './refusals.ts'

export const organisations: Manifest = {
  name: 'organisations',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    reading(listBodies),
    reading(bodyProfile),
    reading(openInvitations),
    deed(createBody),
    deed(editBodyText),
    deed(grantOffice),
    deed(makeInvitation),
    deed(withdrawInvitation),
    deed(acceptInvitation),
    deed(endOffice),
    deed(leaveBody),
    deed(releasePerson),
  ],
  pages,
  jobs: () => ({ listeners: listeners(), sweeps: [] }),
}
