import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { translateNote } from '../commands/translate-note.ts'
import { writeSessionNote } from '../commands/write-note.ts'
import { mayEditSession } from '../policy.ts'
import { editionById, inLanguage } from '../queries/editions.ts'
import { notesOf, type NoteText } from '../queries/note.ts'
import type { SeenSession } from '../queries/sessions.ts'
import { no } from '../refusals.ts'
import { NoteForm, TranslationForm, type NoteValues } from '../views/note-form.tsx'
import { NotePage } from '../views/note.tsx'
import { SESSION, sessionAt } from './address.ts'
import { languageOptions, linesOf } from './form-values.ts'

const NOTE = `${SESSION}/note`

/** The briefing note of a session: read by everybody, written and translated by its organisers. */
export function notePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(NOTE, (c) => show(c, kit))
  app.get(`${NOTE}/edit`, (c) => drawEdit(c, kit))
  app.post(`${NOTE}/edit`, (c) => edit(c, kit))
  app.get(`${NOTE}/translation`, (c) => drawTranslation(c, kit))
  app.post(`${NOTE}/translation`, (c) => translate(c, kit))
  return app
}

type At = SeenSession & { readonly notes: readonly NoteText[]; readonly original: NoteText }

async function noteAt(c: PageContext, kit: Kit): Promise<At> {
  const seen = await sessionAt(c, kit)
  const notes = await notesOf(kit.runner.db, seen.session.id)
  return { ...seen, notes, original: notes[0] ?? refuse(no('note.missing')) }
}

/** The same, for those who may write it. */
async function ownNote(c: PageContext, kit: Kit): Promise<At> {
  const at = await noteAt(c, kit)
  demand(mayEditSession(c.var.page.actor, at.parts, at.session))
  c.header('cache-control', 'no-store')
  return at
}

async function show(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { session, parts, notes, original } = await noteAt(c, kit)
  const edition = (await editionById(kit.runner.db, session.editionId, page.say.locale)) ?? refuse(no('edition.missing'))
  const note = notes.find(({ language }) => language === c.req.query('in')) ?? inLanguage(notes, page.say.locale) ?? original
  return c.html(
    <NotePage
      page={page}
      session={session}
      edition={edition}
      note={note}
      languages={notes.map(({ language }) => language)}
      mayEdit={mayEditSession(page.actor, parts, session).ok}
    />,
  )
}

const PARTS_IN_FORM = ['title', 'overview', 'context', 'scope', 'lead', 'method', 'closing', 'host', 'language'] as const

function valuesOf(form: Form): NoteValues {
  const [title, overview, context, scope, lead, method, closing, host, language] = PARTS_IN_FORM.map((name) => form.text(name))
  const words = { title: title ?? '', overview: overview ?? '', context: context ?? '', scope: scope ?? '', lead: lead ?? '' }
  return {
    ...words,
    method: method ?? '',
    closing: closing ?? '',
    host: host ?? '',
    language: language ?? '',
    questions: form.text('questions'),
  }
}

const valuesFrom = ({ title, overview, context, scope, lead, method, closing, host, language, questions }: NoteText): NoteValues => ({
  ...{ title, overview, context, scope, lead, method, closing, host, language, questions: questions.join('\n') },
})

const inputOf = (values: NoteValues) => ({ ...values, questions: linesOf(values.questions) })

/** `note.title` and `questions.3` are said beside `title` and `questions`. */
export function besideFields(problem: Problem): Problem {
  const fields = new Map<string, string>()
  for (const [path, sentence] of problem.fields) {
    const field = path.replace(/^note\./, '').replace(/\.\d+$/, '')
    if (!fields.has(field)) fields.set(field, sentence)
  }
  return { ...problem, fields }
}

const besideOr = (problem: Problem | undefined): Problem | undefined => (problem === undefined ? undefined : besideFields(problem))

async function drawEdit(c: PageContext, kit: Kit): Promise<Response> {
  const { original, session } = await ownNote(c, kit)
  const languages = languageOptions(c.var.page, [...session.languages, original.language])
  return c.html(
    <NoteForm
      page={c.var.page}
      session={session}
      values={valuesFrom(original)}
      unplaced={original.unplaced}
      languages={languages}
      problem={undefined}
    />,
  )
}

async function edit(c: PageContext, kit: Kit): Promise<Response> {
  const { session, original } = await ownNote(c, kit)
  const { page } = c.var
  const form = await readForm(c)
  const values = valuesOf(form)
  const unplaced = form.text('unplaced')
  const input = { session: session.id, note: { ...inputOf(values), unplaced } }
  return attempt(c, () => perform(kit.runner, writeSessionNote, input, page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) =>
      c.html(
        <NoteForm
          page={page}
          session={session}
          values={values}
          unplaced={unplaced}
          languages={languageOptions(page, [...session.languages, original.language, values.language])}
          problem={besideFields(problem)}
        />,
      ),
  })
}

type Translated = { readonly values: NoteValues; readonly translator: string; readonly translatorName: string; readonly problem?: Problem }

function drawTranslationForm(c: PageContext, { session, original }: At, shown: Translated): Response | Promise<Response> {
  const { page } = c.var
  const languages = languageOptions(page, [...session.languages, shown.values.language])
  return c.html(
    <TranslationForm
      page={page}
      session={session}
      original={original}
      {...shown}
      problem={besideOr(shown.problem)}
      languages={languages.filter(({ value }) => value !== original.language)}
    />,
  )
}

const NOTHING = { title: '', overview: '', context: '', scope: '', lead: '', method: '', closing: '', questions: '' }

async function drawTranslation(c: PageContext, kit: Kit): Promise<Response> {
  const at = await ownNote(c, kit)
  const { say, locales } = c.var.page
  const { original } = at
  const language = c.req.query('language') ?? [say.locale, ...locales].find((one) => one !== original.language) ?? say.locale
  const there = at.notes.find((note) => note.language === language && note.translation !== null)
  return drawTranslationForm(c, at, {
    // Names of hosts are mostly the same in every language.
    values: there === undefined ? { ...NOTHING, host: original.host, language } : valuesFrom(there),
    translator: there?.translation?.by ?? 'person',
    translatorName: there?.translation?.name ?? '',
  })
}

async function translate(c: PageContext, kit: Kit): Promise<Response> {
  const at = await ownNote(c, kit)
  const form = await readForm(c)
  const shown = { values: valuesOf(form), translator: form.text('translator'), translatorName: form.text('translatorName') }
  const { translator, translatorName } = shown
  const input = { session: at.session.id, ...inputOf(shown.values), translator, translatorName }
  return attempt(c, () => perform(kit.runner, translateNote, input, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}?in=${shown.values.language}`),
    redraw: (problem) => drawTranslationForm(c, at, { ...shown, problem }),
  })
}
