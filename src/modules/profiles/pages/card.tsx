import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { chooseAudience } from '../commands/choose-audience.ts'
import { ownCard } from '../queries/own-card.ts'
import { readCard } from '../queries/read-card.ts'
import { seenByOthers } from '../queries/seen.ts'
import { CardPage } from '../views/card.tsx'
import { OwnCardPage, WelcomePage, type Chosen } from '../views/own-card.tsx'
import { SeenPage } from '../views/seen.tsx'

/** The card as others see it, through one's own eyes and through theirs, and who may see it. */
export function cardPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/people/:person', async (c) => {
    const card = await ask(kit.runner, readCard, { person: c.req.param('person') }, c.var.page.actor)
    const path = `/people/${card.person}`
    const sections = card.own ? [] : await kit.subjectSections(c.var.page, { sort: 'person', id: card.person, path, name: card.name })
    return c.html(<CardPage page={c.var.page} card={card} sections={sections} />)
  })
  app.get('/me/seen', async (c) => {
    const { page } = c.var
    const seen = await ask(kit.runner, seenByOthers, {}, page.actor)
    return c.html(<SeenPage page={page} seen={seen} namings={await kit.namings(page, page.actor.person ?? '')} />)
  })
  app.get('/me/card', (c) => showOwn(c, kit))
  app.get('/welcome', (c) => showWelcome(c, kit))
  app.post('/me/audience', (c) => choose(c, kit))
  return app
}

type Again = { readonly chosen: Chosen; readonly problem: Problem }

async function showOwn(c: PageContext, kit: Kit, again?: Again): Promise<Response> {
  const card = await ask(kit.runner, ownCard, {}, c.var.page.actor)
  return c.html(<OwnCardPage page={c.var.page} card={card} chosen={again?.chosen ?? card} problem={again?.problem} />)
}

async function showWelcome(c: PageContext, kit: Kit, again?: Again & { readonly then: string | undefined }): Promise<Response> {
  const { page } = c.var
  const card = await ask(kit.runner, ownCard, {}, page.actor)
  const then = again === undefined ? people.localPath(c.req.query('then')) : again.then
  return c.html(<WelcomePage page={page} card={card} chosen={again?.chosen ?? card} then={then} problem={again?.problem} />)
}

/** From the page of a newcomer one goes on to where one wanted to go. */
async function choose(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const chosen = { audience: form.text('audience'), under18: form.checked('under18') }
  const newcomer = form.checked('welcome')
  const then = people.localPath(form.optional('then'))
  return attempt(c, () => perform(kit.runner, chooseAudience, chosen, c.var.page.actor), {
    done: () => goTo(c, newcomer ? (then ?? '/me/seen') : '/me/card'),
    redraw: (problem) => (newcomer ? showWelcome(c, kit, { chosen, problem, then }) : showOwn(c, kit, { chosen, problem })),
  })
}
