import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { answerChange, proposeChange, supportChange } from '../commands/propose-change.ts'
import { authorsFor } from '../queries/membership.ts'
import { listProposals } from '../queries/proposals.ts'
import { GovernancePage } from '../views/governance.tsx'
import type { Values } from '../views/pieces.tsx'
import { communityAt, keepPrivate, readingOf } from './place.ts'

/** Who decides, and how members change it. */
export function governingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  const at = '/communities/:slug'
  app.get(`${at}/governance`, (c) => draw(c, kit, { values: {} }))
  app.post(`${at}/proposals`, (c) => propose(c, kit))
  app.post(`${at}/proposals/:proposal/support`, async (c) => {
    const community = await communityAt(c, kit)
    const supports = (await readForm(c)).text('supports') !== 'no'
    await perform(kit.runner, supportChange, { community: community.id, proposal: c.req.param('proposal'), supports }, c.var.page.actor)
    return goTo(c, `${community.path}/governance#${c.req.param('proposal')}`)
  })
  app.post(`${at}/proposals/:proposal/answer`, async (c) => {
    const community = await communityAt(c, kit)
    const form = await readForm(c)
    const input = { community: community.id, proposal: c.req.param('proposal'), outcome: form.text('outcome'), answer: form.text('answer') }
    await perform(kit.runner, answerChange, input, c.var.page.actor)
    return goTo(c, `${community.path}/governance#${c.req.param('proposal')}`)
  })
  return app
}

type Filled = { readonly values: Values; readonly problem?: Problem }

async function draw(c: PageContext, kit: Kit, { values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const community = await communityAt(c, kit)
  const proposals = community.me === null ? null : await ask(kit.runner, listProposals, { community: community.id }, page.actor)
  const authors = await authorsFor(
    db,
    readingOf(c, kit),
    community.id,
    (proposals ?? []).flatMap(({ member }) => member ?? []),
  )
  if (community.me !== null) keepPrivate(c)
  return c.html(
    <GovernancePage
      page={page}
      community={community}
      proposals={proposals}
      names={new Map([...authors].flatMap(([id, { name }]) => (name === null ? [] : [[id, name] as const])))}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      problem={problem}
    />,
  )
}

async function propose(c: PageContext, kit: Kit): Promise<Response> {
  const community = await communityAt(c, kit)
  const form = await readForm(c)
  const values: Values = Object.fromEntries(['sending', 'sort', 'text', 'language'].map((name) => [name, form.text(name)]))
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, proposeChange, { community: community.id, ...values }, c.var.page.actor)
    },
    { done: ({ id }) => goTo(c, `${community.path}/governance#${id}`), redraw: (problem) => draw(c, kit, { values, problem }) },
  )
}
