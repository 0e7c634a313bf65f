import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, no as noFromHub, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { confirmEntry } from '../commands/confirm-entry.ts'
import { writeEntry } from '../commands/write-entry.ts'
import { mayTend } from '../policy.ts'
import { entryOf } from '../queries/entries.ts'
import { tendedBody } from '../queries/tending.ts'
import { ALL_FIELDS, fieldsOf } from '../rules.ts'
import { EntryForm, type Written } from '../views/entry-form.tsx'
import { namesOf } from './names.ts'

export function editingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/directory/:body/edit', (c) => drawForm(c, kit))
  app.post('/directory/:body/edit', (c) => write(c, kit))
  app.post('/directory/:body/check', async (c) => {
    await perform(kit.runner, confirmEntry, { body: c.req.param('body') }, c.var.page.actor)
    return goTo(c, pathOf(c.req.param('body')))
  })
  return app
}

const pathOf = (slug: string): string => `/bodies/${encodeURIComponent(slug)}`
const slugIn = (c: PageContext): string => c.req.param('body') ?? ''

type Filled = { readonly written: Written; readonly problem: Problem }

async function drawForm(c: PageContext, kit: Kit, filled?: Filled): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { locale } = page.say
  const { card, facts } = await tendedBody(db, slugIn(c), page.actor)
  demand(mayTend(page.actor, facts))
  const written = filled?.written ?? (await writtenBefore(kit, card.id, locale))
  const named = { places: await places.named(db, written.places, locale) }
  c.header('cache-control', 'private, no-store')
  return c.html(<EntryForm page={page} body={card} written={written} names={await namesOf(db, named, locale)} problem={filled?.problem} />)
}

/** What stands there; of a body that has written nothing yet, the countries among its facts. */
async function writtenBefore({ runner: { db } }: Kit, id: string, locale: string): Promise<Written> {
  const entry = await entryOf(db, id)
  const said = (await organisations.saidOfBodies(db, [id])).get(id)
  return {
    places: entry?.places ?? said?.countries ?? [],
    place: '',
    ...{ origins: entry?.origins ?? [], topics: entry?.topics ?? [], accepts: entry?.accepts ?? [] },
    ...{ membership: entry?.membership ?? '', language: entry?.language ?? locale },
    ...{ postal: entry?.postal ?? '', hours: entry?.hours ?? '', fields: entry?.fields ?? {} },
  }
}

const some = (form: Form, name: string): readonly string[] => form.all(name).filter((value) => value !== '')

function writtenIn(form: Form): Written {
  const lines = (name: string) =>
    form
      .all(name)
      .flatMap((text) => text.split('\n'))
      .map((line) => line.trim())
      .filter((line) => line !== '')
  return {
    places: some(form, 'places'),
    place: form.text('place'),
    ...{ origins: some(form, 'origins'), topics: some(form, 'topics'), accepts: some(form, 'accepts') },
    ...{ membership: form.text('membership'), language: form.text('language') },
    ...{ postal: form.text('postal'), hours: form.text('hours') },
    fields: Object.fromEntries(ALL_FIELDS.map(({ key }) => [key, lines(`field-${key}`)])),
  }
}

async function write(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const written = writtenIn(await readForm(c))
  const { card } = await tendedBody(kit.runner.db, slugIn(c), page.actor)
  const done = async () => {
    const added = written.place === '' ? [] : [await placeNamed(kit, written.place, page.say.locale)]
    const { place: _place, ...entry } = written
    const own = new Set(fieldsOf(card.kind).map(({ key }) => key))
    const asked = {
      ...entry,
      places: [...entry.places, ...added],
      membership: entry.membership === '' ? null : entry.membership,
      fields: Object.fromEntries(Object.entries(entry.fields).filter(([key, values]) => own.has(key) && values.length > 0)),
    }
    return perform(kit.runner, writeEntry, { ...asked, body: card.slug }, page.actor)
  }
  return attempt(c, done, {
    done: () => goTo(c, pathOf(card.slug)),
    redraw: (problem) => drawForm(c, kit, { written, problem }),
  })
}

/** The nearest of what somebody may have meant; it is shown by its whole name afterwards, and can be taken out. */
async function placeNamed({ runner: { db } }: Kit, text: string, locale: string): Promise<string> {
  const [found] = await places.found(db, text, locale, 1)
  return found?.id ?? refuse(noFromHub('input.invalid', { field: 'place' }), [{ field: 'place', code: 'field.no-such-place', data: {} }])
}
