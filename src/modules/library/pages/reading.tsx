import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { perform } from '../../../core/perform.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { archiveEntry, restoreEntry } from '../commands/archive-entry.ts'
import { confirmEntry } from '../commands/confirm-entry.ts'
import { confirmTranslation } from '../commands/confirm-translation.ts'
import { decideEntry } from '../commands/decide-entry.ts'
import { discardEntry } from '../commands/discard-entry.ts'
import { proposeEntry } from '../commands/propose-entry.ts'
import { restoreVersion } from '../commands/restore-version.ts'
import { tellTrial } from '../commands/tell-trial.ts'
import { withdrawTrial } from '../commands/withdraw-trial.ts'
import * as policy from '../policy.ts'
import type { Found } from '../queries/facts.ts'
import { versionsOf, wholeEntry } from '../queries/read.ts'
import type { Translation, Whole } from '../queries/shapes.ts'
import { isKnown, pathOf } from '../rules.ts'
import { Decide } from '../views/desk.tsx'
import type { May } from '../views/entry-props.ts'
import { EntryPage } from '../views/entry.tsx'
import type { Values } from '../views/pieces.tsx'
import { VersionsPage } from '../views/versions.tsx'
import { askingOf, convening, entryAt, keepPrivate, numberIn, valuesOf } from './place.ts'

export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/library/:entry', (c) => drawEntry(c, kit))
  app.get('/library/:entry/versions', (c) => drawVersions(c, kit))
  app.post('/library/:entry/versions/:version/restoration', (c) => bringBack(c, kit))
  app.post('/library/:entry/proposal', (c) => propose(c, kit))
  app.post('/library/:entry/decision', (c) => decide(c, kit))
  app.post('/library/:entry/confirmation', async (c) => {
    await perform(kit.runner, confirmEntry, { entry: entryAt(c) }, c.var.page.actor)
    return goTo(c, `${pathOf(entryAt(c))}?done=confirmed`)
  })
  app.post('/library/:entry/archiving', async (c) => {
    await perform(kit.runner, archiveEntry, { entry: entryAt(c) }, c.var.page.actor)
    return goTo(c, `${pathOf(entryAt(c))}?done=archived`)
  })
  app.post('/library/:entry/restoration', async (c) => {
    await perform(kit.runner, restoreEntry, { entry: entryAt(c) }, c.var.page.actor)
    return goTo(c, `${pathOf(entryAt(c))}?done=restored`)
  })
  app.post('/library/:entry/discarding', async (c) => {
    await perform(kit.runner, discardEntry, { entry: entryAt(c) }, c.var.page.actor)
    return goTo(c, '/library/mine')
  })
  app.post('/library/:entry/trials', (c) => tell(c, kit))
  app.post('/library/:entry/trials/withdrawal', async (c) => {
    const form = await readForm(c)
    await perform(kit.runner, withdrawTrial, { entry: entryAt(c), body: form.text('body') }, c.var.page.actor)
    return goTo(c, `${pathOf(entryAt(c))}#tried`)
  })
  app.post('/library/:entry/translations/:language/check', async (c) => {
    const language = c.req.param('language')
    await perform(kit.runner, confirmTranslation, { entry: entryAt(c), language }, c.var.page.actor)
    return goTo(c, `${pathOf(entryAt(c))}?in=${language}`)
  })
  return app
}

const DONE = ['saved', 'proposed', 'published', 'changed', 'waits', 'declined', 'confirmed', 'archived', 'restored', 'translated'] as const

type Filled = { readonly values: Values; readonly problem?: Problem }

