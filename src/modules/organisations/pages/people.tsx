import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { acceptInvitation } from '../commands/accept-invitation.ts'
import { endOffice } from '../commands/end-office.ts'
import { makeInvitation } from '../commands/make-invitation.ts'
import { withdrawInvitation } from '../commands/withdraw-invitation.ts'
import { mayAccept, mayEndOffice, maySteward } from '../policy.ts'
import { bodyBySlug } from '../queries/body-cards.ts'
import { bodyFacts, countStewards, holdsOffice, isMember } from '../queries/body-facts.ts'
import { bodyProfile, type Officer } from '../queries/body-profile.ts'
import { invitationBehind, openInvitations } from '../queries/invitations.ts'
import { no } from '../refusals.ts'
import { BodyPeoplePage } from '../views/body-people.tsx'
import { InvitationPage } from '../views/invitation.tsx'
import { bodyPath } from './bodies.tsx'

export function peoplePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/bodies/:slug/people', (c) => showPeople(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/offices/ending', (c) => end(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/invitations', async (c) => {
    const slug = c.req.param('slug')
    const form = await readForm(c)
    await perform(kit.runner, makeInvitation, { body: slug, role: form.text('role') }, c.var.page.actor)
    return goTo(c, `${bodyPath(slug)}/people#invitations`)
  })
  // Before the page of an invitation: no token reads "withdrawal".
  app.post('/bodies/:slug/invitations/withdrawal', async (c) => {
    const slug = c.req.param('slug')
    const form = await readForm(c)
    await perform(kit.runner, withdrawInvitation, { body: slug, invitation: form.text('invitation') }, c.var.page.actor)
    return goTo(c, `${bodyPath(slug)}/people#invitations`)
  })
  app.get('/bodies/:slug/invitations/:token', (c) => showInvitation(c, kit, { slug: c.req.param('slug'), token: c.req.param('token') }))
  app.post('/bodies/:slug/invitations/:token', async (c) => {
    const { slug, token } = c.req.param()
    await perform(kit.runner, acceptInvitation, { body: slug, token }, c.var.page.actor)
    return goTo(c, bodyPath(slug))
  })
  return app
}

async function showPeople(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { page } = c.var
  const facts = await bodyFacts(kit.runner.db, slug, page.actor)
  demand(maySteward(page.actor, facts))
  const body = await ask(kit.runner, bodyProfile, { body: slug }, page.actor)
  const invitations = await ask(kit.runner, openInvitations, { body: slug }, page.actor)
  const stewards = await countStewards(kit.runner.db, body.id)
  const mayEnd = (officer: Officer) => mayEndOffice(page.actor, officer, { body: facts, held: true, stewards }).ok
  c.header('cache-control', 'no-store')
  return c.html(<BodyPeoplePage page={page} body={body} invitations={invitations} mayEnd={mayEnd} />)
}

/** Who ends their own stewardship may not look at this page any more. */
async function end(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { actor } = c.var.page
  const form = await readForm(c)
  await perform(kit.runner, endOffice, { body: slug, person: form.text('person'), role: form.text('role') }, actor)
  const still = maySteward(actor, await bodyFacts(kit.runner.db, slug, actor)).ok
  return goTo(c, still ? `${bodyPath(slug)}/people` : bodyPath(slug))
}

/** Looking accepts nothing: messengers open links to draw a preview of them. */
async function showInvitation(c: PageContext, kit: Kit, { slug, token }: { slug: string; token: string }): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const body = (await bodyBySlug(db, slug, page.say.locale)) ?? refuse(no('body.missing'))
  const invitation = (await invitationBehind(db, outside.keys, slug, token)) ?? refuse(no('invitation.missing'))
  const { person } = page.actor
  const { role } = invitation
  const held = person !== null && (role === 'member' ? await isMember(db, body.id, person) : await holdsOffice(db, body.id, person, role))
  const verdict = mayAccept(page.actor, { invitation, held }, page.now)
  c.header('cache-control', 'no-store')
  return c.html(<InvitationPage page={page} body={body} role={role} path={`${bodyPath(slug)}/invitations/${token}`} mayAccept={verdict} />)
}
