import { Hono } from 'hono'
import { ask, perform, together } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { acceptInvitation } from '../commands/accept-invitation.ts'
import { endOffice } from '../commands/end-office.ts'
import { makeInvitation } from '../commands/make-invitation.ts'
import { withdrawInvitation } from '../commands/withdraw-invitation.ts'
import { mayAccept, mayEndOffice, mayInvite, maySteward, mayTend } from '../policy.ts'
import { bodyBySlug } from '../queries/body-cards.ts'
import { bodyFacts, countStewards } from '../queries/body-facts.ts'
import { bodyProfile } from '../queries/body-profile.ts'
import { acceptFacts, invitationBehind, openInvitations } from '../queries/invitations.ts'
import { no } from '../refusals.ts'
import { BodyPeoplePage, type InviteWritten } from '../views/body-people.tsx'
import { InvitationPage } from '../views/invitation.tsx'
import { bodyPath } from './bodies.tsx'

export function peoplePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/bodies/:slug/people', (c) => showPeople(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/offices/ending', (c) => end(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/invitations', async (c) => {
    const form = await readForm(c)
    return invite(c, kit, c.req.param('slug'), {
      role: form.text('role'),
      termEnds: form.text('termEnds'),
      delegatedUntil: '',
      delegating: false,
    })
  })
  app.post('/bodies/:slug/delegations', async (c) => {
    const form = await readForm(c)
    return invite(c, kit, c.req.param('slug'), {
      role: form.text('role'),
      termEnds: '',
      delegatedUntil: form.text('delegatedUntil'),
      delegating: true,
    })
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
    return accept(c, kit, { slug, token })
  })
  return app
}

async function invite(c: PageContext, kit: Kit, slug: string, written: InviteWritten): Promise<Response> {
  const day = (text: string) => (text === '' ? null : text)
  const asked = {
    body: slug,
    role: written.role,
    termEnds: day(written.termEnds),
    // A delegation without a day is not an invitation for good: the empty field is at fault.
    delegatedUntil: written.delegating ? written.delegatedUntil : null,
  }
  return attempt(c, () => perform(kit.runner, makeInvitation, asked, c.var.page.actor), {
    done: () => goTo(c, `${bodyPath(slug)}/people#invitations`),
    redraw: (problem) => showPeople(c, kit, slug, { written, problem }),
  })
}

const NOTHING: InviteWritten = { role: 'member', termEnds: '', delegatedUntil: '', delegating: false }
type Redrawn = { readonly written: InviteWritten; readonly problem?: Problem }

async function showPeople(c: PageContext, kit: Kit, slug: string, { written, problem }: Redrawn = { written: NOTHING }): Promise<Response> {
  const { page } = c.var
  const { actor, now } = page
  const facts = await bodyFacts(kit.runner.db, slug, actor)
  demand(maySteward(actor, facts))
  const body = await ask(kit.runner, bodyProfile, { body: slug }, actor)
  const stewards = await countStewards(kit.runner.db, body.id)
  const own = body.officers.find(({ person, role }) => role === 'steward' && person === actor.person)
  c.header('cache-control', 'no-store')
  return c.html(
    <BodyPeoplePage
      page={page}
      body={body}
      invitations={await ask(kit.runner, openInvitations, { body: slug }, actor)}
      mayEnd={(officer) => mayEndOffice(actor, officer, { body: facts, held: true, stewards }).ok}
      onlySteward={own !== undefined && stewards === 1 && facts?.archived === false ? own : null}
      mayInvite={mayTend(actor, facts).ok}
      mayDelegate={mayInvite(actor, facts, { termEnds: null, delegatedUntil: new Date(now.getTime() + 1), now }).ok}
      written={written}
      problem={problem}
    />,
  )
}

/** Who ends their own stewardship may not look at this page any more. */
async function end(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { actor } = c.var.page
  const form = await readForm(c)
  await perform(kit.runner, endOffice, { body: slug, person: form.text('person'), role: form.text('role') }, actor)
  const still = maySteward(actor, await bodyFacts(kit.runner.db, slug, actor)).ok
  return goTo(c, still ? `${bodyPath(slug)}/people` : bodyPath(slug))
}

/** Its charter is accepted with the office or the membership, in one transaction. */
async function accept(c: PageContext, kit: Kit, { slug, token }: Invited): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const body = (await bodyBySlug(kit.runner.db, slug, page.say.locale)) ?? refuse(no('body.missing'))
  const joining = await kit.joining(page, body.id)
  const run = () => {
    joining?.demand(form)
    return together(kit.runner, async (deed) => {
      await deed(acceptInvitation, { body: slug, token }, page.actor)
      await joining?.record(deed, page.actor)
    })
  }
  const done = () => goTo(c, bodyPath(slug))
  if (joining !== null) return attempt(c, run, { done, redraw: (problem) => showInvitation(c, kit, { slug, token }, problem) })
  await run()
  return done()
}

/** Looking accepts nothing: messengers open links to draw a preview of them. */
type Invited = { readonly slug: string; readonly token: string }

async function showInvitation(c: PageContext, kit: Kit, { slug, token }: Invited, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const body = (await bodyBySlug(db, slug, page.say.locale)) ?? refuse(no('body.missing'))
  const invitation = (await invitationBehind(db, outside.keys, slug, token)) ?? refuse(no('invitation.missing'))
  const { role, handsOver, termEnds, delegatedUntil } = invitation
  const verdict = mayAccept(page.actor, await acceptFacts(db, invitation, page.actor.person), page.now)
  const from = handsOver === null ? null : ((await people.nameOf(db, [handsOver])).get(handsOver) ?? null)
  c.header('cache-control', 'no-store')
  return c.html(
    <InvitationPage
      page={page}
      body={body}
      role={role}
      path={`${bodyPath(slug)}/invitations/${token}`}
      from={from}
      termEnds={termEnds}
      delegatedUntil={delegatedUntil}
      mayAccept={verdict}
      joining={(await kit.joining(page, body.id))?.draw(problem)}
    />,
  )
}
