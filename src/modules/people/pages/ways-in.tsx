import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { addPasskey } from '../commands/add-passkey.ts'
import { makeRecoveryCodes } from '../commands/make-recovery-codes.ts'
import { removePasskey } from '../commands/remove-passkey.ts'
import { renamePasskey } from '../commands/rename-passkey.ts'
import { mayChangeWaysIn, signedIn } from '../policy.ts'
import { myWaysIn } from '../queries/my-ways-in.ts'
import { newPasskeyQuestion } from '../queries/passkey-question.ts'
import { sessionHeld } from '../queries/sessions.ts'
import { placeOfKeys } from '../rules.ts'
import { RecoveryCodesPage } from '../views/recovery-codes.tsx'
import { WaysInPage } from '../views/ways-in.tsx'
import { answerOfDevice, askDevice } from './passkey-cookie.tsx'
import { heldSession } from './session-cookie.tsx'

export function waysInPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/ways-in', (c) => show(c, kit))
  app.post('/me/passkeys/question', async (c) => askDevice(c, kit, await ask(kit.runner, newPasskeyQuestion, {}, c.var.page.actor)))
  app.post('/me/passkeys', (c) => add(c, kit))
  app.post('/me/passkeys/:passkey/name', (c) => rename(c, kit, c.req.param('passkey')))
  app.post('/me/passkeys/:passkey/removal', (c) => remove(c, kit, c.req.param('passkey')))
  app.post('/me/recovery-codes', (c) => makeCodes(c, kit))
  // Codes are shown once, as the answer to the form; who comes back to their address finds how many are left.
  for (const path of ['/me/passkeys', '/me/recovery-codes']) app.get(path, (c) => goTo(c, '/me/ways-in'))
  return app
}

async function show(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const held = await sessionHeld(kit.runner.db, heldSession(c, kit) ?? '')
  const mayChange = mayChangeWaysIn(page.actor, held, page.now)
  return c.html(
    <WaysInPage
      page={page}
      ways={await ask(kit.runner, myWaysIn, {}, page.actor)}
      mayChange={mayChange}
      byPasskey={placeOfKeys(kit.publicUrl) !== null}
      problem={problem}
      further={await kit.ownWaysIn(page, mayChange)}
    />,
  )
}

const shown = (c: PageContext, kit: Kit) => ({
  done: () => goTo(c, '/me/ways-in'),
  redraw: (problem: Problem) => show(c, kit, problem),
})

async function add(c: PageContext, kit: Kit): Promise<Response> {
  const { form, question, answer } = await answerOfDevice(c, kit)
  const input = { held: heldSession(c, kit) ?? '', question, answer, name: form.text('name') }
  demand(signedIn(c.var.page.actor))
  return attempt(c, () => perform(kit.runner, addPasskey, input, c.var.page.actor), shown(c, kit))
}

async function rename(c: PageContext, kit: Kit, passkey: string): Promise<Response> {
  const name = (await readForm(c)).text('name')
  demand(signedIn(c.var.page.actor))
  return attempt(c, () => perform(kit.runner, renamePasskey, { passkey, name }, c.var.page.actor), shown(c, kit))
}

async function remove(c: PageContext, kit: Kit, passkey: string): Promise<Response> {
  const held = heldSession(c, kit) ?? ''
  demand(signedIn(c.var.page.actor))
  return attempt(c, () => perform(kit.runner, removePasskey, { passkey, held }, c.var.page.actor), shown(c, kit))
}

async function makeCodes(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const run = () => perform(kit.runner, makeRecoveryCodes, { held: heldSession(c, kit) ?? '' }, page.actor)
  return attempt(c, run, {
    done: ({ codes }) => c.html(<RecoveryCodesPage page={page} codes={codes} />),
    redraw: (problem) => show(c, kit, problem),
  })
}
