import { Hono } from 'hono'
import { nobody, type Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import { ask, perform, together } from '../../../core/perform.ts'
import { demand, Refused } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { attempt, problemOf, readForm, type Problem } from '../../../web/form.ts'
import type { Joining, Kit } from '../../../web/manifest.ts'
import { goTo, href, type Env, type PageContext } from '../../../web/page.ts'
import { requestSignInLink } from '../commands/request-sign-in-link.ts'
import { usePasskey } from '../commands/use-passkey.ts'
import { useRecoveryCode } from '../commands/use-recovery-code.ts'
import { useSignInLink } from '../commands/use-sign-in-link.ts'
import { signInQuestion } from '../queries/passkey-question.ts'
import { accountOf } from '../queries/identities.ts'
import { isNewcomers, signInLink } from '../queries/sign-in-link.ts'
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

const draw = async (c: PageContext, kit: Kit, { then, email = '', trouble }: Drawn): Promise<Response> =>
  c.html(
    <SignInPage
      page={c.var.page}
      email={email}
      then={then}
      trouble={trouble}
      byMail={kit.mailer.delivers}
      late={await isLate(kit)}
      byPasskey={placeOfKeys(kit.publicUrl) !== null}
      further={await kit.signInWays(c.var.page, then)}
    />,
  )

const isLate = async ({ mailer }: Kit): Promise<boolean> => (await mailer.isLate?.()) ?? false

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
    done: async () =>
      c.html(<LinkAsked page={page} email={email} minutes={LINK_MINUTES} byMail={kit.mailer.delivers} late={await isLate(kit)} />),
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
  const joining = await joiningBy(c, kit, token)
  return c.html(<LinkOpened page={page} token={token} joining={joining?.draw(undefined)} />)
}

/** What a newcomer has to accept; null for who has an account. */
const joiningBy = async (c: PageContext, kit: Kit, token: string): Promise<Joining | null> =>
  (await isNewcomers(kit.runner.db, kit.runner.outside.keys, token)) ? kit.joining(c.var.page, THE_HUB) : null

async function followLink(c: PageContext, kit: Kit, token: string): Promise<Response> {
  const { page } = c.var
  await kit.limits.spend('sign-in', c.get('visitor'))
  const newcomerName = page.say('person.placeholder', { mark: kit.runner.outside.uuid().slice(0, 4) })
  const joining = await joiningBy(c, kit, token)
  const form = await readForm(c)
  const run = () => {
    joining?.demand(form)
    // The account is made and the charter accepted in one transaction.
    return together(kit.runner, async (deed, tx) => {
      const done = await deed(useSignInLink, { token, newcomerName, replaces: heldSession(c, kit) }, page.actor)
      if (joining !== null && done.newcomer) await joining.record(deed, await actorOf(tx, done.person, page.say.locale))
      return done
    })
  }
  return attempt(c, run, {
    done({ session, then, newcomer }) {
      keepSession(c, kit, session)
      if (!newcomer) return goTo(c, then ?? '/')
      // Not goTo(): the path inside the query is encoded already, and must not be encoded again.
      const next = kit.welcome(then)
      return c.redirect(href(page, next === null ? '/me/name' : `/me/name?then=${encodeURIComponent(next)}`), 303)
    },
    redraw: (problem) =>
      problem.fields.has('accepted')
        ? c.html(<LinkOpened page={page} token={token} joining={joining?.draw(problem)} />)
        : drawSpent(c, problem),
  })
}

/** Somebody who has an account since this very transaction. */
async function actorOf(tx: Tx, person: string, locale: string): Promise<Actor> {
  const account = await accountOf(tx, person)
  return { ...nobody(locale), account: account as Actor['account'], person: person as Actor['person'] }
}

const drawSpent = (c: PageContext, problem: Problem): Response | Promise<Response> =>
  c.html(<LinkSpent page={c.var.page} problem={problem} />)
