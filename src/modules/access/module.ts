import { Hono } from 'hono'
import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { identifyToken } from './commands/identify-token.ts'
import { makeToken } from './commands/make-token.ts'
import { revokeToken } from './commands/revoke-token.ts'
import { sweeps } from './jobs.ts'
import { guidePages } from './pages/guide.tsx'
import { tokenPages } from './pages/tokens.tsx'
import { myTokens, tokensOf } from './queries/tokens.ts'
import { refusals } from './refusals.ts'
import { KEPT_DAYS } from './rules.ts'

export const access: Manifest = {
  name: 'access',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [deed(makeToken), deed(revokeToken), reading(myTokens)],
  pages: (kit) => new Hono<Env>().route('/', tokenPages(kit)).route('/', guidePages(kit)),
  jobs: () => ({ listeners: [], sweeps: sweeps() }),
  identifyToken: (kit) => identifyToken(kit.runner.db),
  stays: 'of-accounts',
  holds: [{ table: 'access_token', about: 'account', sealed: ['token_hash'], keeps: { days: KEPT_DAYS, since: 'expires_at' } }],
  heldOf: async (kit, { account }) => ({ tokens: await tokensOf(kit.runner.db, account) }),
}
