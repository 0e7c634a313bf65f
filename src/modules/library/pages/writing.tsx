import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, namedOrHub, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { draftEntry } from '../commands/draft-entry.ts'
import { translateEntry } from '../commands/translate-entry.ts'
import { writeEntry } from '../commands/write-entry.ts'
import { mayTranslate, mayWrite } from '../policy.ts'
import { subjectsOf } from '../queries/entries.ts'
import { wholeEntry } from '../queries/read.ts'
import type { Whole } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { fieldsOf, isKnown, KINDS, linesOf, pathOf, RISKS } from '../rules.ts'
import type { Kind } from '../tables.ts'
import type { Values } from '../views/pieces.tsx'
import { TranslatePage } from '../views/translate.tsx'
import { ChoosePage, WritePage } from '../views/write.tsx'
import { askingOf, bodiesCalled, convening, entryAt, keepPrivate, numberIn, placesCalled, topicOptions, valuesOf } from './place.ts'

export function writingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/library/new', (c) => {
    demand(namedOrHub(c.var.page.actor))
    return c.html(<ChoosePage page={c.var.page} />)
  })
  app.get('/library/new/:kind', (c) => drawNew(c, kit, kindAt(c.req.param('kind'))))
  app.post('/library', (c) => draft(c, kit))
  app.get('/library/:entry/edit', (c) => drawEdit(c, kit))
  app.post('/library/:entry/edit', (c) => edit(c, kit))
  app.get('/library/:entry/translation', (c) => drawTranslation(c, kit))
  app.post('/library/:entry/translation', (c) => translate(c, kit))
  return app
}

const kindAt = (given: string | undefined): Kind => isKnown(KINDS, given) ?? refuse(no('library.missing'))

type Filled = { readonly values: Values; readonly chosen: readonly string[]; readonly problem?: Problem }

async function drawNew(c: PageContext, kit: Kit, kind: Kind, filled?: Filled): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  demand(namedOrHub(page.actor))
  // The form bears an id of its own: what is sent twice is one entry.
  keepPrivate(c)
  const { values = {}, chosen = [], problem } = filled ?? {}
  return c.html(
    <WritePage
      page={page}
      kind={kind}
      entry={null}
      bodies={await convening(db, askingOf(c))}
      topics={await topicOptions(db, page.say.locale)}
      values={{ ...values, sending: values['sending'] ?? outside.uuid() }}
      chosen={chosen}
      problem={problem}
    />,
  )
}

const META = [
  'sending',
  'body',
  'language',
  'title',
  'summary',
  'places',
  'bodies',
  'facts.sources',
  'licence',
  'reviewMonths',
  'law',
] as const
const riskNames = RISKS.flatMap((code) => [`facts.risks.${code}.answer`, `facts.risks.${code}.evidence`])
const wordNames = (kind: Kind) => fieldsOf(kind).map(({ key }) => `words.${key}`)
const namesOf = (kind: Kind) => [...META, ...wordNames(kind), ...riskNames, 'facts.oldPhones', 'facts.offline']

/** What the form says, as the deed reads it. */
async function inputOf(kit: Kit, kind: Kind, values: Values, { topics, locale }: { topics: readonly string[]; locale: string }) {
  const { db } = kit.runner
  const risks = RISKS.map((code) => [
    code,
    { answer: values[`facts.risks.${code}.answer`] || 'unknown', evidence: values[`facts.risks.${code}.evidence`] ?? '' },
  ])
  return {
    ...{ title: values['title'], summary: values['summary'], licence: values['licence'], law: values['law'] === 'on' },
    words: Object.fromEntries(fieldsOf(kind).map(({ key }) => [key, values[`words.${key}`] ?? ''])),
    facts: {
      sources: linesOf(values['facts.sources'] ?? ''),
      ...{ oldPhones: values['facts.oldPhones'] || 'unknown', offline: values['facts.offline'] || 'unknown' },
      risks: kind === 'tool' ? Object.fromEntries(risks) : {},
    },
    ...{ reviewMonths: numberIn(values['reviewMonths']), topics },
    places: await placesCalled(db, values['places'] ?? '', locale),
    bodies: await bodiesCalled(db, values['bodies'] ?? '', locale),
  }
}

const filledBy = (form: Form, kind: Kind): Filled => ({ values: valuesOf(form, namesOf(kind)), chosen: form.all('topics') })

async function draft(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const kind = kindAt(form.text('kind'))
  const filled = filledBy(form, kind)
  const { values, chosen } = filled
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      const input = await inputOf(kit, kind, values, { topics: chosen, locale: page.say.locale })
      const meta = { sending: values['sending'], kind, body: values['body'] || null, language: values['language'] }
      return perform(kit.runner, draftEntry, { ...meta, ...input }, page.actor)
    },
    { done: ({ path }) => goTo(c, `${path}?done=saved`), redraw: (problem) => drawNew(c, kit, kind, { ...filled, problem }) },
  )
}

