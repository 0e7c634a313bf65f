import { Hono } from 'hono'
import type { Command } from '../../../core/command.ts'
import { perform } from '../../../core/perform.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { acceptAddress } from '../commands/accept-address.ts'
import { acceptTranslation } from '../commands/accept-translation.ts'
import { answerRemark } from '../commands/answer-remark.ts'
import { checkItem } from '../commands/check-item.ts'
import { declineItem } from '../commands/decline-item.ts'
import { publishItem } from '../commands/publish-item.ts'
import { restoreVersion } from '../commands/restore-version.ts'
import { sendRemark } from '../commands/send-remark.ts'
import { withdrawItem } from '../commands/withdraw-item.ts'
import { writeTranslation } from '../commands/write-translation.ts'
import { mayKeep, mayTend } from '../policy.ts'
import { spotById } from '../queries/desk.ts'
import { oneItem } from '../queries/page.ts'
import { demandItem, placeOfRemark, textsOf } from '../queries/rows.ts'
import { versionsOf } from '../queries/versions.ts'
import { ItemPage } from '../views/item.tsx'
import { drawDesk } from './reading.tsx'
import { idAt, keepPrivate, languageOf, originsIn, readingOf, valuesOf, type Values } from './place.ts'

/** One item: what everybody reads, and each deed about it. */
export function doingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/abroad/items/:item', (c) => drawItem(c, kit))
  app.post('/abroad/items/:item/remarks', (c) => remark(c, kit))
  app.post('/abroad/items/:item/translations', (c) => translate(c, kit))
  const simply = (path: string, done: string, run: (c: PageContext, form: Form, item: string) => Promise<unknown>): void => {
    app.post(`/abroad/items/:item/${path}`, async (c) => {
      const [form, item] = [await readForm(c), idAt(c, 'item')]
      return attempt(
        c,
        async () => {
          await kit.limits.spend('write', c.var.visitor)
          return run(c, form, item)
        },
        {
          done: () => after(c, kit, { form, item, done }),
          redraw: (problem) => drawItem(c, kit, { values: writtenIn(form, path), problem }),
        },
      )
    })
  }
  const act = <Input, Facts, Result>(c: PageContext, command: Command<Input, Facts, Result>, input: object) =>
    perform(kit.runner, command, input, c.var.page.actor)
  simply('publication', 'published', (c, form, item) =>
    act(c, publishItem, { item, owner: form.optional('owner'), until: form.optional('until') }),
  )
  simply('refusal', 'declined', (c, form, item) => act(c, declineItem, { item, reason: form.text('reason'), language: languageOf(c, {}) }))
  simply('checks', 'checked', (c, form, item) => act(c, checkItem, { item, until: form.optional('until') }))
  simply('withdrawal', 'withdrawn', (c, form, item) =>
    act(c, withdrawItem, { item, reason: form.text('reason'), language: languageOf(c, {}) }),
  )
  simply('versions/:version/restoration', 'corrected', (c, _form, item) =>
    act(c, restoreVersion, { item, version: c.req.param('version') }),
  )
  simply('new-address', 'corrected', (c, form, item) => act(c, acceptAddress, { item, url: form.text('url') }))
  simply('translations/:language/reading', 'corrected', (c, form, item) =>
    act(c, acceptTranslation, { item, language: c.req.param('language'), good: form.text('good') === 'yes' }),
  )
  app.post('/abroad/remarks/:remark/answer', (c) => answer(c, kit))
  return app
}

