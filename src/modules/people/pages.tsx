import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import type { removeIdentityOf } from './commands/remove-identity.ts'
import { accountPages } from './pages/account.tsx'
import { addressPages } from './pages/address.tsx'
import { identityPages } from './pages/identities.tsx'
import { ownerPages } from './pages/owner.tsx'
import { preferencePages } from './pages/preferences.tsx'
import { signInPages } from './pages/sign-in.tsx'
import { waysInPages } from './pages/ways-in.tsx'

export function pages(kit: Kit, removeIdentity: ReturnType<typeof removeIdentityOf>): Hono<Env> {
  const app = new Hono<Env>()
  // What these pages show or hold is for one reader on one device: no cache keeps it.
  for (const path of ['/sign-in/*', '/me/*', '/operator/*']) {
    app.use(path, async (c, next) => {
      c.header('cache-control', 'no-store')
      return next()
    })
  }
  // The owner's pages come first: "/sign-in/owner/..." is no sign-in token.
  for (const part of [ownerPages, signInPages, accountPages, waysInPages, addressPages, preferencePages]) app.route('/', part(kit))
  app.route('/', identityPages(kit, removeIdentity))
  return app
}
