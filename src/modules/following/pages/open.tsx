import { isUuid } from '#base'
import { Hono } from 'hono'
import { nobody } from '../../../core/actor.ts'
import { subjectKey, type Publications, type Subject } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { answerFeed, feedFile, type FeedForm } from '../../../web/feeds.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { openFeed, openSubjects } from '../queries/own-feed.ts'
import { FIRST_ORDERING } from '../queries/state.ts'
import { subjectsNamed } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { cursorFrom, subjectFrom } from '../rules.ts'
import { OpenFeedPage } from '../views/open-feed.tsx'
import { readingAt } from './around.ts'
import { shownRecipe } from './recipes.tsx'

/** For programs: as many as a feed holds. */
const IN_A_FILE = 50

/** What everybody may read of anything that can be followed, as a page and as feeds for programs. Whoever asks gets what nobody in particular gets. */
export function openPages(kit: Kit, publications: Publications): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/feeds', (c) => drawOpen(c, kit, publications))
  app.get('/feeds/:file', (c) => answerFile(c, kit, publications))
  app.get('/feeds/:sort/:file', (c) => answerSubject(c, kit, publications))
  return app
}

const openReading = (c: PageContext, kit: Kit) => ({ ...readingAt(c, kit), actor: nobody(c.var.page.say.locale) })

async function drawOpen(c: PageContext, kit: Kit, publications: Publications): Promise<Response> {
  const { page } = c.var
  const { db } = kit.forOnePage().runner
  const follow = c.req.query('follow')
  const cursor = cursorFrom(c.req.query('after'))
  const found = follow === undefined ? null : await openSubjects(db, publications, openReading(c, kit), follow)
  const feed = await openFeed(db, { publications, reading: openReading(c, kit), subjects: found?.subjects ?? null, cursor })
  const search = found === null ? '' : `?follow=${found.subjects.map(subjectKey).join(',')}`
  const file = found === null ? '/feeds/all' : '/feeds/chosen'
  return c.html(<OpenFeedPage page={page} feed={feed} path="/feeds" file={file} search={search} named={found?.named ?? null} />)
}

type Asked = {
  readonly title: string
  readonly description: string
  readonly path: string
  readonly file: string
  readonly search?: string
}

async function answer(
  c: PageContext,
  kit: Kit,
  publications: Publications,
  asked: Asked & { readonly form: FeedForm; readonly subjects: readonly Subject[] | null },
): Promise<Response> {
  const { form, subjects, ...about } = asked
  const feed = await openFeed(kit.runner.db, {
    publications,
    reading: openReading(c, kit),
    subjects,
    ordering: FIRST_ORDERING,
    cursor: null,
    most: IN_A_FILE,
  })
  return answerFeed(c, form, { ...about, items: feed.items.map(({ thing }) => thing) })
}

/** `all.atom`, `chosen.rss?follow=…`, or a recipe. */
async function answerFile(c: PageContext, kit: Kit, publications: Publications): Promise<Response> {
  const { say } = c.var.page
  const { of, form } = feedFile(c.req.param('file') ?? '') ?? refuse(no('feed.missing'))
  if (of === 'all')
    return answer(c, kit, publications, {
      form,
      subjects: null,
      title: say('feeds.all'),
      description: say('feeds.lead'),
      path: '/feeds',
      file: '/feeds/all',
    })
  if (of === 'chosen') {
    const { subjects, named } = await openSubjects(kit.runner.db, publications, openReading(c, kit), c.req.query('follow') ?? '')
    const search = `?follow=${subjects.map(subjectKey).join(',')}`
    const title = say.list([...named.values()].map(({ name }) => name))
    return answer(c, kit, publications, {
      form,
      subjects,
      title,
      description: say('feeds.address'),
      path: '/feeds',
      file: '/feeds/chosen',
      search,
    })
  }
  const recipe = isUuid(of) ? await shownRecipe(c, kit, of) : refuse(no('feed.missing'))
  if (recipe.ended) return refuse(no('recipe.missing'))
  const path = `/feeds/${recipe.id}`
  const named = await subjectsNamed(kit.runner.db, recipe.subjects, { publications, reading: openReading(c, kit) })
  const subjects = recipe.subjects.filter((one) => named.has(subjectKey(one)))
  return answer(c, kit, publications, { form, subjects, title: recipe.title, description: say('recipe.lead'), path, file: path })
}

/** `topic/health.rss`, `body/<id or address>.json`: what is hidden or closed is refused like what never was. */
async function answerSubject(c: PageContext, kit: Kit, publications: Publications): Promise<Response> {
  const { say } = c.var.page
  const { of, form } = feedFile(c.req.param('file') ?? '') ?? refuse(no('feed.missing'))
  const sort = c.req.param('sort') ?? ''
  const asked = subjectFrom(`${sort}:${of}`) ?? (await byAddress(kit.runner.db, c, kit, { sort, slug: of })) ?? refuse(no('feed.missing'))
  const named = (await subjectsNamed(kit.runner.db, [asked], { publications, reading: openReading(c, kit) })).get(subjectKey(asked))
  if (named === undefined) return refuse(no('feed.missing'))
  const description = say('feeds.of', { names: `\u2068${named.name}\u2069` })
  return answer(c, kit, publications, {
    form,
    subjects: [asked],
    title: named.name,
    description,
    path: named.path,
    file: `/feeds/${sort}/${asked.id}`,
  })
}

/** What has a readable address is found by that, too. */
async function byAddress(
  db: Reader,
  c: PageContext,
  kit: Kit,
  { sort, slug }: { readonly sort: string; readonly slug: string },
): Promise<Subject | null> {
  if (sort === 'body') {
    const body = await organisations.bodyBySlug(db, slug, 'en')
    return body === null ? null : { sort: 'body', id: body.id }
  }
  if (sort !== 'community') return null
  const seen = await communities.seen(db, openReading(c, kit), { slug })
  return seen === null ? null : { sort: 'community', id: seen.id }
}