async function drawEdit(c: PageContext, kit: Kit, filled?: Filled): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { entry, relation, facts, row } = await wholeEntry(db, entryAt(c), askingOf(c), true)
  demand(mayWrite(relation, facts))
  keepPrivate(c)
  return c.html(
    <WritePage
      page={page}
      kind={entry.kind}
      entry={{ path: entry.path, version: row.version, waits: row.shown !== null && row.body_id === null }}
      bodies={[]}
      topics={await topicOptions(db, page.say.locale)}
      values={filled?.values ?? (await keptValues(kit, entry, page.say.locale))}
      chosen={filled?.chosen ?? entry.topics.map(({ id }) => id)}
      problem={filled?.problem}
    />,
  )
}

async function keptValues(kit: Kit, entry: Whole, locale: string): Promise<Values> {
  const { db } = kit.runner
  const own = (await subjectsOf(db, [entry.id])).get(entry.id) ?? []
  const ids = (wanted: string) => own.flatMap(({ sort, subject }) => (sort === wanted ? [subject] : []))
  const names = (found: ReadonlyMap<string, { readonly name: string }>) => [...found.values()].map(({ name }) => name).join(', ')
  return {
    ...{ title: entry.text.title, summary: entry.text.summary, licence: entry.licence, reviewMonths: String(entry.reviewMonths) },
    ...(entry.law ? { law: 'on' } : {}),
    ...Object.fromEntries(Object.entries(entry.text.words).map(([key, word]) => [`words.${key}`, word])),
    ...{ 'facts.sources': entry.facts.sources.join('\n'), 'facts.oldPhones': entry.facts.oldPhones, 'facts.offline': entry.facts.offline },
    ...Object.fromEntries(
      Object.entries(entry.facts.risks).flatMap(([code, { answer, evidence }]) => [
        [`facts.risks.${code}.answer`, answer],
        [`facts.risks.${code}.evidence`, evidence],
      ]),
    ),
    places: names(await places.named(db, ids('place'), locale)),
    bodies: names(await organisations.bodyCards(db, ids('body'), locale)),
  }
}

async function edit(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const entry = entryAt(c)
  const kind = kindAt(form.text('kind'))
  const filled = filledBy(form, kind)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('idea', c.var.visitor, page.actor.account)
      const input = await inputOf(kit, kind, filled.values, { topics: filled.chosen, locale: page.say.locale })
      return perform(kit.runner, writeEntry, { entry, follows: numberIn(form.text('follows')), ...input }, page.actor)
    },
    {
      done: ({ path, waits }) => goTo(c, `${path}?done=${waits ? 'waits' : 'changed'}`),
      redraw: (problem) => drawEdit(c, kit, { ...filled, problem }),
    },
  )
}

async function drawTranslation(c: PageContext, kit: Kit, filled?: { values: Values; problem?: Problem }): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { entry, relation, facts } = await wholeEntry(db, entryAt(c), askingOf(c))
  demand(mayTranslate(relation, facts, (await convening(db, askingOf(c))).length > 0))
  keepPrivate(c)
  const language = c.req.query('language') ?? (page.say.locale === entry.original ? '' : page.say.locale)
  const known = entry.translations.find((one) => one.language === language)
  const kept: Values =
    known === undefined
      ? { language }
      : {
          ...{ language, title: known.title, summary: known.summary, translator: known.translator, translatorName: known.translatorName },
          ...Object.fromEntries(Object.entries(known.words).map(([key, word]) => [`words.${key}`, word])),
        }
  return c.html(<TranslatePage page={page} entry={entry} values={filled?.values ?? kept} problem={filled?.problem} />)
}

async function translate(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const id = entryAt(c)
  const { entry } = await wholeEntry(kit.runner.db, id, askingOf(c))
  const values = valuesOf(form, ['language', 'title', 'summary', 'translator', 'translatorName', ...wordNames(entry.kind)])
  const input = {
    ...{
      entry: id,
      language: values['language'],
      follows: numberIn(form.text('follows')),
      title: values['title'],
      summary: values['summary'],
    },
    ...{ translator: values['translator'], translatorName: values['translatorName'] },
    words: Object.fromEntries(fieldsOf(entry.kind).map(({ key }) => [key, values[`words.${key}`] ?? ''])),
  }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, translateEntry, input, page.actor)
    },
    {
      done: () => goTo(c, `${pathOf(id)}?in=${values['language'] ?? ''}&done=translated`),
      redraw: (problem) => drawTranslation(c, kit, { values, problem }),
    },
  )
}
