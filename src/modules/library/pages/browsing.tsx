import { Hono } from 'hono'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { places } from '../../places/index.ts'
import { allEntries } from '../queries/export.ts'
import { listedEntries, sought } from '../queries/list.ts'
import { FRESHNESS, isKnown, KINDS } from '../rules.ts'
import { ListPage } from '../views/list.tsx'
import { askingOf, topicOptions } from './place.ts'

export function browsingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/library', (c) => drawList(c, kit))
  app.get('/library/export/library.json', (c) => drawAll(c, kit))
  return app
}

async function drawList(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const given = (name: string): string | undefined => c.req.query(name)?.trim() || undefined
  const where = given('where')
  const named = where === undefined ? undefined : (await places.found(db, where, page.say.locale, 1))[0]
  const place = named?.id ?? given('place')
  // An old or misspelt address is read as far as it can be.
  const asked = sought.safeParse({
    ...{ kind: isKnown(KINDS, given('kind')), topic: given('topic'), place, body: given('body'), language: given('language') },
    ...{ freshness: isKnown(FRESHNESS, given('freshness')), words: given('words'), part: given('part') ?? 1 },
  })
  const wanted = asked.success ? asked.data : sought.parse({})
  const unknown = where !== undefined && named === undefined
  const shown = place === undefined ? undefined : (named ?? (await places.named(db, [place], page.say.locale)).get(place))
  return c.html(
    <ListPage
      page={page}
      asked={wanted}
      where={shown?.name ?? where ?? ''}
      whereUnknown={unknown}
      found={unknown ? { entries: [], count: 0, part: 1, parts: 1 } : await listedEntries(db, wanted, askingOf(c))}
      topics={await topicOptions(db, page.say.locale)}
      signedIn={page.actor.person !== null}
    />,
  )
}

async function drawAll(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const entries = await allEntries(kit.runner.db, { ...askingOf(c), actor: { ...page.actor, person: null, account: null } })
  return c.json({ hub: page.publicUrl, at: page.now.toISOString(), note: page.say('library.take.note'), entries })
}
