import { Hono } from 'hono'
import { yes } from '#base'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, type Env, type PageContext } from '../../../web/page.ts'
import { acceptOperatorInvitation } from '../commands/accept-operator-invitation.ts'
import { inviteOperator } from '../commands/invite-operator.ts'
import { useOwnerLink } from '../commands/use-owner-link.ts'
import { withdrawOperator } from '../commands/withdraw-operator.ts'
import { invitationHolds, mayBecomeOperator, mayInviteOperator, mayUseOwnerLink, signedIn } from '../policy.ts'
import { openInvitation, operatorInvitation, operatorsNow } from '../queries/operators.ts'
import { sessionHeld } from '../queries/sessions.ts'
import { ownerLinkFacts } from '../queries/owner-link.ts'
import { OperatorInvited, OperatorLink, OperatorsPage, OwnerForm } from '../views/owner.tsx'
import { heldSession, keepSession } from './session-cookie.tsx'

export function ownerPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/sign-in/owner/:token', async (c) => {
    const { page } = c.var
    const token = c.req.param('token')
    demand(mayUseOwnerLink(await ownerLinkFacts(kit.runner.db, kit.runner.outside.keys, token), page.now))
    return c.html(<OwnerForm page={page} token={token} email={c.req.query('email') ?? ''} name="" />)
  })
  app.post('/sign-in/owner/:token', (c) => becomeOwner(c, kit, c.req.param('token')))
  app.get('/operator', (c) => showOperators(c, kit))
  app.post('/operator/invitations', (c) => invite(c, kit))
  // The link is shown once, as the answer to the form.
  app.get('/operator/invitations', (c) => goTo(c, '/operator'))
  app.get('/operator/invitation/:token', (c) => showInvitation(c, kit, { token: c.req.param('token') }))
  app.post('/operator/invitation/:token', (c) => accept(c, kit, c.req.param('token')))
  app.post('/operator/:person/withdrawal', (c) => withdraw(c, kit, c.req.param('person')))
  return app
}

async function becomeOwner(c: PageContext, kit: Kit, token: string): Promise<Response> {
  const { page } = c.var
  await kit.limits.spend('sign-in', c.get('visitor'))
  const form = await readForm(c)
  const email = form.text('email')
  const name = form.text('name')
  return attempt(c, () => perform(kit.runner, useOwnerLink, { token, email, name, replaces: heldSession(c, kit) }, page.actor), {
    done({ session }) {
      keepSession(c, kit, session)
      return goTo(c, '/bodies')
    },
    redraw: (problem) => c.html(<OwnerForm page={page} token={token} email={email} name={name} problem={problem} />),
  })
}

const held = (c: PageContext, kit: Kit) => sessionHeld(kit.runner.db, heldSession(c, kit) ?? '')

async function showOperators(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  return c.html(
    <OperatorsPage
      page={page}
      operators={await operatorsNow(db)}
      mayChange={mayInviteOperator(page.actor, await held(c, kit), page.now)}
      open={page.actor.operator ? await openInvitation(db, page.now) : null}
      problem={problem}
    />,
  )
}

async function invite(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  return attempt(c, () => perform(kit.runner, inviteOperator, { held: heldSession(c, kit) ?? '' }, page.actor), {
    done: ({ path, expiresAt }) => c.html(<OperatorLink page={page} url={address(page, path)} until={expiresAt} />),
    redraw: (problem) => showOperators(c, kit, problem),
  })
}

async function withdraw(c: PageContext, kit: Kit, person: string): Promise<Response> {
  return attempt(c, () => perform(kit.runner, withdrawOperator, { person, held: heldSession(c, kit) ?? '' }, c.var.page.actor), {
    done: () => goTo(c, '/operator'),
    redraw: (problem) => showOperators(c, kit, problem),
  })
}

async function showInvitation(c: PageContext, kit: Kit, { token, problem }: { token: string; problem?: Problem }): Promise<Response> {
  const { page } = c.var
  const invitation = await operatorInvitation(kit.runner.db, kit.runner.outside.keys, token)
  demand(signedIn(page.actor))
  demand(invitation === null ? invitationHolds(null, page.now) : yes)
  const mayAccept = mayBecomeOperator(page.actor, invitation, await held(c, kit), page.now)
  return c.html(<OperatorInvited page={page} token={token} mayAccept={mayAccept} problem={problem} />)
}

async function accept(c: PageContext, kit: Kit, token: string): Promise<Response> {
  await kit.limits.spend('sign-in', c.get('visitor'))
  return attempt(c, () => perform(kit.runner, acceptOperatorInvitation, { token, held: heldSession(c, kit) ?? '' }, c.var.page.actor), {
    done({ session }) {
      keepSession(c, kit, session)
      return goTo(c, '/operator')
    },
    redraw: (problem) => showInvitation(c, kit, { token, problem }),
  })
}