/** What stood in a form with one button; a choice that was left alone stays as it is offered. */
function writtenIn(form: Form, path: string): Values {
  const written = ['owner', 'until', 'reason'].flatMap((name) => {
    const value = form.optional(name)
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(written), form: path }
}

const DONE = ['proposed', 'published', 'declined', 'checked', 'corrected', 'withdrawn', 'remarked', 'translated', 'waits'] as const

/** Back to where one came from: the desk, or the item. */
async function after(c: PageContext, kit: Kit, { form, item, done }: { form: Form; item: string; done: string }): Promise<Response> {
  if (form.text('then') !== 'desk') return goTo(c, `/abroad/items/${item}?done=${done}`)
  const { place } = await spotById(kit.runner.db, (await demandItem(kit.runner.db, item)).place, 'en')
  return goTo(c, `/abroad/${place.country.toLowerCase()}/desk`)
}

type Filled = { readonly values: Values; readonly problem?: Problem }

async function drawItem(c: PageContext, kit: Kit, { values, problem }: Filled = { values: {} }): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { actor } = page
  const { item, row, remarks, desk, writer, owns } = await oneItem(db, idAt(c, 'item'), readingOf(c, kit))
  const { place } = await spotById(db, row.place, page.say.locale)
  const may = { keep: mayKeep(desk).ok, tend: mayTend(desk, owns).ok, translate: actor.account !== null }
  // The form for a remark bears an id of its own: what is sent twice is one.
  if (may.tend || writer || item.state !== 'published') keepPrivate(c)
  else c.header('cache-control', 'no-store')
  const bodies = may.keep ? await organisations.bodiesWhere(db, actor.person, 'convener', page.say.locale) : []
  const texts = may.tend ? ((await textsOf(db, [row])).get(row.id) ?? []) : []
  const thing = { sort: 'abroad-item', scope: item.id, subject: item.id, path: item.path, toAuthor: false }
  return c.html(
    <ItemPage
      page={page}
      place={place}
      item={item}
      remarks={remarks}
      origins={await originsIn(c, db)}
      may={may}
      bodies={bodies.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))}
      versions={item.text === '' ? [] : await versionsOf(db, row, actor)}
      waiting={texts.filter(({ state }) => state === 'waiting')}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      problem={problem}
      done={DONE.find((one) => one === c.req.query('done')) ?? null}
      sections={item.state === 'published' ? await kit.thingSections(page, thing) : []}
    />,
  )
}

async function remark(c: PageContext, kit: Kit): Promise<Response> {
  const item = idAt(c, 'item')
  const values = valuesOf(await readForm(c), ['sending', 'sort', 'words'])
  return attempt(
    c,
    async () => {
      await kit.limits.spend('report', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, sendRemark, { ...values, item, language: languageOf(c, {}) }, c.var.page.actor)
    },
    {
      done: () => goTo(c, `/abroad/items/${item}?done=remarked#remarks`),
      redraw: (problem) => drawItem(c, kit, { values: { ...values, form: 'remark' }, problem }),
    },
  )
}

async function translate(c: PageContext, kit: Kit): Promise<Response> {
  const item = idAt(c, 'item')
  const values = valuesOf(await readForm(c), ['language', 'title', 'text'])
  return attempt(
    c,
    async () => {
      await kit.limits.spend('idea', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, writeTranslation, { ...values, item }, c.var.page.actor)
    },
    {
      done: ({ state }) => goTo(c, `/abroad/items/${item}?done=${state === 'read' ? 'translated' : 'waits'}`),
      redraw: (problem) => drawItem(c, kit, { values: { ...values, form: 'translation' }, problem }),
    },
  )
}

/** Refused, it stands on the desk again, where it was written. */
async function answer(c: PageContext, kit: Kit): Promise<Response> {
  const { db } = kit.runner
  const form = await readForm(c)
  const written = { remark: idAt(c, 'remark'), outcome: form.text('outcome'), answer: form.text('answer') }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, answerRemark, { ...written, language: languageOf(c, {}) }, c.var.page.actor)
    },
    {
      done: ({ item }) => goTo(c, `/abroad/items/${item}#remarks`),
      async redraw(problem) {
        const { place } = await spotById(db, await placeOfRemark(db, written.remark), c.var.page.say.locale)
        const country = await spotById(db, place.country, c.var.page.say.locale)
        return drawDesk(c, kit, { place: country.place, answering: { ...written, problem } })
      },
    },
  )
}
