import { Hono } from 'hono'
import { perform } from '../../core/perform.ts'
import { refuse } from '../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../web/form.ts'
import type { Kit } from '../../web/manifest.ts'
import { goTo, href, type Env, type PageContext } from '../../web/page.ts'
import { addTopic } from './commands/add-topic.ts'
import { hideTopic } from './commands/hide-topic.ts'
import { mergeTopic } from './commands/merge-topic.ts'
import { renameTopic } from './commands/rename-topic.ts'
import { mayKeep } from './policy.ts'
import { allTopics, hiddenTopics, namesOf, topicsNamed, type Topic } from './queries/topics.ts'
import { no } from './refusals.ts'
import { TopicPage } from './views/topic.tsx'
import { TopicsPage, type Written } from './views/topics.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/topics', (c) => drawAll(c, kit))
  app.post('/topics', (c) => add(c, kit))
  app.get('/topics/:topic', (c) => drawOne(c, kit))
  app.post('/topics/:topic/name', async (c) => {
    const form = await readForm(c)
    const input = { topic: c.req.param('topic'), language: form.text('language'), name: form.text('name') }
    return keep(c, kit, () => perform(kit.runner, renameTopic, input, c.var.page.actor))
  })
  app.post('/topics/:topic/merger', async (c) => {
    const input = { topic: c.req.param('topic'), into: (await readForm(c)).text('into') }
    return keep(c, kit, () => perform(kit.runner, mergeTopic, input, c.var.page.actor))
  })
  app.post('/topics/:topic/hidden', async (c) => {
    const input = { topic: c.req.param('topic'), hidden: (await readForm(c)).text('hidden') === 'yes' }
    return keep(c, kit, () => perform(kit.runner, hideTopic, input, c.var.page.actor))
  })
  return app
}

const keeps = ({ var: { page } }: PageContext): boolean => mayKeep(page.actor).ok

async function drawAll(c: PageContext, kit: Kit, came?: { readonly written: Written; readonly problem: Problem }): Promise<Response> {
  const { page } = c.var
  const topics = await allTopics(kit.runner.db, page.say.locale)
  return c.html(<TopicsPage page={page} topics={topics} keeper={keeps(c)} written={came?.written} problem={came?.problem} />)
}

async function add(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const names = new Map(c.var.page.locales.map((locale) => [locale, form.text(`name-${locale}`)]))
  const written = { key: form.text('key'), parent: form.text('parent'), names, sensitive: form.checked('sensitive') }
  const given = [...names].flatMap(([language, name]) => (name === '' ? [] : [{ language, name }]))
  const input = { key: written.key, parent: written.parent || null, names: given, sensitive: written.sensitive }
  return attempt(c, () => perform(kit.runner, addTopic, input, c.var.page.actor), {
    done: ({ key }) => goTo(c, `/topics/${key}`),
    redraw: (problem) => drawAll(c, kit, { written, problem }),
  })
}

async function drawOne(c: PageContext, shared: Kit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const kit = shared.forOnePage()
  const { db } = kit.runner
  const key = c.req.param('topic') ?? ''
  const all = await allTopics(db, page.say.locale)
  const shown = (await topicsNamed(db, [key], page.say.locale)).get(key)
  // Whoever looks after them finds hidden ones too, to show them again.
  const hidden = keeps(c) ? (await hiddenTopics(db, page.say.locale)).find((one) => one.key === key) : undefined
  const topic = shown ?? hidden ?? refuse(no('topic.missing'))
  if (topic.key !== key) return c.redirect(href(page, topic.path), 302)
  const sections = await kit.subjectSections(page, { sort: 'topic', id: topic.key, path: topic.path, name: topic.name })
  return c.html(
    <TopicPage
      page={page}
      topic={topic}
      above={all.find((one) => one.key === topic.parent)}
      below={all.filter(({ parent }) => parent === topic.key)}
      sections={sections}
      keeping={keeps(c) ? await keepingOf(kit, topic, { all, hidden: shown === undefined, problem }) : null}
    />,
  )
}

type Kept = { readonly all: readonly Topic[]; readonly hidden: boolean; readonly problem: Problem | undefined }

const keepingOf = async ({ runner: { db } }: Kit, topic: Topic, { all, hidden, problem }: Kept) => ({
  names: await namesOf(db, topic.key),
  others: all.filter(({ key }) => key !== topic.key),
  ...{ hidden, problem },
})

const keep = (c: PageContext, kit: Kit, run: () => Promise<{ readonly key: string }>): Promise<Response> =>
  attempt(c, run, { done: ({ key }) => goTo(c, `/topics/${key}`), redraw: (problem) => drawOne(c, kit, problem) })
