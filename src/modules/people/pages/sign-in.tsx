import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, Refused } from '../../../core/refused.ts'
import { attempt, problemOf, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, href, type Env, type PageContext } from '../../../web/page.ts'
import { requestSignInLink } from '../commands/request-sign-in-link.ts'
import { usePasskey } from '../commands/use-passkey.ts'
import { useRecoveryCode } from '../commands/use-recovery-code.ts'
import { useSignInLink } from '../commands/use-sign-in-link.ts'
import { signInQuestion } from '../queries/passkey-question.ts'
import { signInLink } from '../queries/sign-in-link.ts'
import { LINK_MINUTES, linkHolds, localPath, placeOfKeys, plainEmail } from '../rules.ts'
import { SignInPage, type Trouble } from '../views/sign-in-page.tsx'
import { LinkAsked, LinkOpened, LinkSpent } from '../views/sign-in.tsx'
import { answerOfDevice, askDevice } from './passkey-cookie.tsx'
import { heldSession, keepSession } from './session-cookie.tsx'

export function signInPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/sign-in', (c) => {
    const then = localPath(c.req.query('then'))
    // Whoever wants to change by what they sign in shows anew who they are.
    if (c.var.page.actor.account !== null && c.req.query('again') === undefined) return goTo(c, then ?? '/me')
    return draw(c, kit, { then })
  })
  app.post('/sign-in', (c) => askForLink(c, kit))
  app.post('/sign-in/passkey/question', (c) => askForPasskey(c, kit))
  app.post('/sign-in/passkey', (c) => takePasskey(c, kit))
  app.post('/sign-in/code', (c) => takeCode(c, kit))
  // A page that was sent by form and is asked for again (a reload, a bookmark) begins anew.
  for (const path of ['/sign-in/passkey', '/sign-in/code']) app.get(path, (c) => goTo(c, '/sign-in'))
  app.get('/sign-in/:token', (c) => showLink(c, kit, c.req.param('token')))
  app.post('/sign-in/:token', (c) => followLink(c, kit, c.req.param('token')))
  return app
}

type Drawn = { readonly then: string | undefined; readonly email?: string; readonly trouble?: Trouble }

const draw = (c: PageContext, kit: Kit, { then, email = '', trouble }: Drawn): Response | Promise<Response> =>
  c.html(
    <SignInPage
      page={c.var.page}
      email={email}
      then={then}
      trouble={trouble}
      byMail={kit.mailer.delivers}
      byPasskey={placeOfKeys(kit.publicUrl) !== null}
    />,
  )

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
    redraw: (problem) => draw(c, kit, { email, then, trouble: { way: 'mail', problem } }),
  })
}

async function askForPasskey(c: PageContext, kit: Kit): Promise<Response> {
  await kit.limits.spend('sign-in', c.get('visitor'))
  return askDevice(c, kit, await ask(kit.runner, signInQuestion, {}, c.var.page.actor))
}

async function takePasskey(c: PageContext, kit: Kit): Promise<Response> {
  const { form, question, answer } = await answerOfDevice(c, kit)
  const then = localPath(form.optional('then'))
  const run = async () => {
    await kit.limits.spend('sign-in', c.get('visitor'))
    return perform(kit.runner, usePasskey, { question, answer, replaces: heldSession(c, kit) }, c.var.page.actor)
  }
  return attempt(c, run, {
    done({ session }) {
      keepSession(c, kit, session)
      return goTo(c, then ?? '/')
    },
    redraw: (problem) => draw(c, kit, { then, trouble: { way: 'passkey', problem } }),
  })
}

/** Tries are counted for the visitor and for the address, each in memory under a scrambled mark; an address that is unknown counts alike. */
async function takeCode(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const then = localPath(form.optional('then'))
  const [address, code] = [form.text('address'), form.text('code')]
  const run = async () => {
    await kit.limits.spend('sign-in', c.get('visitor'))
    await kit.limits.spend('sign-in', `code ${kit.runner.outside.keys.tag('email', plainEmail(address)).toString('hex')}`)
    return perform(kit.runner, useRecoveryCode, { address, code, replaces: heldSession(c, kit) }, c.var.page.actor)
  }
  return attempt(c, run, {
    done({ session }) {
      keepSession(c, kit, session)
      return goTo(c, then ?? '/me/ways-in')
    },
    redraw: (problem) => draw(c, kit, { then, email: address, trouble: { way: 'code', problem } }),
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
