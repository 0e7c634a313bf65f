import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { chooseAudience } from './commands/choose-audience.ts'
import { forgetPerson } from './commands/forget-person.ts'
import { hideFrom } from './commands/hide-from.ts'
import { saveFacet } from './commands/save-facet.ts'
import { showAgain } from './commands/show-again.ts'
import { withdrawConsent } from './commands/withdraw-consent.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { consentWords } from './queries/consent-words.ts'
import { myConsents } from './queries/consents.ts'
import { heldOf } from './queries/held.ts'
import { myHidings } from './queries/hidings.ts'
import { ownCard } from './queries/own-card.ts'
import { readCard } from './queries/read-card.ts'
import { seenByOthers } from './queries/seen.ts'
import { refusals } from './refusals.ts'

export const profiles: Manifest = {
  name: 'profiles',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(readCard), reading(ownCard), reading(seenByOthers), reading(myConsents), reading(consentWords), reading(myHidings)],
    ...[
      deed(chooseAudience),
      deed(saveFacet),
      deed(withdrawConsent),
      deed(hideFrom),
      deed(showAgain),
      deed(forgetPerson),
      deed(renewSecrets),
    ],
  ],
  pages,
  welcome: '/welcome',
  jobs: () => ({ listeners: listeners(), sweeps: sweeps() }),
  stays: 'of-accounts',
  holds: [
    { table: 'card', about: 'person', sealed: ['age_sealed'] },
    { table: 'facet', about: 'person', sealed: ['value_sealed'] },
    { table: 'consent', about: 'person' },
    { table: 'hiding', about: 'person' },
  ],
  heldOf: (kit, own) => heldOf(kit.runner.db, kit.runner.outside.keys, own.persons),
}
