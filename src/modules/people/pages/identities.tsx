import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { actAs } from '../commands/act-as.ts'
import { makeIdentity } from '../commands/make-identity.ts'
import type { removeIdentityOf } from '../commands/remove-identity.ts'
import { renamePerson } from '../commands/rename-person.ts'
import { signedIn } from '../policy.ts'
import { localPath } from '../rules.ts'
import { myIdentities } from '../queries/identities.ts'
import { IdentitiesPage, type Returned } from '../views/identities.tsx'
import { heldSession, keepSession } from './session-cookie.tsx'

type Remove = ReturnType<typeof removeIdentityOf>

export function identityPages(kit: Kit, removeIdentity: Remove): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/identities', (c) => show(c, kit))
  app.post('/me/identities', (c) => make(c, kit))
  app.post('/me/identities/:person/name', (c) => rename(c, kit, c.req.param('person')))
  app.post('/me/identities/:person/acting', (c) => act(c, kit, c.req.param('person')))
  app.post('/me/identities/:person/removal', (c) => remove(c, kit, { person: c.req.param('person'), removeIdentity }))
  return app
}

async function show(c: PageContext, kit: Kit, returned?: Returned): Promise<Response> {
  const { page } = c.var
  const { identities } = await ask(kit.runner, myIdentities, {}, page.actor)
  return c.html(<IdentitiesPage page={page} identities={identities} returned={returned} />)
}

async function make(c: PageContext, kit: Kit): Promise<Response> {
  const typed = (await readForm(c)).text('name')
  demand(signedIn(c.var.page.actor))
  return attempt(c, () => perform(kit.runner, makeIdentity, { name: typed }, c.var.page.actor), {
    done: () => goTo(c, '/me/identities'),
    redraw: (problem) => show(c, kit, { form: 'new', typed, problem }),
  })
}

async function rename(c: PageContext, kit: Kit, person: string): Promise<Response> {
  const typed = (await readForm(c)).text('name')
  demand(signedIn(c.var.page.actor))
  return attempt(c, () => perform(kit.runner, renamePerson, { name: typed, identity: person }, c.var.page.actor), {
    done: () => goTo(c, '/me/identities'),
    redraw: (problem) => show(c, kit, { form: person, typed, problem }),
  })
}

async function act(c: PageContext, kit: Kit, person: string): Promise<Response> {
  const form = await readForm(c)
  const input = { person, held: heldSession(c, kit) ?? '', atSignIn: form.checked('always') }
  demand(signedIn(c.var.page.actor))
  return attempt(c, () => perform(kit.runner, actAs, input, c.var.page.actor), {
    done({ session }) {
      keepSession(c, kit, session)
      return goTo(c, localPath(form.optional('then')) ?? '/me/identities')
    },
    redraw: (problem) => show(c, kit, { form: '', typed: '', problem }),
  })
}

async function remove(c: PageContext, kit: Kit, { person, removeIdentity }: { person: string; removeIdentity: Remove }): Promise<Response> {
  const form = await readForm(c)
  demand(signedIn(c.var.page.actor))
  return attempt(c, () => perform(kit.runner, removeIdentity, { person, sure: form.checked('sure') }, c.var.page.actor), {
    done: () => goTo(c, '/me/identities'),
    redraw: (problem) => show(c, kit, { form: '', typed: '', problem }),
  })
}
