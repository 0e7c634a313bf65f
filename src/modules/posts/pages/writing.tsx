import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { editPost } from '../commands/edit-post.ts'
import { keepDraft } from '../commands/keep-draft.ts'
import { writePost } from '../commands/write-post.ts'
import { mayEdit, mayTakePart } from '../policy.ts'
import { draftsOf } from '../queries/drafts.ts'
import { bodyOf, drawnOne, rowOf } from '../queries/rows.ts'
import type { Here } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import type { Kind } from '../tables.ts'
import { WritePage, type Values } from '../views/write.tsx'
import { keepUploads, keptIn, WORDS } from './attached.ts'
import { AT, hereOf, postAt, readingOf } from './place.ts'
import { closedIn, drawThread, keptOf, type Filled } from './thread.tsx'

/** Begin, answer, change. */
export function writingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/new`, (c) => drawNew(c, kit))
  app.post(AT, (c) => begin(c, kit))
  app.post(`${AT}/:post/replies`, (c) => answer(c, kit))
  app.get(`${AT}/:post/edit`, (c) => drawEdit(c, kit))
  app.post(`${AT}/:post/edit`, (c) => change(c, kit))
  return app
}

/** What a draft keeps: what one typed. */
const DRAFTED = [
  'kind',
  'title',
  'text',
  'language',
  'named',
  'beside',
  'answers',
  'endsAt',
  'shown',
  'source',
  'licence',
  ...WORDS,
] as const
const FIELDS = ['sending', 'parent', ...DRAFTED] as const

const valuesOf = (form: Form): Values => Object.fromEntries(FIELDS.map((name) => [name, form.text(name)]))
const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

async function drawNew(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const here = await hereOf(c, kit)
  const draft = filled === null ? (await draftsOf(db, readingOf(c, kit), here)).find(({ about }) => about === 'new') : undefined
  const asked: Values = Object.fromEntries(
    (['kind', 'beside'] as const).flatMap((name) => {
      const value = c.req.query(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const values: Values = { ...draft?.fields, ...asked, ...filled?.values }
  const may = mayTakePart(here.asking)
  if (!may.ok && may.refusal.code !== 'post.community-ended') demand(may)
  c.header('cache-control', 'private, no-store')
  return c.html(
    <WritePage
      page={page}
      community={here.community}
      reply={null}
      sending={orNull(values['sending']) ?? outside.uuid()}
      values={values}
      kept={await keptOf(kit, here, filled?.attached ?? [])}
      named={values['named'] !== 'no'}
      prompt={values['kind'] === 'introduction' ? page.say(`posts.introduction.prompt.${promptOf(here.community)}`) : null}
      closed={await closedIn(c, kit, here, null)}
      problem={filled?.problem}
    />,
  )
}

/** A space for the young asks what suits them, whatever it is about. */
const promptOf = ({ youth, sort }: Here['community']) => (youth ? 'youth' : sort)

async function begin(c: PageContext, kit: Kit): Promise<Response> {
  const here = await hereOf(c, kit)
  const form = await readForm(c)
  const values = valuesOf(form)
  const at = `${here.community.path}/posts`
  const attached = [...(await keptIn(c))]
  if (form.text('do') === 'draft') return draft(c, kit, { community: here.community.id, about: 'new', form, to: at })
  const kind = (values['kind'] ?? 'text') as Kind
  const ends = values['endsAt'] ?? ''
  const poll =
    kind === 'poll'
      ? {
          answers: (values['answers'] ?? '')
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
          // The whole day by the hub's clock counts.
          endsAt: endOfDay(ends, kit.homeZone),
          shown: orNull(values['shown']) ?? 'from-ten',
        }
      : null
  return attempt(
    c,
    async () => {
      await spend(c, kit)
      await keepUploads(c, kit, { community: here.community.id, sending: values['sending'] ?? '', form }, attached)
      const input = {
        ...{ community: here.community.id, sending: values['sending'], kind, title: values['title'], text: values['text'] },
        ...{ language: values['language'], named: values['named'] !== 'no', beside: orNull(values['beside']), media: attached, poll },
        ...provenanceIn(values),
      }
      return perform(kit.runner, writePost, input, c.var.page.actor)
    },
    { done: ({ path }) => goTo(c, path), redraw: (problem) => drawNew(c, kit, { values, attached, problem }) },
  )
}

/** Empty fields are left to what the deed takes where nothing is said. */
const provenanceIn = (values: Values) => ({ source: values['source'] ?? '', licence: orNull(values['licence']) ?? undefined })

function endOfDay(day: string, zone: string): string {
  try {
    const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime({ timeZone: zone })
    return new Date(next.epochMilliseconds).toISOString()
  } catch {
    return day
  }
}

async function answer(c: PageContext, kit: Kit): Promise<Response> {
  const here = await hereOf(c, kit)
  const form = await readForm(c)
  const values = valuesOf(form)
  const thread = postAt(c)
  const attached = [...(await keptIn(c))]
  const to = `${here.community.path}/posts/${thread}`
  if (form.text('do') === 'draft') return draft(c, kit, { community: here.community.id, about: thread, form, to })
  return attempt(
    c,
    async () => {
      await spend(c, kit)
      await keepUploads(c, kit, { community: here.community.id, sending: values['sending'] ?? '', form }, attached)
      const input = {
        ...{ community: here.community.id, sending: values['sending'], thread, parent: orNull(values['parent']), text: values['text'] },
        ...{ language: values['language'], named: values['named'] !== 'no', media: attached },
      }
      return perform(kit.runner, writePost, input, c.var.page.actor)
    },
    { done: ({ id, path }) => goTo(c, `${path}#p-${id}`), redraw: (problem) => drawThread(c, kit, { values, attached, problem }) },
  )
}

