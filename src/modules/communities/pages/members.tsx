import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { acceptRole, offerRole } from '../commands/offer-role.ts'
import { endRole } from '../commands/end-role.ts'
import { removeMember } from '../commands/remove-member.ts'
import { vouchNewcomer, withdrawVouch } from '../commands/vouch-newcomer.ts'
import { listMembers } from '../queries/members.ts'
import type { SeenCommunity } from '../queries/seen-community.ts'
import { MembersPage } from '../views/members.tsx'
import { communityAt, keepPrivate } from './place.ts'

/** Who belongs to it, for its members; roles, vouching, and taking somebody out. */
export function membersPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  const at = '/communities/:slug/members'
  app.get(at, (c) => draw(c, kit))
  app.post(`${at}/:member/vouch`, (c) => onMember(c, kit, (input) => perform(kit.runner, vouchNewcomer, input, c.var.page.actor)))
  app.post(`${at}/:member/vouch/withdrawal`, (c) =>
    onMember(c, kit, (input) => perform(kit.runner, withdrawVouch, input, c.var.page.actor)),
  )
  app.post(`${at}/:member/role/end`, (c) => onMember(c, kit, (input) => perform(kit.runner, endRole, input, c.var.page.actor)))
  app.post(`${at}/:member/offer`, async (c) => {
    const role = (await readForm(c)).text('role')
    return onMember(c, kit, (input) => perform(kit.runner, offerRole, { ...input, role }, c.var.page.actor))
  })
  app.post(`${at}/:member/removal`, async (c) => {
    const form = await readForm(c)
    const asked = { reason: form.text('reason'), banned: form.checked('banned') }
    return onMember(c, kit, (input) => perform(kit.runner, removeMember, { ...input, ...asked }, c.var.page.actor))
  })
  app.post('/communities/:slug/offer', async (c) => {
    const community = await communityAt(c, kit)
    await perform(kit.runner, acceptRole, { community: community.id }, c.var.page.actor)
    return goTo(c, `${community.path}/members`)
  })
  return app
}

type OnMember = { readonly community: string; readonly member: string }

async function onMember(c: PageContext, kit: Kit, run: (input: OnMember) => Promise<unknown>): Promise<Response> {
  const community = await communityAt(c, kit)
  await kit.limits.spend('write', c.var.visitor)
  await run({ community: community.id, member: c.req.param('member') ?? '' })
  return goTo(c, `${community.path}/members`)
}

async function draw(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const community: SeenCommunity = await communityAt(c, kit)
  keepPrivate(c)
  const asked = Number(c.req.query('part') ?? '1')
  const part = Number.isInteger(asked) && asked > 0 && asked <= 100 ? asked : 1
  const { members, parts, quiet } = await ask(kit.runner, listMembers, { community: community.id, part }, page.actor)
  return c.html(
    <MembersPage page={page} community={community} members={members} part={{ number: Math.min(part, parts), of: parts }} quiet={quiet} />,
  )
}
