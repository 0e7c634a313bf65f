import type { HiddenVoices } from '../../core/hidden-voices.ts'
import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { askCredential, stopSigning } from './commands/ask-credential.ts'
import { discardSecrets } from './commands/discard-secrets.ts'
import { endIssuance } from './commands/end-issuance.ts'
import { nameIssuer } from './commands/name-issuer.ts'
import { openElsewhere } from './commands/open-elsewhere.ts'
import { openIssuance } from './commands/open-issuance.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { setLeast } from './commands/set-least.ts'
import { jobsOf } from './jobs.ts'
import { ownNoteOf, pagesOf, sectionOf } from './pages.tsx'
import { heldOfCredentials } from './queries/held.ts'
import { listIssuances, readIssuance, readSlot, readSlots, readState } from './queries/read-issuances.ts'
import { recorded } from './queries/recorded.ts'
import { refusals } from './refusals.ts'

/** The issuer: it knows people and no ballot. What is voted on it gets from main, of rooms that it does not know. */
export const credentialsOf = (places: readonly HiddenVoices[]): Manifest => ({
  name: 'credentials',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listIssuances(places)), reading(readIssuance(places)), reading(readState), reading(readSlot), reading(readSlots)],
    ...[deed(openIssuance(places)), deed(askCredential(places)), deed(endIssuance(places)), deed(setLeast), deed(renewSecrets)],
    ...[deed(nameIssuer(places)), deed(openElsewhere), deed(discardSecrets(places))],
  ],
  pages: (kit) => pagesOf(kit, places),
  jobs: () => jobsOf(places),
  stop: stopSigning,
  ownNote: ownNoteOf(places),
  subjectSection: sectionOf(places),
  recorded,
  stays: 'of-hidden-votes',
  holds: [
    { table: 'credential_issuance', about: 'nobody', placed: { by: 'dialogue_id' }, sealed: ['secret_sealed'] },
    { table: 'credential_slot', about: 'tag', placed: { by: 'dialogue_id' }, sealed: ['tag', 'asked_hash'] },
    { table: 'credential_issuer', about: 'nobody', placed: { by: 'dialogue_id' } },
    { table: 'credential_setting', about: 'nobody' },
  ],
  heldOf: (kit, own) => heldOfCredentials(kit.runner.db, kit.runner.outside.keys, own),
})
