import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { profiles } from '../../profiles/index.ts'
import { answerAppeal, appealRemoval } from '../commands/file-appeal.ts'
import { withdrawRequest } from '../commands/request-joining.ts'
import { myCommunities } from '../queries/mine.ts'
import { listAppeals } from '../queries/removals.ts'
import { AppealsPage, MinePage } from '../views/mine.tsx'
import { keepPrivate } from './place.ts'

/** For one's own eyes, and what whoever runs the hub is asked about removals. */
export function ownPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/communities', (c) => draw(c, kit))
  app.post('/me/communities/:community/request', async (c) => {
    await perform(kit.runner, withdrawRequest, { community: c.req.param('community') }, c.var.page.actor)
    return goTo(c, '/me/communities')
  })
  app.post('/me/communities/:community/appeal', async (c) => {
    const text = (await readForm(c)).text('text')
    await kit.limits.spend('report', c.var.visitor, c.var.page.actor.account)
    await perform(kit.runner, appealRemoval, { community: c.req.param('community'), text }, c.var.page.actor)
    return goTo(c, '/me/communities')
  })
  app.get('/community-appeals', async (c) => {
    const appeals = await ask(kit.runner, listAppeals, {}, c.var.page.actor)
    keepPrivate(c)
    return c.html(<AppealsPage page={c.var.page} appeals={appeals} />)
  })
  app.post('/community-appeals', async (c) => {
    const form = await readForm(c)
    const input = { appeal: form.text('appeal'), text: form.text('text'), lift: form.checked('lift') }
    await perform(kit.runner, answerAppeal, input, c.var.page.actor)
    return goTo(c, '/community-appeals')
  })
  return app
}

async function draw(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const mine = await ask(kit.runner, myCommunities, {}, page.actor)
  const { person } = page.actor
  const young = person !== null && (await profiles.youngAmong(db, outside.keys, [person])).has(person)
  const appeals = page.actor.operator && (await ask(kit.runner, listAppeals, {}, page.actor)).length > 0
  const waiting = await kit.waitingIn(
    page,
    mine.communities.map(({ id }) => id),
  )
  keepPrivate(c)
  return c.html(<MinePage page={page} {...mine} waiting={waiting} appeals={appeals} grownUp={!young} />)
}