async function drawEntry(c: PageContext, shared: Kit, { values, problem }: Filled = { values: {} }): Promise<Response> {
  const { page } = c.var
  const kit = shared.forOnePage()
  const { db } = kit.runner
  const asking = askingOf(c)
  const found = await wholeEntry(db, entryAt(c), asking, true)
  const { entry, row, relation } = found
  const bodies = page.actor.person === null ? [] : await convening(db, asking)
  const translation = chosen(entry, c.req.query('in'), page.say.locale)
  const may = mayOf(found, { convenes: bodies.length > 0, translation: translation !== null })
  const inside = relation.owner || relation.reader
  if (page.actor.person !== null) keepPrivate(c)
  const shown = row.state === 'published' && row.hidden_for === null
  const thing = {
    sort: 'library-entry',
    scope: entry.id,
    subject: entry.id,
    path: entry.path,
    toAuthor: relation.wroteIt && row.body_id === null,
  }
  const desk: Child = may.decide ? <Decide page={page} entry={entry} values={values} problem={problem} /> : null
  return c.html(
    <EntryPage
      page={page}
      entry={entry}
      translation={translation}
      beside={c.req.query('beside') === '1' && translation !== null}
      may={may}
      trying={shown && row.kind === 'practice' ? bodies.filter(({ id }) => id !== row.body_id) : []}
      declined={relation.owner && row.reason !== null ? { reason: row.reason, language: row.reason_language ?? 'und' } : null}
      hidden={row.hidden_for !== null}
      desk={desk}
      sections={shown || (row.hidden_for !== null && thing.toAuthor) ? await kit.thingSections(page, thing) : []}
      labels={inside || shown ? ((await kit.thingLabels(page, { sort: 'library-entry', scope: entry.id })).get(entry.id) ?? []) : []}
      done={isKnown(DONE, c.req.query('done')) ?? null}
      values={may.decide ? {} : values}
      problem={problem}
    />,
  )
}

/** What the reader asked for; else their own language where the entry is in it. */
function chosen({ translations, original }: Whole, asked: string | undefined, locale: string): Translation | null {
  const wanted = asked ?? locale
  if (wanted === original) return null
  return translations.find(({ language }) => language === wanted) ?? null
}

function mayOf({ relation, facts }: Found, { convenes, translation }: { convenes: boolean; translation: boolean }): May {
  return {
    write: policy.mayWrite(relation, facts).ok,
    propose: policy.mayPropose(relation, facts).ok,
    decide: policy.mayDecide(relation, facts).ok,
    confirm: policy.mayConfirm(relation, facts).ok,
    archive: policy.mayArchive(relation, facts).ok,
    restore: policy.mayRestore(relation, facts).ok,
    discard: policy.mayDiscard(relation, facts).ok,
    translate: policy.mayTranslate(relation, facts, convenes).ok,
    checkTranslation: translation && policy.mayCheckTranslation(relation, false).ok,
  }
}

async function propose(c: PageContext, kit: Kit): Promise<Response> {
  const entry = entryAt(c)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('idea', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, proposeEntry, { entry }, c.var.page.actor)
    },
    { done: ({ state }) => goTo(c, `${pathOf(entry)}?done=${state}`), redraw: (problem) => drawEntry(c, kit, { values: {}, problem }) },
  )
}

async function decide(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const entry = entryAt(c)
  const values = valuesOf(form, ['reason', 'language'])
  const input = {
    ...{ entry, version: numberIn(form.text('version')), outcome: form.text('outcome'), reason: values['reason'] },
    language: values['language'] || c.var.page.say.locale,
  }
  return attempt(c, () => perform(kit.runner, decideEntry, input, c.var.page.actor), {
    // Declined, it is not there any more for whoever read it.
    done: ({ outcome }) => goTo(c, outcome === 'published' ? `${pathOf(entry)}?done=published` : '/library/proposals'),
    redraw: (problem) => drawEntry(c, kit, { values, problem }),
  })
}

async function tell(c: PageContext, kit: Kit): Promise<Response> {
  const entry = entryAt(c)
  const values = valuesOf(await readForm(c), ['body', 'outcome', 'year', 'text', 'language'])
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, tellTrial, { entry, ...values, year: numberIn(values['year']) }, c.var.page.actor)
    },
    { done: () => goTo(c, `${pathOf(entry)}#tried`), redraw: (problem) => drawEntry(c, kit, { values, problem }) },
  )
}

async function drawVersions(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const found = await wholeEntry(kit.runner.db, entryAt(c), askingOf(c))
  if (page.actor.person !== null) keepPrivate(c)
  return c.html(
    <VersionsPage
      page={page}
      entry={found.entry}
      versions={await versionsOf(kit.runner.db, found)}
      follows={policy.mayWrite(found.relation, found.facts).ok ? found.row.version : null}
    />,
  )
}

async function bringBack(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const entry = entryAt(c)
  const input = { entry, version: numberIn(c.req.param('version')), follows: numberIn(form.text('follows')) }
  await kit.limits.spend('idea', c.var.visitor, c.var.page.actor.account)
  const { waits } = await perform(kit.runner, restoreVersion, input, c.var.page.actor)
  return goTo(c, `${pathOf(entry)}?done=${waits ? 'waits' : 'changed'}`)
}
