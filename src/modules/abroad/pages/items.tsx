import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, no as noFromHub, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { places } from '../../places/index.ts'
import { correctItem } from '../commands/correct-item.ts'
import { proposeItem } from '../commands/propose-item.ts'
import { mayPropose, mayTend } from '../policy.ts'
import { spotById } from '../queries/desk.ts'
import { oneItem } from '../queries/page.ts'
import { textsOf } from '../queries/rows.ts'
import { KINDS, MOST } from '../rules.ts'
import { ItemFormPage } from '../views/item.tsx'
import { doingPages } from './doing.tsx'
import { idAt, keepPrivate, languageOf, readingOf, valuesOf, type Values } from './place.ts'

const FIELDS = ['sending', 'place', 'kind', 'title', 'text', 'language', 'telephone', 'links', 'forWhom']

/** To propose an item, and to correct one. */
export function itemPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/abroad/items/new', (c) => drawNew(c, kit, { values: { place: c.req.query('place') ?? '' } }))
  app.post('/abroad/items', (c) => propose(c, kit))
  app.get('/abroad/items/:item/edit', (c) => drawEdit(c, kit))
  app.post('/abroad/items/:item/correction', (c) => correct(c, kit))
  app.route('/', doingPages(kit))
  return app
}

type Filled = { readonly values: Values; readonly problem?: Problem }

const kindsOf = (c: PageContext) => KINDS.map((kind) => ({ value: kind, label: c.var.page.say(`abroad.kind.${kind}`) }))

async function drawNew(c: PageContext, kit: Kit, { values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  demand(mayPropose(page.actor))
  const { place } = await spotById(kit.runner.db, values['place'] ?? '', page.say.locale)
  keepPrivate(c)
  const filled = { ...values, sending: values['sending'] ?? kit.runner.outside.uuid() }
  return c.html(
    <ItemFormPage page={page} place={place} action="/abroad/items" item={null} values={filled} kinds={kindsOf(c)} problem={problem} />,
  )
}

/** Names with commas between them, each as it is found first; one that is not found is the field's fault. */
async function placesIn(c: PageContext, kit: Kit, text: string): Promise<readonly string[]> {
  const ids: string[] = []
  for (const name of text
    .split(/[,،]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, MOST.forWhom)) {
    const [first] = await places.found(kit.runner.db, name, c.var.page.say.locale, 1)
    if (first === undefined)
      return refuse(noFromHub('input.invalid', { field: 'forWhom' }), [{ field: 'forWhom', code: 'field.abroad-place', data: {} }])
    ids.push(first.id)
  }
  return [...new Set(ids)]
}

async function inputOf(c: PageContext, kit: Kit, values: Values) {
  const links = (values['links'] ?? '').split(/\s+/).filter((line) => line !== '')
  return { ...values, language: languageOf(c, values), links, forWhom: await placesIn(c, kit, values['forWhom'] ?? '') }
}

/** A fault of one of several addresses is the fault of the field in which they were written. */
const folded = (problem: Problem): Problem => ({
  ...problem,
  fields: new Map([...problem.fields].map(([field, sentence]) => [field.split('.')[0] ?? field, sentence])),
})

async function propose(c: PageContext, kit: Kit): Promise<Response> {
  const values = valuesOf(await readForm(c), FIELDS)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('idea', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, proposeItem, await inputOf(c, kit, values), c.var.page.actor)
    },
    { done: ({ path }) => goTo(c, `${path}?done=proposed`), redraw: (problem) => drawNew(c, kit, { values, problem: folded(problem) }) },
  )
}

async function drawEdit(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { item, row, desk, owns } = await oneItem(db, idAt(c, 'item'), readingOf(c, kit))
  demand(mayTend(desk, owns))
  keepPrivate(c)
  const original = (await textsOf(db, [row])).get(row.id)?.find(({ state }) => state === 'original')
  const kept = {
    ...{ kind: item.kind, title: original?.title ?? '', text: original?.text ?? '', language: item.original, telephone: item.telephone },
    ...{ links: item.links.map(({ url }) => url).join('\n'), forWhom: item.forWhom.map(({ name }) => name).join(', ') },
  }
  const { place } = await spotById(db, row.place, page.say.locale)
  return c.html(
    <ItemFormPage
      page={page}
      place={place}
      action={`${item.path}/correction`}
      item={item}
      values={filled?.values ?? kept}
      kinds={kindsOf(c)}
      problem={filled?.problem}
    />,
  )
}

async function correct(c: PageContext, kit: Kit): Promise<Response> {
  const item = idAt(c, 'item')
  const values = valuesOf(await readForm(c), FIELDS)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, correctItem, { ...(await inputOf(c, kit, values)), item }, c.var.page.actor)
    },
    {
      done: () => goTo(c, `/abroad/items/${item}?done=corrected`),
      redraw: (problem) => drawEdit(c, kit, { values, problem: folded(problem) }),
    },
  )
}
