import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { announceEdition } from '../commands/announce-edition.ts'
import { callOffEdition } from '../commands/call-off.ts'
import { discardEdition } from '../commands/discard-edition.ts'
import { editEdition, writeEditionText } from '../commands/edit-edition.ts'
import { mayCallOffEdition, mayDiscardEdition, mayEditEdition, mayOrganiseFor } from '../policy.ts'
import { inLanguage, textsOfEdition } from '../queries/editions.ts'
import { hostCards } from '../queries/hosts.ts'
import { bodiesOfSpeakers, programmeOf } from '../queries/programme.ts'
import { sheetsOf } from '../queries/run-sheet.ts'
import { sessionsOfEdition } from '../queries/sessions.ts'
import { textsOfSummit } from '../queries/summits.ts'
import { venuesOf } from '../queries/venues.ts'
import { no } from '../refusals.ts'
import { CallingOffPage } from '../views/edition-desk.tsx'
import { EditionDesk, EditionPage, ProgrammePage } from '../views/edition.tsx'
import { EditionPlanForm, EditionTexts } from '../views/plan-forms.tsx'
import { EDITION, editionAt } from './address.ts'
import { languageOptions } from './form-values.ts'

export function editionPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(EDITION, (c) => showEdition(c, kit.forOnePage()))
  app.get(`${EDITION}/preview`, async (c) => {
    demand(mayOrganiseFor(c.var.page.actor, (await editionAt(c, kit)).organiser))
    return showEdition(c, kit.forOnePage(), true)
  })
  app.get(`${EDITION}/programme`, (c) => showProgramme(c, kit))
  app.get(`${EDITION}/edit`, (c) => drawPlan(c, kit))
  app.post(`${EDITION}/edit`, (c) => savePlan(c, kit))
  app.get(`${EDITION}/texts`, (c) => drawTexts(c, kit))
  app.post(`${EDITION}/texts`, (c) => saveText(c, kit))
  app.post(`${EDITION}/announcement`, async (c) => {
    const { edition } = await editionAt(c, kit)
    await perform(kit.runner, announceEdition, { edition: edition.id }, c.var.page.actor)
    return goTo(c, edition.path)
  })
  app.post(`${EDITION}/discarding`, async (c) => {
    const { edition } = await editionAt(c, kit)
    return goTo(c, (await perform(kit.runner, discardEdition, { edition: edition.id }, c.var.page.actor)).path)
  })
  app.get(`${EDITION}/calling-off`, (c) => drawCallingOff(c, kit))
  app.post(`${EDITION}/calling-off`, (c) => callOff(c, kit))
  return app
}

async function showEdition(c: PageContext, kit: Kit, preview = false): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { locale } = page.say
  const { edition, organiser } = await editionAt(c, kit)
  const texts = await textsOfEdition(db, edition.id)
  const text = inLanguage(texts, locale) ?? refuse(no('edition.missing'))
  const [summit] = await textsOfSummitOf(kit, edition.summitId, locale)
  const wanted = c.req.query('language')
  const chosen = wanted !== undefined && edition.languages.includes(wanted) ? wanted : null
  const sessions = await sessionsOfEdition(db, edition.id, locale)
  const days = programmeOf(sessions, { language: chosen, drafts: organiser && !preview })
  const held = sessions.some(({ openedAt }) => openedAt !== null)
  const mayDiscard = mayDiscardEdition(page.actor, organiser, { state: edition.state, held }).ok
  return c.html(
    <EditionPage
      page={page}
      summit={{ name: summit?.name ?? edition.name, language: summit?.language ?? edition.language, slug: c.req.param('summit') ?? '' }}
      edition={edition}
      text={text}
      hosts={await hostCards(db, edition.id, locale)}
      venues={await venuesOf(db, edition.id)}
      days={days}
      chosen={chosen}
      sections={[...(await kit.editionSections(page, { ...edition, organiser }))]}
      desk={organiser && !preview ? <EditionDesk page={page} edition={edition} texts={texts} mayDiscard={mayDiscard} /> : null}
      preview={preview}
    />,
  )
}

