import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { announceSession } from '../commands/announce-session.ts'
import { callOffSession } from '../commands/call-off.ts'
import { createSession } from '../commands/create-session.ts'
import { discardSession } from '../commands/discard-edition.ts'
import { editSession } from '../commands/edit-session.ts'
import { mayCallOffSession, mayDiscardSession, mayEditEdition, mayEditSession, mayOrganise } from '../policy.ts'
import { editionById, inLanguage } from '../queries/editions.ts'
import { hostCards } from '../queries/hosts.ts'
import { notesOf } from '../queries/note.ts'
import { bodiesOfSpeakers } from '../queries/programme.ts'
import { shownHolders } from '../queries/roles.ts'
import { blocksOf } from '../queries/run-sheet.ts'
import { knownSession, questionsOf, type SeenSession } from '../queries/sessions.ts'
import { onlineLinkOf, venuesOf, venuesOfSession } from '../queries/venues.ts'
import { no } from '../refusals.ts'
import { CORRECTION_HOURS } from '../rules.ts'
import { CallingOffPage } from '../views/edition-desk.tsx'
import { EditSessionForm, SessionForm } from '../views/session-forms.tsx'
import { SessionDesk, SessionPage } from '../views/session.tsx'
import { addressOf, EDITION, editionAt, SESSION, sessionAt } from './address.ts'
import { askedHours, hoursIn, languageOptions, linesOf, numberIn, toClock } from './form-values.ts'

