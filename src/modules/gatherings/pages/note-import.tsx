import { contextAsMarkdown, decodeNote, readBriefingNote, type BriefingNote, type Decided } from '#briefing-note'
import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { createSession } from '../commands/create-session.ts'
import { mayEditEdition } from '../policy.ts'
import type { EditionCard } from '../queries/editions.ts'
import { no } from '../refusals.ts'
import { ImportForm, ReadingPage, type ReadingValues } from '../views/note-import.tsx'
import { EDITION, editionAt } from './address.ts'
import { askedHours, languageOptions, numberIn } from './form-values.ts'
import { besideFields } from './note.tsx'

/** From the text of a briefing note to a session: nothing is kept between the pages but what the form holds. */
export function noteImportPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${EDITION}/briefing-note`, async (c) => {
    const edition = await ownEdition(c, kit)
    return c.html(<ImportForm page={c.var.page} edition={edition} problem={undefined} text="" />)
  })
  app.post(`${EDITION}/briefing-note`, (c) => read(c, kit))
  return app
}

async function ownEdition(c: PageContext, kit: Kit): Promise<EditionCard> {
  const { edition, organiser } = await editionAt(c, kit)
  demand(mayEditEdition(c.var.page.actor, organiser, edition.state))
  c.header('cache-control', 'no-store')
  return edition
}

async function read(c: PageContext, kit: Kit): Promise<Response> {
  const edition = await ownEdition(c, kit)
  const form = await readForm(c)
  const fields = await c.req.parseBody({ all: true })
  const uploaded = fields['file']
  const isFile = uploaded instanceof File && uploaded.size > 0
  const text = isFile ? decodeNote(new Uint8Array(await uploaded.arrayBuffer())) : form.text('text')
  return attempt(c, async () => asNote(text, decidedIn(fields)), {
    done: (reading) =>
      form.text('step') === 'make' ? make(c, kit, { edition, form, reading }) : drawReading(c, { edition, form, reading }),
    // What is no text cannot be shown again in a field of text.
    redraw: (problem) =>
      c.html(<ImportForm page={c.var.page} edition={edition} problem={problem} text={isFile ? form.text('text') : (text ?? '')} />),
  })
}

type Reading = { readonly text: string; readonly note: BriefingNote; readonly decided: Decided }

function asNote(text: string | null, decided: Decided): Reading {
  if (text === null) return refuse(no('note.not-text'))
  const result = readBriefingNote(text, decided)
  return result.ok ? { text, note: result.note, decided } : refuse(no(`note.${result.code}`))
}

const ASKED = 'ask-'

/** Answers are the fields whose names begin so; an empty one leaves the matter to the reader. */
function decidedIn(fields: Readonly<Record<string, unknown>>): Decided {
  const answers = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith(ASKED) && typeof value === 'string' && value !== '' ? [[name.slice(ASKED.length), value] as const] : [],
  )
  const language = fields['language']
  return Object.fromEntries(typeof language === 'string' ? [...answers, ['language-note', language] as const] : answers)
}

type Asked = { readonly edition: EditionCard; readonly form: Form; readonly reading: Reading; readonly problem?: Problem }

function valuesOf(c: PageContext, { edition, form, reading: { text, note } }: Asked): ReadingValues {
  const given = (name: string, otherwise: string) => (form.checked(name) ? form.text(name) : otherwise)
  return {
    text,
    language: given('language', note.language ?? c.var.page.say.locale),
    title: form.text('title'),
    number: given('number', note.sessionNumber === null ? '' : String(note.sessionNumber)),
    hours: form.text('hours') === 'follow' ? 'follow' : 'fixed',
    startsAt: given('startsAt', `${edition.startsOn}T09:00`),
    endsAt: given('endsAt', `${edition.startsOn}T10:30`),
  }
}

function drawReading(c: PageContext, asked: Asked): Response | Promise<Response> {
  const { edition, problem, reading } = asked
  const values = valuesOf(c, asked)
  const moved = reading.note.pieces.filter(({ id }) => reading.decided[`move-${id}`] !== undefined).map(({ id }) => id)
  return c.html(
    <ReadingPage
      page={c.var.page}
      edition={edition}
      note={reading.note}
      values={values}
      languages={languageOptions(c.var.page, [...edition.languages, values.language])}
      moved={new Set(moved)}
      problem={problem === undefined ? undefined : besideFields(problem)}
    />,
  )
}

async function make(c: PageContext, kit: Kit, asked: Asked): Promise<Response> {
  const { edition, reading } = asked
  const { note } = reading
  const values = valuesOf(c, asked)
  const { overview, scope, lead, method, closing, host, guidingQuestions: questions, leftovers } = note
  const words = { overview, context: contextAsMarkdown(note.context), scope, lead, questions, method, closing, host }
  const input = {
    edition: edition.id,
    ...(values.number === '' ? {} : { number: numberIn(values.number) }),
    languages: [values.language],
    ...askedHours(values, edition.zone),
    note: { language: values.language, title: note.title === '' ? values.title : note.title, ...words, unplaced: leftovers.join('\n\n') },
  }
  return attempt(c, () => perform(kit.runner, createSession, input, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}/note`),
    redraw: (problem) => drawReading(c, { ...asked, problem }),
  })
}