type Drafting = { readonly community: string; readonly about: string; readonly form: Form; readonly to: string }

async function draft(c: PageContext, kit: Kit, { community, about, form, to }: Drafting): Promise<Response> {
  await kit.limits.spend('write', c.var.visitor)
  const fields = Object.fromEntries(DRAFTED.map((name) => [name, form.text(name)]).filter(([, value]) => value !== ''))
  await perform(
    kit.runner,
    keepDraft,
    { community, about, fields: form.text('text') === '' && form.text('title') === '' ? {} : fields },
    c.var.page.actor,
  )
  return goTo(c, to)
}

async function drawEdit(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const here = await hereOf(c, kit)
  const row = (await rowOf(db, here.community.id, postAt(c))) ?? refuse(no('post.missing'))
  const post = (await drawnOne(db, readingOf(c, kit), here, row)) ?? refuse(no('post.missing'))
  demand(mayEdit(here.asking, { author: row.member_id, state: row.state }))
  const { title, text, language, media, source = '', licence = 'here' } = bodyOf(outside.keys, row)
  c.header('cache-control', 'private, no-store')
  return c.html(
    <WritePage
      page={page}
      community={here.community}
      reply={null}
      editing={post}
      sending={outside.uuid()}
      values={filled?.values ?? { title, text, language, source, licence }}
      kept={await keptOf(kit, here, filled?.attached ?? media)}
      named={filled === null ? row.named : filled.values['named'] !== 'no'}
      prompt={null}
      closed={null}
      problem={filled?.problem}
    />,
  )
}

async function change(c: PageContext, kit: Kit): Promise<Response> {
  const here = await hereOf(c, kit)
  const form = await readForm(c)
  const values = valuesOf(form)
  const post = postAt(c)
  const attached = [...(await keptIn(c))]
  return attempt(
    c,
    async () => {
      await spend(c, kit)
      await keepUploads(c, kit, { community: here.community.id, sending: values['sending'] ?? '', form }, attached)
      const input = {
        ...{ community: here.community.id, post, title: values['title'], text: values['text'], language: values['language'] },
        ...{ named: values['named'] !== 'no', media: attached, ...provenanceIn(values) },
      }
      return perform(kit.runner, editPost, input, c.var.page.actor)
    },
    {
      done: () => goTo(c, `${here.community.path}/posts/${post}`),
      redraw: (problem) => drawEdit(c, kit, { values, attached, problem }),
    },
  )
}

const spend = (c: PageContext, kit: Kit): Promise<void> => kit.limits.spend('post', c.var.visitor, c.var.page.actor.account)
