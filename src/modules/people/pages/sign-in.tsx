import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, Refused } from '../../../core/refused.ts'
import { attempt, problemOf, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, href, type Env, type PageContext } from '../../../web/page.ts'
import { requestSignInLink } from '../commands/request-sign-in-link.ts'
import { useSignInLink } from '../commands/use-sign-in-link.ts'
import { signInLink } from '../queries/sign-in-link.ts'
import { LINK_MINUTES, linkHolds, localPath } from '../rules.ts'
import { LinkAsked, LinkOpened, LinkSpent, SignInForm } from '../views/sign-in.tsx'
import { heldSession, keepSession } from './session-cookie.tsx'

export function signInPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/sign-in', (c) => {
    const { page } = c.var
    const then = localPath(c.req.query('then'))
    if (page.actor.account !== null) return goTo(c, then ?? '/me')
    return c.html(<SignInForm page={page} email="" then={then} byMail={kit.mailer.delivers} />)
  })
  app.post('/sign-in', (c) => askForLink(c, kit))
  app.get('/sign-in/:token', (c) => showLink(c, kit, c.req.param('token')))
  app.post('/sign-in/:token', (c) => followLink(c, kit, c.req.param('token')))
  return app
}

/** The same page for every address, known or not. */
async function askForLink(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const email = form.text('email')
  const then = localPath(form.optional('then'))
  const run = async () => {
    await kit.limits.spend('sign-in', c.get('visitor'))
    return perform(kit.runner, requestSignInLink, { email, then }, page.actor)
  }
  return attempt(c, run, {
    done: () => c.html(<LinkAsked page={page} email={email} minutes={LINK_MINUTES} byMail={kit.mailer.delivers} />),
    redraw: (problem) => c.html(<SignInForm page={page} email={email} then={then} problem={problem} byMail={kit.mailer.delivers} />),
  })
}

/** Looking changes nothing: programs that read mail before people do follow every link. */
async function showLink(c: PageContext, kit: Kit, token: string): Promise<Response> {
  const { page } = c.var
  const { signed, link } = await signInLink(kit.runner.db, kit.runner.outside.keys, token)
  try {
    demand(linkHolds(signed, link, page.now))
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.kind !== 'conflict') throw error
    c.status(409)
    return drawSpent(c, problemOf(error, page.say))
  }
  return c.html(<LinkOpened page={page} token={token} />)
}

async function followLink(c: PageContext, kit: Kit, token: string): Promise<Response> {
  const { page } = c.var
  await kit.limits.spend('sign-in', c.get('visitor'))
  const newcomerName = page.say('person.placeholder', { mark: kit.runner.outside.uuid().slice(0, 4) })
  const run = () => perform(kit.runner, useSignInLink, { token, newcomerName, replaces: heldSession(c, kit) }, page.actor)
  return attempt(c, run, {
    done({ session, then, newcomer }) {
      keepSession(c, kit, session)
      if (!newcomer) return goTo(c, then ?? '/')
      // Not goTo(): the path inside the query is encoded already, and must not be encoded again.
      return c.redirect(href(page, then === null ? '/me/name' : `/me/name?then=${encodeURIComponent(then)}`), 303)
    },
    redraw: (problem) => drawSpent(c, problem),
  })
}

const drawSpent = (c: PageContext, problem: Problem): Response | Promise<Response> =>
  c.html(<LinkSpent page={c.var.page} problem={problem} />)
