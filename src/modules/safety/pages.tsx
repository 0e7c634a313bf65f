import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env, PageContext } from '../../web/page.ts'
import { organisations } from '../organisations/index.ts'
import { LISTS, type ListName } from './rules.ts'
import { SafetyPage, StepsPage } from './views/safety.tsx'

/** Readable by everybody, signed in or not. */
export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/safety', (c) => c.html(<SafetyPage page={c.var.page} />))
  for (const list of LISTS) app.get(`/safety/${list}`, (c) => showSteps(c, kit, list))
  return app
}

/** Links of a body's list lead to the body that the reader looks after, where there is one. */
async function showSteps(c: PageContext, kit: Kit, list: ListName): Promise<Response> {
  const { page } = c.var
  const { person } = page.actor
  const own = list === 'bodies' ? await organisations.bodiesWhere(kit.runner.db, person, 'steward', page.say.locale) : []
  return c.html(<StepsPage page={page} list={list} body={own[0]?.slug ?? null} />)
}
