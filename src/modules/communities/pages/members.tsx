import { Hono } from 'hono'
import { isUuid } from '#base'
import { ask, perform } from '../../../core/perform.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { acceptRole, offerRole } from '../commands/offer-role.ts'
import { endRole } from '../commands/end-role.ts'
import { removeMember } from '../commands/remove-member.ts'
import { vouchNewcomer, withdrawVouch } from '../commands/vouch-newcomer.ts'
import { listMembers } from '../queries/members.ts'
import type { SeenCommunity } from '../queries/seen-community.ts'
import { MembersPage, type Removal } from '../views/members.tsx'
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
    const member = c.req.param('member') ?? ''
    const asked = { reason: form.text('reason'), banned: form.checked('banned') }
    const community = await communityAt(c, kit)
    return attempt(
      c,
      async () => {
        await kit.limits.spend('write', c.var.visitor)
        return perform(kit.runner, removeMember, { community: community.id, member, ...asked }, c.var.page.actor)
      },
      {
        done: () => goTo(c, `${community.path}/members`),
        redraw: (problem) => draw(c, kit, { after: form.text('after'), removal: { member, ...asked, problem } }),
      },
    )
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

type Drawn = { readonly after?: string; readonly removal?: Removal }

async function draw(c: PageContext, kit: Kit, { after = c.req.query('after') ?? '', removal }: Drawn = {}): Promise<Response> {
  const { page } = c.var
  const community: SeenCommunity = await communityAt(c, kit)
  keepPrivate(c)
  const asked = Number(c.req.query('part') ?? '1')
  let part = Number.isInteger(asked) && asked > 0 && asked <= 100 ? asked : 1
  const from = isUuid(after) ? { community: community.id, after } : { community: community.id }
  let list = await ask(kit.runner, listMembers, { ...from, part }, page.actor)
  // What was refused is drawn in the part in which it was written.
  const isThere = () => list.members.some(({ member }) => member === removal?.member)
  while (removal !== undefined && !isThere() && part < list.parts)
    list = await ask(kit.runner, listMembers, { ...from, part: ++part }, page.actor)
  const { members, parts, next, quiet } = list
  return c.html(
    <MembersPage
      page={page}
      community={community}
      members={members}
      part={{ number: Math.min(part, parts), of: parts }}
      after={from.after ?? null}
      next={next}
      quiet={quiet}
      removal={removal}
    />,
  )
}
