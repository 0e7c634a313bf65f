import { Hono } from 'hono'
import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { addProvider } from './commands/add-provider.ts'
import { attachProvider } from './commands/attach-provider.ts'
import { changeProvider } from './commands/change-provider.ts'
import { detachProvider } from './commands/detach-provider.ts'
import { useProvider } from './commands/use-provider.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { sweeps } from './jobs.ts'
import { keepingPages } from './pages/keeping.tsx'
import { passingPages } from './pages/passing.tsx'
import { ownWaysIn, signInWays } from './pages/ways.tsx'
import { keptProviders, listProviders } from './queries/providers.ts'
import { myProviders, waysOf } from './queries/subjects.ts'
import { refusals } from './refusals.ts'

export const providers: Manifest = {
  name: 'providers',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    deed(addProvider),
    deed(changeProvider),
    deed(useProvider),
    deed(attachProvider),
    deed(detachProvider),
    deed(renewSecrets),
    reading(listProviders),
    reading(keptProviders),
    reading(myProviders),
  ],
  pages: (kit) => new Hono<Env>().route('/', keepingPages(kit)).route('/', passingPages(kit)),
  jobs: () => ({ listeners: [], sweeps: sweeps() }),
  signInWays,
  ownWaysIn,
  stays: 'of-the-hub',
  holds: [
    { table: 'sign_in_provider', about: 'nobody', sealed: ['secret_sealed'] },
    { table: 'provider_subject', about: 'account', sealed: ['subject_tag'] },
    { table: 'spent_passage', about: 'nobody', sealed: ['state_hash'] },
  ],
  heldOf: async (kit, { account }) => ({ ways: await waysOf(kit.runner.db, account) }),
}
