import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { SCOPES } from '../../../core/scopes.ts'
import { readCookie } from '../../../web/cookies.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { makeToken } from '../commands/make-token.ts'
import { revokeToken } from '../commands/revoke-token.ts'
import { signedIn } from '../policy.ts'
import { myTokens } from '../queries/tokens.ts'
import { USUAL_DAYS } from '../rules.ts'
import { MadePage, TokensPage, type TokenValues } from '../views/tokens.tsx'

export function tokenPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.use('/me/tokens/*', async (c, next) => {
    c.header('cache-control', 'no-store')
    return next()
  })
  app.get('/me/tokens', (c) => show(c, kit))
  app.post('/me/tokens', (c) => make(c, kit))
  app.post('/me/tokens/:token/revocation', (c) => revoke(c, kit, c.req.param('token')))
  return app
}

const held = (c: PageContext, kit: Kit): string => (readCookie(c, 'session', kit.secureCookies) ?? '').slice(0, 200)

async function show(c: PageContext, kit: Kit, drawn: { values?: TokenValues; problem?: Problem } = {}): Promise<Response> {
  const { page } = c.var
  const { actor, now } = page
  demand(signedIn(actor))
  const { db } = kit.runner
  const identities = await people.identitiesOf(db, actor.account)
  const usual = { name: '', person: actor.person ?? '', scopes: ['read'], days: String(USUAL_DAYS) }
  return c.html(
    <TokensPage
      page={page}
      tokens={await ask(kit.runner, myTokens, {}, actor)}
      identities={identities.map(({ person, name }) => ({ person, name }))}
      mayMake={await people.freshlySignedIn(db, held(c, kit), { actor, now })}
      scopes={SCOPES}
      values={drawn.values ?? usual}
      problem={drawn.problem}
    />,
  )
}

/** The token is shown as the answer to the form, and nowhere else ever. */
async function make(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const form = await readForm(c)
  const values = { name: form.text('name'), person: form.text('person'), scopes: form.all('scopes'), days: form.text('days') }
  const input = { ...values, days: Number(values.days), held: held(c, kit) }
  return attempt(c, () => perform(kit.runner, makeToken, input, page.actor), {
    done: ({ token, expiresAt }) => c.html(<MadePage page={page} token={token} expiresAt={expiresAt} />),
    redraw: (problem) => show(c, kit, { values, problem }),
  })
}

async function revoke(c: PageContext, kit: Kit, token: string): Promise<Response> {
  demand(signedIn(c.var.page.actor))
  await perform(kit.runner, revokeToken, { token }, c.var.page.actor)
  return goTo(c, '/me/tokens')
}
