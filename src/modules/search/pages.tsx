import { isUuid } from '#base'
import { Hono } from 'hono'
import { ask } from '../../core/perform.ts'
import { publicationsFrom, type Publication } from '../../core/published.ts'
import type { Kit } from '../../web/manifest.ts'
import type { Env, PageContext } from '../../web/page.ts'
import { places, type Place } from '../places/index.ts'
import { topics } from '../topics/index.ts'
import { soughtIn } from '#findable'
import { findIn } from './queries/find.ts'
import { LONGEST_QUERY, MOST_PARTS } from './rules.ts'
import { SearchPage, type Written } from './views/search.tsx'

/** Readable by everybody, signed in or not. What is asked stands in the address alone and is kept nowhere. */
export function pages(kit: Kit, publications: readonly Publication[]): Hono<Env> {
  const app = new Hono<Env>()
  const find = findIn(publicationsFrom(publications))
  app.get('/search', async (c) => {
    const { page } = c.var
    const { db } = kit.runner
    const written = writtenIn(c)
    const place = await placeOf(kit, written.place, page.say.locale)
    const part = partIn(c)
    const answer =
      soughtIn(written.q).length === 0
        ? null
        : place === 'unknown'
          ? { found: [], more: false, near: [] }
          : await ask(kit.runner, find, askedBy(written, place, part), page.actor)
    c.header('cache-control', 'private, no-store')
    return c.html(
      <SearchPage
        page={page}
        written={written}
        part={part}
        sorts={publications.map(({ sort, label }) => ({ sort, label }))}
        topics={await topics.all(db, page.say.locale)}
        place={place}
        answer={answer}
      />,
    )
  })
  return app
}

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
async function placeOf({ runner: { db } }: Kit, text: string, locale: string): Promise<Place | 'unknown' | null> {
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