export function sessionPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${EDITION}/sessions/new`, (c) => drawNew(c, kit))
  app.post(`${EDITION}/sessions/new`, (c) => create(c, kit))
  app.get(SESSION, async (c) => {
    const own = kit.forOnePage()
    return showSession(c, own, await sessionAt(c, own))
  })
  app.get(`${SESSION}/preview`, async (c) => {
    const own = kit.forOnePage()
    const seen = await sessionAt(c, own)
    demand(mayOrganise(c.var.page.actor, seen.parts))
    return showSession(c, own, { ...seen, parts: new Set() }, true)
  })
  app.get(`${SESSION}/live`, (c) => streamPhase(c, kit))
  app.get(`${SESSION}/edit`, (c) => drawEdit(c, kit))
  app.post(`${SESSION}/edit`, (c) => edit(c, kit))
  app.post(`${SESSION}/announcement`, async (c) => {
    const { session } = await sessionAt(c, kit)
    await perform(kit.runner, announceSession, { session: session.id }, c.var.page.actor)
    return goTo(c, session.path)
  })
  app.post(`${SESSION}/discarding`, async (c) => {
    const { session } = await sessionAt(c, kit)
    return goTo(c, (await perform(kit.runner, discardSession, { session: session.id }, c.var.page.actor)).path)
  })
  app.get(`${SESSION}/calling-off`, (c) => drawCallingOff(c, kit))
  app.post(`${SESSION}/calling-off`, (c) => callOff(c, kit))
  return app
}

async function showSession(c: PageContext, kit: Kit, { session, parts }: SeenSession, preview = false): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { locale } = page.say
  const edition = (await editionById(db, session.editionId, locale)) ?? refuse(no('edition.missing'))
  const blocks = await blocksOf(db, session.id, locale)
  const bodies = await bodiesOfSpeakers(db, blocks, locale, session.hosts)
  const shown = { id: session.id, editionId: session.editionId, path: session.path }
  const link = parts.size > 0 ? await onlineLinkOf(db, session.id) : null
  if (link !== null) c.header('cache-control', 'no-store')
  return c.html(
    <SessionPage
      page={page}
      edition={edition}
      session={session}
      questions={await questionsOf(db, session.id, locale)}
      note={inLanguage(await notesOf(db, session.id), locale) ?? null}
      hosts={session.hosts.flatMap((id) => bodies.get(id) ?? [])}
      venues={await venuesOfSession(db, session)}
      link={link?.link ?? null}
      blocks={blocks}
      bodies={bodies}
      holders={await shownHolders(db, session.id, page.actor)}
      sections={[...(await kit.sessionSections(page, shown))]}
      desk={
        <SessionDesk
          page={page}
          session={session}
          organiser={parts.has('organiser')}
          chair={parts.has('chair')}
          mayAnnounce={session.state === 'draft' && mayEditSession(page.actor, parts, session).ok}
          mayCallOff={mayCallOffSession(page.actor, parts, session).ok}
          mayDiscard={mayDiscardSession(page.actor, parts, session).ok}
        />
      }
      preview={preview}
    />,
  )
}

const HEARTBEAT_MS = 25_000

/** Where the session stands now, then whenever it changes; a word now and then, so that proxies keep the line open. */
async function streamPhase(c: PageContext, kit: Kit): Promise<Response> {
  const session = (await knownSession(kit.runner.db, addressOf(c), c.var.page.actor)) ?? refuse(no('summit-session.missing'))
  // Nobody would read the stream, and so nobody would ever close it.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
  return streamSSE(c, async (events) => {
    const leave = kit.live.listen(`session/${session.id}`, ({ event, data }) => {
      if (event === 'phase') void events.writeSSE({ event, data: JSON.stringify(data) })
    })
    events.onAbort(leave)
    await events.writeSSE({ event: 'phase', data: JSON.stringify({ phase: session.phase }) })
    while (!events.aborted) {
      await events.sleep(HEARTBEAT_MS)
      await events.writeSSE({ event: 'still', data: '{}' })
    }
  })
}

type NewSession = Parameters<typeof SessionForm>[0]['values']

async function drawNew(c: PageContext, kit: Kit, written?: NewSession, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { edition, organiser } = await editionAt(c, kit)
  demand(mayEditEdition(page.actor, organiser, edition.state))
  const values = written ?? {
    ...{ language: edition.languages[0] ?? page.say.locale, title: '', questions: '' },
    ...{ hours: 'fixed', startsAt: `${edition.startsOn}T09:00`, endsAt: `${edition.startsOn}T11:00` },
    languages: [...edition.languages],
    correctionHours: String(CORRECTION_HOURS),
  }
  return c.html(
    <SessionForm
      page={page}
      title={page.say('session.new')}
      back={{ path: edition.path, label: edition.name }}
      action={`${edition.path}/sessions/new`}
      values={values}
      languages={edition.languages.map((value) => ({ value, label: page.say.language(value) }))}
      allLanguages={languageOptions(page, edition.languages)}
      days={edition}
      problem={problem}
    />,
  )
}

const planOf = (form: Awaited<ReturnType<typeof readForm>>) => ({
  ...hoursIn(form),
  languages: [...form.all('languages')],
  correctionHours: form.text('correctionHours'),
})

const asked = ({ languages, correctionHours, ...hours }: ReturnType<typeof planOf>, zone: string) => ({
  ...{ languages, correctionHours: numberIn(correctionHours) },
  ...askedHours(hours, zone),
})

async function create(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await editionAt(c, kit)
  const form = await readForm(c)
  const plan = planOf(form)
  const words = { language: form.text('language'), title: form.text('title'), questions: form.text('questions') }
  const input = { edition: edition.id, ...asked(plan, edition.zone), note: { ...words, questions: linesOf(words.questions) } }
  return attempt(c, () => perform(kit.runner, createSession, input, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawNew(c, kit, { ...plan, ...words }, besideFields(problem)),
  })
}

/** A fault of the third question (`note.questions.2`) is shown beside the whole field. */
function besideFields(problem: Problem): Problem {
  const fields = [...problem.fields].map(([field, sentence]) => [field.replace(/^note\./, '').replace(/\.\d+$/, ''), sentence] as const)
  return { ...problem, fields: new Map(fields) }
}

type EditedSession = Parameters<typeof EditSessionForm>[0]['values']

async function drawEdit(c: PageContext, kit: Kit, written?: EditedSession, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { say } = page
  const { session, parts } = await sessionAt(c, kit)
  demand(mayEditSession(page.actor, parts, session))
  const edition = (await editionById(db, session.editionId, say.locale)) ?? refuse(no('edition.missing'))
  const hosts = await hostCards(db, session.editionId, say.locale)
  const venues = await venuesOf(db, session.editionId)
  const of = (sort: 'place' | 'online') =>
    venues.filter((venue) => venue.sort === sort).map(({ number, name }) => ({ value: String(number), label: name }))
  const values = written ?? {
    ...hoursFor(session, edition),
    languages: session.languages,
    ...{ correctionHours: String(session.correctionHours), hosts: session.hosts.length === hosts.length ? [] : [...session.hosts] },
    ...{ place: String(session.placeNumber ?? ''), online: String(session.onlineNumber ?? '') },
  }
  const languages = [...new Set([...edition.languages, ...session.languages])]
  return c.html(
    <EditSessionForm
      page={page}
      title={say('session.edit')}
      session={session}
      action={`${session.path}/edit`}
      values={values}
      languages={languages.map((value) => ({ value, label: say.language(value) }))}
      days={edition}
      places={of('place')}
      rooms={of('online')}
      hosts={hosts.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))}
      problem={problem}
    />,
  )
}

/** For the form: where no hours are set, those of a first morning stand ready. */
const hoursFor = ({ hoursKnown, startsAt, endsAt, zone }: SeenSession['session'], { startsOn }: { readonly startsOn: string }) =>
  hoursKnown
    ? { hours: 'fixed' as const, startsAt: toClock(startsAt, zone), endsAt: toClock(endsAt, zone) }
    : { hours: 'follow' as const, startsAt: `${startsOn}T09:00`, endsAt: `${startsOn}T11:00` }

async function edit(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const plan = planOf(form)
  const where = { place: form.text('place'), online: form.text('online'), hosts: [...form.all('hosts')] }
  const number = (text: string) => (text === '' ? null : numberIn(text))
  const input = {
    session: session.id,
    ...asked(plan, session.zone),
    ...{ place: number(where.place), online: number(where.online), hosts: where.hosts },
  }
  return attempt(c, () => perform(kit.runner, editSession, input, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawEdit(c, kit, { ...plan, ...where }, problem),
  })
}

async function drawCallingOff(
  c: PageContext,
  kit: Kit,
  written = { reason: '', language: c.var.page.say.locale },
  problem?: Problem,
): Promise<Response> {
  const { page } = c.var
  const { session, parts } = await sessionAt(c, kit)
  demand(mayCallOffSession(page.actor, parts, session))
  return c.html(<CallingOffPage page={page} session={session} languages={languageOptions(page)} written={written} problem={problem} />)
}

async function callOff(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const written = { reason: form.text('reason'), language: form.text('language') }
  return attempt(c, () => perform(kit.runner, callOffSession, { session: session.id, ...written }, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawCallingOff(c, kit, written, problem),
  })
}
