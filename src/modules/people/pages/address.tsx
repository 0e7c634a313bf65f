import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, Refused } from '../../../core/refused.ts'
import { attempt, problemOf, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { changeAddress } from '../commands/change-address.ts'
import { requestAddressChange } from '../commands/request-address-change.ts'
import { mayChangeWaysIn, signedIn } from '../policy.ts'
import { myAccount } from '../queries/my-account.ts'
import { sessionHeld } from '../queries/sessions.ts'
import { addressLink } from '../queries/sign-in-link.ts'
import { addressLinkHolds, LINK_MINUTES, maskedEmail } from '../rules.ts'
import { AddressAsked, AddressForm, AddressLinkOpened } from '../views/address.tsx'
import { heldSession } from './session-cookie.tsx'

export function addressPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/address', (c) => showForm(c, kit))
  app.post('/me/address', (c) => askFor(c, kit))
  app.get('/me/address/:token', (c) => showLink(c, kit, c.req.param('token')))
  app.post('/me/address/:token', (c) => follow(c, kit, c.req.param('token')))
  return app
}

async function showForm(c: PageContext, kit: Kit, returned?: { email: string; problem: Problem }): Promise<Response> {
  const { page } = c.var
  const { email: masked } = await ask(kit.runner, myAccount, {}, page.actor)
  const mayChange = mayChangeWaysIn(page.actor, await sessionHeld(kit.runner.db, heldSession(c, kit) ?? ''), page.now)
  return c.html(<AddressForm page={page} masked={masked} email={returned?.email ?? ''} mayChange={mayChange} problem={returned?.problem} />)
}

async function askFor(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const email = (await readForm(c)).text('email')
  demand(signedIn(page.actor))
  const run = async () => {
    await kit.limits.spend('sign-in', c.get('visitor'))
    return perform(kit.runner, requestAddressChange, { email, held: heldSession(c, kit) ?? '' }, page.actor)
  }
  return attempt(c, run, {
    done: () => c.html(<AddressAsked page={page} email={email} minutes={LINK_MINUTES} />),
    redraw: (problem) => showForm(c, kit, { email, problem }),
  })
}

async function showLink(c: PageContext, kit: Kit, token: string): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  demand(signedIn(page.actor))
  const link = await addressLink(db, outside.keys, token)
  try {
    demand(addressLinkHolds(link, page.actor.account, page.now))
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.kind !== 'conflict') throw error
    c.status(409)
    return drawLink(c, token, { masked: '', problem: problemOf(error, page.say) })
  }
  const masked = link === null ? '' : maskedEmail(outside.keys.open('email', link.emailSealed))
  return drawLink(c, token, { masked, problem: undefined })
}

async function follow(c: PageContext, kit: Kit, token: string): Promise<Response> {
  const { page } = c.var
  await kit.limits.spend('sign-in', c.get('visitor'))
  return attempt(c, () => perform(kit.runner, changeAddress, { token }, page.actor), {
    done: () => goTo(c, '/me'),
    redraw: (problem) => drawLink(c, token, { masked: '', problem }),
  })
}

const drawLink = (c: PageContext, token: string, shown: { masked: string; problem: Problem | undefined }): Response | Promise<Response> =>
  c.html(<AddressLinkOpened page={c.var.page} token={token} {...shown} />)
