import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { ownMark } from '../../../web/waiting.tsx'
import { endOtherSessions } from '../commands/end-other-sessions.ts'
import { endSession } from '../commands/end-session.ts'
import { eraseAccount } from '../commands/erase-account.ts'
import { keepAccount, leaveHub } from '../commands/leave-hub.ts'
import { renamePerson } from '../commands/rename-person.ts'
import { mayChangeWaysIn, mayLeave, signedIn } from '../policy.ts'
import { myAccount } from '../queries/my-account.ts'
import { operatingOf } from '../queries/operators.ts'
import { sessionHeld, sessionId } from '../queries/sessions.ts'
import { localPath } from '../rules.ts'
import { MyAccountPage } from '../views/account.tsx'
import { DeparturePage } from '../views/departure.tsx'
import { NameForm } from '../views/name.tsx'
import { dropSession, heldSession } from './session-cookie.tsx'

export function accountPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/sign-out', (c) => signOut(c, kit))
  app.get('/me', (c) => showAccount(c, kit))
  app.post('/me/other-sessions/ending', (c) => signOutOthers(c, kit))
  app.post('/me/sessions/:session/ending', (c) => signOutOne(c, kit, c.req.param('session')))
  app.get('/me/departure', (c) => showDeparture(c, kit))
  app.post('/me/departure', (c) => leave(c, kit))
  app.post('/me/departure/withdrawal', (c) => keep(c, kit))
  app.post('/me/erasure', (c) => erase(c, kit))
  app.get('/me/name', (c) => {
    const { page } = c.var
    demand(signedIn(page.actor))
    return c.html(<NameForm page={page} name={page.personName ?? ''} then={localPath(c.req.query('then'))} />)
  })
  app.post('/me/name', (c) => rename(c, kit))
  return app
}

async function showAccount(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const account = await ask(kit.runner, myAccount, {}, page.actor)
  const held = heldSession(c, kit)
  return c.html(
    <MyAccountPage
      page={page}
      account={account}
      own={ownMark(kit.runner.outside.keys, page.actor)}
      current={held === undefined ? null : sessionId(held)}
      notes={await kit.ownNotes(page)}
    />,
  )
}

async function showDeparture(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  demand(signedIn(page.actor))
  const held = await sessionHeld(db, heldSession(c, kit) ?? '')
  return c.html(
    <DeparturePage
      page={page}
      mayLeave={mayLeave(page.actor, await operatingOf(db, page.actor.account))}
      mayErase={mayChangeWaysIn(page.actor, held, page.now)}
      problem={problem}
    />,
  )
}

/** Out is out, even where the session had ended by itself. */
async function signOut(c: PageContext, kit: Kit): Promise<Response> {
  const held = heldSession(c, kit)
  if (held !== undefined && c.var.page.actor.account !== null) {
    await perform(kit.runner, endSession, { session: sessionId(held) }, c.var.page.actor)
  }
  clearDevice(c)
  dropSession(c, kit)
  return goTo(c, '/')
}

/** What pages left on the device goes with the session. Not the cookies: the language stays, and so does what a guest holds of a dialogue. */
const clearDevice = (c: PageContext): void => c.header('clear-site-data', '"cache", "storage"')

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
  const input = { sure: form.checked('sure'), held: heldSession(c, kit) }
  return attempt(c, () => perform(kit.runner, leaveHub, input, c.var.page.actor), {
    done: () => goTo(c, '/me/departure'),
    redraw: (problem) => showDeparture(c, kit, problem),
  })
}

async function keep(c: PageContext, kit: Kit): Promise<Response> {
  return attempt(c, () => perform(kit.runner, keepAccount, {}, c.var.page.actor), {
    done: () => goTo(c, '/me'),
    redraw: (problem) => showDeparture(c, kit, problem),
  })
}

async function erase(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const input = { sure: form.checked('sure'), held: heldSession(c, kit) ?? '' }
  demand(signedIn(c.var.page.actor))
  return attempt(c, () => perform(kit.runner, eraseAccount, input, c.var.page.actor), {
    done() {
      clearDevice(c)
      dropSession(c, kit)
      return goTo(c, '/')
    },
    redraw: (problem) => showDeparture(c, kit, problem),
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