/** The text of the series in the reader's language, if there is one. */
async function textsOfSummitOf(kit: Kit, summitId: string, locale: string) {
  const text = inLanguage(await textsOfSummit(kit.runner.db, summitId), locale)
  return text === undefined ? [] : [text]
}

async function showProgramme(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { edition, organiser } = await editionAt(c, kit)
  const sessions = await sessionsOfEdition(db, edition.id, page.say.locale)
  const days = programmeOf(sessions, { language: null, drafts: organiser })
  const shown = days.flatMap((day) => day.sessions.map(({ id }) => id))
  const sheets = await sheetsOf(db, shown, page.say.locale)
  const bodies = await bodiesOfSpeakers(db, [...sheets.values()].flat(), page.say.locale)
  return c.html(<ProgrammePage page={page} edition={edition} days={days} sheets={sheets} bodies={bodies} />)
}

type Plan = Parameters<typeof EditionPlanForm>[0]['values']

async function drawPlan(c: PageContext, kit: Kit, written?: Plan, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { edition, organiser } = await editionAt(c, kit)
  demand(mayEditEdition(page.actor, organiser, edition.state))
  return c.html(
    <EditionPlanForm
      page={page}
      title={page.say('edition.edit')}
      back={{ path: edition.path, label: edition.name }}
      action={`${edition.path}/edit`}
      values={written ?? edition}
      languages={languageOptions(page, edition.languages)}
      problem={problem}
    />,
  )
}

async function savePlan(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await editionAt(c, kit)
  const form = await readForm(c)
  const plan = {
    zone: form.text('zone'),
    startsOn: form.text('startsOn'),
    endsOn: form.text('endsOn'),
    daysKnown: !form.checked('daysOpen'),
    languages: [...form.all('languages')],
  }
  return attempt(c, () => perform(kit.runner, editEdition, { edition: edition.id, ...plan }, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawPlan(c, kit, plan, problem),
  })
}

type Text = Parameters<typeof EditionTexts>[0]['values']

async function drawTexts(c: PageContext, kit: Kit, written?: Text, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { edition, organiser } = await editionAt(c, kit)
  demand(mayEditEdition(page.actor, organiser, edition.state))
  const texts = await textsOfEdition(kit.runner.db, edition.id)
  const language = c.req.query('language') ?? page.say.locale
  const empty = { language, name: '', theme: '', summary: '', practical: '' }
  return c.html(
    <EditionTexts
      page={page}
      title={page.say('gathering.texts')}
      back={{ path: edition.path, label: edition.name }}
      action={`${edition.path}/texts`}
      values={written ?? texts.find((text) => text.language === language) ?? empty}
      written={texts.map((text) => text.language)}
      languages={languageOptions(page)}
      problem={problem}
    />,
  )
}

async function saveText(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await editionAt(c, kit)
  const form = await readForm(c)
  const text = {
    ...{ language: form.text('language'), name: form.text('name'), theme: form.text('theme') },
    ...{ summary: form.text('summary'), practical: form.text('practical') },
  }
  return attempt(c, () => perform(kit.runner, writeEditionText, { edition: edition.id, ...text }, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawTexts(c, kit, text, problem),
  })
}

async function drawCallingOff(
  c: PageContext,
  kit: Kit,
  written = { reason: '', language: c.var.page.say.locale },
  problem?: Problem,
): Promise<Response> {
  const { page } = c.var
  const { edition, organiser } = await editionAt(c, kit)
  demand(mayCallOffEdition(page.actor, organiser, edition.state))
  return c.html(<CallingOffPage page={page} edition={edition} languages={languageOptions(page)} written={written} problem={problem} />)
}

async function callOff(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await editionAt(c, kit)
  const form = await readForm(c)
  const written = { reason: form.text('reason'), language: form.text('language') }
  return attempt(c, () => perform(kit.runner, callOffEdition, { edition: edition.id, ...written }, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawCallingOff(c, kit, written, problem),
  })
}
