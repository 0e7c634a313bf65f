import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { useOwnerLink } from '../commands/use-owner-link.ts'
import { mayUseOwnerLink } from '../policy.ts'
import { ownerLinkFacts } from '../queries/owner-link.ts'
import { OwnerForm } from '../views/owner.tsx'
import { heldSession, keepSession } from './session-cookie.tsx'

export function ownerPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/sign-in/owner/:token', async (c) => {
    const { page } = c.var
    const token = c.req.param('token')
    demand(mayUseOwnerLink(await ownerLinkFacts(kit.runner.db, kit.runner.outside.keys, token), page.now))
    return c.html(<OwnerForm page={page} token={token} email={c.req.query('email') ?? ''} name="" />)
  })
  app.post('/sign-in/owner/:token', (c) => becomeOwner(c, kit, c.req.param('token')))
  return app
}

async function becomeOwner(c: PageContext, kit: Kit, token: string): Promise<Response> {
  const { page } = c.var
  await kit.limits.spend('sign-in', c.get('visitor'))
  const form = await readForm(c)
  const email = form.text('email')
  const name = form.text('name')
  return attempt(c, () => perform(kit.runner, useOwnerLink, { token, email, name, replaces: heldSession(c, kit) }, page.actor), {
    done({ session }) {
      keepSession(c, kit, session)
      return goTo(c, '/bodies')
    },
    redraw: (problem) => c.html(<OwnerForm page={page} token={token} email={email} name={name} problem={problem} />),
  })
}
