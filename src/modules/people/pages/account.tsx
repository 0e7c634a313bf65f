import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { endOtherSessions } from '../commands/end-other-sessions.ts'
import { endSession } from '../commands/end-session.ts'
import { leaveHub } from '../commands/leave-hub.ts'
import { renamePerson } from '../commands/rename-person.ts'
import { mayLeave, signedIn } from '../policy.ts'
import { myAccount } from '../queries/my-account.ts'
import { countOperators } from '../queries/operators.ts'
import { sessionId } from '../queries/sessions.ts'
import { localPath } from '../rules.ts'
import { MyAccountPage } from '../views/account.tsx'
import { NameForm } from '../views/name.tsx'
import { dropSession, heldSession } from './session-cookie.tsx'

export function accountPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/sign-out', (c) => signOut(c, kit))
  app.get('/me', (c) => showAccount(c, kit))
  app.post('/me/other-sessions/ending', (c) => signOutOthers(c, kit))
  app.post('/me/sessions/:session/ending', (c) => signOutOne(c, kit, c.req.param('session')))
  app.post('/me/departure', (c) => leave(c, kit))
  app.get('/me/name', (c) => {
    const { page } = c.var
    demand(signedIn(page.actor))
    return c.html(<NameForm page={page} name={page.personName ?? ''} then={localPath(c.req.query('then'))} />)
  })
  app.post('/me/name', (c) => rename(c, kit))
  return app
}

async function showAccount(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const account = await ask(kit.runner, myAccount, {}, page.actor)
  const held = heldSession(c, kit)
  const may = mayLeave(page.actor, await countOperators(kit.runner.db))
  return c.html(
    <MyAccountPage page={page} account={account} current={held === undefined ? null : sessionId(held)} mayLeave={may} problem={problem} />,
  )
}

/** Out is out, even where the session had ended by itself. */
async function signOut(c: PageContext, kit: Kit): Promise<Response> {
  const held = heldSession(c, kit)
  if (held !== undefined && c.var.page.actor.account !== null) {
    await perform(kit.runner, endSession, { session: sessionId(held) }, c.var.page.actor)
  }
  dropSession(c, kit)
  return goTo(c, '/')
}

async function signOutOthers(c: PageContext, kit: Kit): Promise<Response> {
  demand(signedIn(c.var.page.actor))
  await perform(kit.runner, endOtherSessions, { keep: sessionId(heldSession(c, kit) ?? '') }, c.var.page.actor)
  return goTo(c, '/me')
}

async function signOutOne(c: PageContext, kit: Kit, session: string): Promise<Response> {
  demand(signedIn(c.var.page.actor))
  await perform(kit.runner, endSession, { session }, c.var.page.actor)
  return goTo(c, '/me')
}

async function leave(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  return attempt(c, () => perform(kit.runner, leaveHub, { sure: form.checked('sure') }, c.var.page.actor), {
    done() {
      dropSession(c, kit)
      return goTo(c, '/')
    },
    redraw: (problem) => showAccount(c, kit, problem),
  })
}

async function rename(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const name = form.text('name')
  const then = localPath(form.optional('then'))
  return attempt(c, () => perform(kit.runner, renamePerson, { name }, page.actor), {
    done: () => goTo(c, then ?? '/me'),
    redraw: (problem) => c.html(<NameForm page={page} name={name} then={then} problem={problem} />),
  })
}
