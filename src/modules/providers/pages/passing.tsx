import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { dropCookie, readCookie, writeCookie } from '../../../web/cookies.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { attachProvider } from '../commands/attach-provider.ts'
import { detachProvider } from '../commands/detach-provider.ts'
import { providerIsOn, signedIn } from '../policy.ts'
import { newPassage, openPassage, sealPassage, type Passage } from '../queries/passage.ts'
import { addressOut, subjectTags } from '../queries/provider-answer.ts'
import { providerBySlug } from '../queries/providers.ts'
import { no } from '../refusals.ts'
import { backPath, PASSAGE_MINUTES } from '../rules.ts'
import { NotSignedInPage, SetOutPage } from '../views/passage.tsx'
import { hexOf, joinHere, takeIn } from './arriving.tsx'

/** To a provider and back: to sign in, and to add it to the ways by which one signs in. */
export function passingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const path of ['/sign-in/with/*', '/me/providers/*']) {
    app.use(path, async (c, next) => {
      c.header('cache-control', 'no-store')
      return next()
    })
  }
  app.post('/sign-in/with/:slug', (c) => setOutToSignIn(c, kit, c.req.param('slug')))
  app.get('/sign-in/with/:slug', (c) => goTo(c, '/sign-in'))
  app.get('/sign-in/with/:slug/back', (c) => comeBack(c, kit, c.req.param('slug')))
  app.post('/sign-in/with/:slug/arrival', (c) => joinHere(c, kit, c.req.param('slug')))
  app.get('/sign-in/with/:slug/arrival', (c) => goTo(c, '/sign-in'))
  app.post('/me/providers/:slug', (c) => setOutToAdd(c, kit, c.req.param('slug')))
  app.get('/me/providers/:slug', (c) => goTo(c, '/me/ways-in'))
  app.post('/me/providers/:slug/removal', (c) => detach(c, kit, c.req.param('slug')))
  return app
}

const held = (c: PageContext, kit: Kit): string => (readCookie(c, 'session', kit.secureCookies) ?? '').slice(0, 200)
const asking = ({ runner: { outside } }: Kit) => ({ keys: outside.keys, fetch: outside.network.fetch })

async function setOutToSignIn(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { page } = c.var
  const then = (await readForm(c)).optional('then')
  const next = then !== undefined && people.isLocalPath(then) ? then : null
  return setOut(c, kit, slug, { account: null, again: page.actor.account !== null, next })
}

async function setOutToAdd(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { actor, now } = c.var.page
  demand(signedIn(actor))
  demand(await people.freshlySignedIn(kit.runner.db, held(c, kit), { actor, now }))
  return setOut(c, kit, slug, { account: actor.account, again: false, next: null })
}

async function setOut(c: PageContext, kit: Kit, slug: string, aim: Pick<Passage, 'account' | 'again' | 'next'>): Promise<Response> {
  const { page } = c.var
  const adding = aim.account !== null
  const { outside, db } = kit.runner
  const run = async () => {
    await kit.limits.spend('sign-in', c.var.visitor)
    const provider = await providerBySlug(db, slug)
    demand(providerIsOn(provider.enabled))
    const passage = newPassage(outside, { ...aim, provider: provider.id, locale: page.say.locale })
    const to = await addressOut(provider, passage, `${kit.publicUrl}${backPath(slug)}`, asking(kit))
    return { name: provider.name, passage, to }
  }
  return attempt(c, run, {
    done({ name, passage, to }) {
      const days = PASSAGE_MINUTES / (24 * 60)
      writeCookie(c, 'passage', sealPassage(outside.keys, passage), { secure: kit.secureCookies, days })
      return c.html(<SetOutPage page={page} name={name} to={to} adding={adding} />)
    },
    redraw: (problem) => c.html(<NotSignedInPage page={page} problem={problem} adding={adding} />),
  })
}

/** The provider sends people to one address without a language; they go on in the one in which they set out. */
async function comeBack(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { page } = c.var
  const { keys } = kit.runner.outside
  const passage = openPassage(keys, readCookie(c, 'passage', kit.secureCookies) ?? '')
  if (passage !== null && passage.locale !== page.say.locale && page.locales.includes(passage.locale)) {
    return c.redirect(`/${passage.locale}${backPath(slug)}${page.search}`, 303)
  }
  dropCookie(c, 'passage', kit.secureCookies)
  const adding = passage !== null && passage.account !== null
  return attempt(c, () => arrive(c, kit, slug, passage), {
    done: (answer) => answer,
    redraw: (problem) => c.html(<NotSignedInPage page={page} problem={problem} adding={adding} />),
  })
}

/** First the world is asked, then the database is held: never both at once. The answer is where to go next, or what is to be accepted first. */
async function arrive(c: PageContext, kit: Kit, slug: string, passage: Passage | null): Promise<Response> {
  const { page, visitor } = c.var
  await kit.limits.spend('sign-in', visitor)
  const provider = await providerBySlug(kit.runner.db, slug)
  // Nobody set out in this browser, or to another provider, or on another way: what comes back is somebody else's.
  const own = passage !== null && passage.provider === provider.id && passage.state === c.req.query('state')
  if (!own) return refuse(no('provider.other-browser'))
  if (page.now.getTime() >= passage.endsAt) return refuse(no('provider.too-late'))
  demand(providerIsOn(provider.enabled))
  const subject = await subjectTags(provider, passage, new URL(`${kit.publicUrl}${backPath(slug)}${page.search}`), asking(kit))
  const { account, next, state, endsAt } = passage
  if (account === null) return takeIn(c, kit, { provider: slug, subject: hexOf(subject), state, next, endsAt })
  return addTo(c, kit, account, { provider: slug, subject, state })
}

type Proved = { readonly provider: string; readonly subject: readonly Buffer[]; readonly state: string }

async function addTo(c: PageContext, kit: Kit, account: string, proved: Proved): Promise<Response> {
  const { actor } = c.var.page
  // Who signed out or signed in as somebody else meanwhile adds nothing to either.
  if (actor.account !== account) return refuse(no('provider.other-browser'))
  await perform(kit.runner, attachProvider, { ...proved, held: held(c, kit) }, actor)
  return goTo(c, '/me/ways-in')
}

async function detach(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  return attempt(c, () => perform(kit.runner, detachProvider, { provider: slug, held: held(c, kit) }, page.actor), {
    done: () => goTo(c, '/me/ways-in'),
    redraw: (problem) => c.html(<NotSignedInPage page={page} problem={problem} adding />),
  })
}
