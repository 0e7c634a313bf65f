import { isUuid } from '#base'
import { Hono } from 'hono'
import { nobody } from '../../core/actor.ts'
import { ask } from '../../core/perform.ts'
import { publicationsFrom, type Publication, type Publications, type Reading } from '../../core/published.ts'
import { refuse } from '../../core/refused.ts'
import type { Reader } from '../../platform/db.ts'
import { answerFeed, feedFile } from '../../web/feeds.ts'
import type { Kit } from '../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../web/page.ts'
import { places, type Place } from '../places/index.ts'
import { topics } from '../topics/index.ts'
import { soughtIn } from '#findable'
import { AT_ONCE, crossed, IN_A_FILE, type Crossed } from './queries/crossing.ts'
import { findIn } from './queries/find.ts'
import { no } from './refusals.ts'
import { crossingPath, LONGEST_QUERY, MOST_LISTED, MOST_PARTS } from './rules.ts'
import { CrossingPage, titleOf } from './views/crossing.tsx'
import { SearchPage, type Written } from './views/search.tsx'

/** Readable by everybody, signed in or not. What is asked stands in the address alone and is kept nowhere. */
export function pages(kit: Kit, publications: readonly Publication[]): Hono<Env> {
  const app = new Hono<Env>()
  const find = findIn(publicationsFrom(publications))
  app.get('/search', async (c) => {
    const { page } = c.var
    const { runner } = kit.forOnePage()
    const written = writtenIn(c)
    const place = await placeOf(runner, written.place, page.say.locale)
    const part = partIn(c)
    const answer =
      soughtIn(written.q).length === 0
        ? null
        : place === 'unknown'
          ? { found: [], more: false, near: [], places: [], topics: [] }
          : await ask(runner, find, askedBy(written, place, part), page.actor)
    c.header('cache-control', 'private, no-store')
    return c.html(
      <SearchPage
        page={page}
        written={written}
        part={part}
        sorts={publications.map(({ sort, label }) => ({ sort, label }))}
        topics={await topics.all(runner.db, page.say.locale)}
        place={place}
        answer={answer}
      />,
    )
  })
  app.get('/crossings/:facets', (c) => drawCrossing(c, kit, publications))
  return app
}

async function drawCrossing(c: PageContext, kit: Kit, publications: readonly Publication[]): Promise<Response> {
  const { page } = c.var
  const asked = c.req.param('facets') ?? ''
  const file = feedFile(asked)
  const reading = { now: page.now, outside: kit.runner.outside, actor: file === null ? page.actor : nobody(page.say.locale) }
  const part = Number(/^\d{1,3}$/.exec(c.req.query('part') ?? '')?.[0] ?? 1)
  const looking = {
    ...{ publications: publicationsFrom(publications), reading },
    ...{ part: Math.min(Math.max(part, 1), MOST_LISTED), most: file === null ? AT_ONCE : IN_A_FILE },
  }
  const { db } = kit.forOnePage().runner
  const found = await crossed(db, file?.of ?? asked, looking, (tag) => page.say.language(tag))
  if (found === null) return refuse(no('crossing.missing'))
  const path = crossingPath(found.facets)
  // Of each combination there is one address.
  if (path !== `/crossings/${file?.of ?? asked}`) return goTo(c, file === null ? path : `${path}.${file.form}`)
  if (file !== null) {
    const items = [...(await communitiesIn(db, found, looking)), ...found.things]
    const newest = items.toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1))
    return answerFeed(c, file.form, {
      ...{ title: titleOf(page, found), description: page.say('crossing.lead'), path, file: path },
      items: newest,
    })
  }
  if (page.actor.account !== null) c.header('cache-control', 'private, no-store')
  const labels = new Map(publications.map(({ sort, label }) => [sort, label]))
  return c.html(<CrossingPage page={page} crossed={found} part={looking.part} labels={labels} />)
}

/** The communities as things of a feed: of those of the young nothing is in a file. */
const communitiesIn = async (db: Reader, { found }: Crossed, { publications, reading }: { publications: Publications; reading: Reading }) =>
  (await publications.named('community')?.byIds(
    db,
    found.communities.map(({ id }) => id),
    reading,
  )) ?? []

function writtenIn(c: PageContext): Written {
  const text = (name: string) => (c.req.query(name) ?? '').trim()
  return {
    q: text('q').slice(0, LONGEST_QUERY),
    sort: text('sort').slice(0, 40),
    language: text('language').slice(0, 35),
    place: text('place').slice(0, 80),
    topic: text('topic').slice(0, 80),
    running: c.req.query('running') !== undefined,
  }
}

function partIn(c: PageContext): number {
  const part = c.req.query('part') ?? '1'
  return /^[1-9]$/.test(part) ? Math.min(Number(part), MOST_PARTS) : 1
}

/** By its id, as links have it, or by the name that somebody typed: the nearest. */
async function placeOf({ db }: Kit['runner'], text: string, locale: string): Promise<Place | 'unknown' | null> {
  if (text === '') return null
  if (/^[A-Z]{2}$/.test(text) || isUuid(text)) return (await places.named(db, [text], locale)).get(text) ?? 'unknown'
  return (await places.found(db, text, locale, 1))[0] ?? 'unknown'
}

const askedBy = ({ q, sort, language, topic, running }: Written, place: Place | null, part: number) => ({
  q,
  part,
  running: String(running),
  ...(sort === '' ? {} : { sort }),
  ...(language === '' ? {} : { language }),
  ...(topic === '' ? {} : { topic }),
  ...(place === null ? {} : { place: place.id }),
})
