import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { topics } from '../../topics/index.ts'
import { foundCommunity } from '../commands/found-community.ts'
import type { CommunityCard } from '../queries/find.ts'
import { lookAlikes } from '../queries/look-alikes.ts'
import { placeSortOf, type Facet } from '../rules.ts'
import { SORTS, type Sort } from '../tables.ts'
import { FoundPage, SortPage } from '../views/found.tsx'
import type { Values } from '../views/pieces.tsx'
import { keepPrivate, languagesIn, placesIn, readingOf } from './place.ts'

export function foundingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/communities/new', (c) => {
    const sort = SORTS.find((one) => one === c.req.query('sort'))
    return sort === undefined ? c.html(<SortPage page={c.var.page} />) : drawForm(c, kit, { sort, values: {}, alike: [] })
  })
  app.post('/communities', (c) => found(c, kit))
  return app
}

type Filled = { readonly sort: Sort; readonly values: Values; readonly alike: readonly CommunityCard[]; readonly problem?: Problem }

async function drawForm(c: PageContext, kit: Kit, { sort, values, alike, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const bodies = await organisations.bodiesWhere(kit.runner.db, page.actor.person, 'steward', page.say.locale)
  const all = await topics.all(kit.runner.db, page.say.locale)
  keepPrivate(c)
  return c.html(
    <FoundPage
      page={page}
      sort={sort}
      values={values}
      bodies={bodies}
      topics={all.map(({ key, name, language }) => ({ value: key, label: name, lang: language }))}
      alike={alike}
      signIn={page.actor.person === null}
      problem={problem}
    />,
  )
}

const NAMES = ['name', 'summary', 'language', 'access', 'languages', 'body', 'vouching', 'origin', 'residence', 'topic']

const valuesOf = (form: Form): Values => Object.fromEntries(NAMES.map((name) => [name, form.text(name)]))

async function found(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const values = valuesOf(form)
  const sort = SORTS.find((one) => one === form.text('sort')) ?? 'interest'
  const { name = '', summary = '', language = '' } = values
  const facets = await aboutIn(kit, { sort, values }, page.say.locale)
  // Hidden ones are like no other: what they are called is asked of nobody.
  if (page.actor.person !== null && !form.checked('looked') && values['access'] !== 'hidden' && name !== '') {
    const alike = await lookAlikes(kit.runner.db, readingOf(c, kit), { name, summary, sort, facets })
    if (alike.length > 0) return drawForm(c, kit, { sort, values, alike })
  }
  const input = {
    ...{ sort, access: values['access'], languages: languagesIn(values['languages'] ?? '', page.say), vouching: form.checked('vouching') },
    ...{ texts: [{ language, name, summary }], body: values['body'] === '' ? null : values['body'], facets },
  }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, foundCommunity, input, page.actor)
    },
    {
      done: ({ slug }) => goTo(c, `/communities/${slug}/welcome`),
      redraw: (problem) => drawForm(c, kit, { sort, values, alike: [], problem: ofTheForm(problem) }),
    },
  )
}

/** What it is about, as far as the short form asks. */
async function aboutIn(kit: Kit, { sort, values }: Pick<Filled, 'sort' | 'values'>, locale: string): Promise<readonly Facet[]> {
  const place = placeSortOf(sort)
  const where = (values[place] ?? '').trim()
  const topic = values['topic'] ?? ''
  return [
    ...(where === '' ? [] : (await placesIn(kit.runner.db, place, where, locale)).slice(0, 1)),
    ...(topic === '' ? [] : [{ sort: 'topic' as const, value: topic.slice(0, 60) }]),
  ]
}

/** The texts are a list for programs and three fields on the page. */
const ofTheForm = (problem: Problem): Problem => ({
  ...problem,
  fields: new Map(
    [...problem.fields].map(([field, sentence]) => [field.split('.').findLast((part) => !/^\d+$/.test(part)) ?? field, sentence]),
  ),
})
