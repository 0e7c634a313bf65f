import { Hono } from 'hono'
import { keyOf, type Source } from '../../../core/citable.ts'
import { perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { moveSection } from '../commands/move-section.ts'
import { removeSection } from '../commands/remove-section.ts'
import { writeSection } from '../commands/write-section.ts'
import { mayEdit } from '../policy.ts'
import { sectionsOf } from '../queries/parts.ts'
import { no } from '../refusals.ts'
import { findIn, standingOf, stood, type Written } from '../rules.ts'
import type { DocumentSort } from '../tables.ts'
import { PickerPage } from '../views/picker.tsx'
import { SectionPage, type Shown } from '../views/section.tsx'
import { languagesFor } from './editing.tsx'
import { BASES, sectionHere, type InSection, type Room } from './place.ts'

/** For those who write: one part at a time, and the sources of one sentence. */
export function writingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  for (const { at: base, sort } of BASES) {
    const at = `${base}/edit/:language/:section`
    app.get(at, async (c) => drawSection(c, await sectionHere(c, room, sort)))
    app.post(at, (c) => save(c, room, sort))
    app.post(`${at}/place`, async (c) => {
      const { at: here, section } = await sectionHere(c, room, sort)
      const direction = (await readForm(c)).text('direction')
      await perform(room.kit.runner, moveSection, { document: here.document.id, section: section.number, direction }, c.var.page.actor)
      return goTo(c, `${here.path}/edit/${c.req.param('language')}`)
    })
    app.post(`${at}/removal`, async (c) => {
      const { at: here, section } = await sectionHere(c, room, sort)
      await perform(room.kit.runner, removeSection, { document: here.document.id, section: section.number }, c.var.page.actor)
      return goTo(c, `${here.path}/edit/${c.req.param('language')}`)
    })
    app.get(`${at}/sources/:sentence`, async (c) => drawPicker(c, room, await sentenceHere(c, room, sort)))
    app.post(`${at}/sources/:sentence`, (c) => attach(c, room, sort))
  }
  return app
}

const pathOf = ({ at, text, section }: InSection): string => `${at.path}/edit/${text.version.language}/${section.number}`

type Sent = { readonly heading: string; readonly revision: number; readonly sentences: readonly Shown[] }

function drawSection(c: PageContext, here: InSection, sent?: Sent, problem?: Problem) {
  const { at, text, original, section } = here
  const { page } = c.var
  const now = { heading: section.heading, revision: section.revision, sentences: stood(section.sentences, findIn(text.found)) }
  return c.html(
    <SectionPage
      page={page}
      at={at}
      text={text}
      original={original.sections.find(({ number }) => number === section.number)}
      section={section}
      shown={sent ?? now}
      found={text.found}
      languages={[text.version.language, ...languagesFor(c, at)]}
      mayEdit={mayEdit(page.actor, at.parts).ok}
      problem={problem}
    />,
  )
}

/** What the form holds, sentence by sentence; sources as they are ticked. */
function writtenIn(form: Form, language: string): readonly Written[] {
  const count = Math.min(200, Number(form.text('count')) || 0)
  const all = Array.from({ length: count }, (_, at) => ({
    ...{ id: form.optional(`id-${at}`) ?? null, text: form.text(`text-${at}`), language: form.optional(`language-${at}`) ?? language },
    ...{ sources: form.all(`source-${at}`).map(sourceOf), seen: form.checked(`seen-${at}`) },
  }))
  const added = form.text('text-new')
  return added === '' ? all : [...all, { id: null, text: added, language, sources: [], seen: false }]
}

const sourceOf = (key: string) => ({ sort: key.slice(0, Math.max(0, key.indexOf(':'))), id: key.slice(key.indexOf(':') + 1) })

/** What one of the buttons of a sentence does with all of them. */
function arranged(sentences: readonly Written[], op: string): readonly Written[] {
  const [, name = '', given = ''] = /^(up|down|join|remove)-(\d{1,3})$/.exec(op) ?? []
  const at = Number(given)
  const [one, next] = [sentences[at], sentences[at + 1]]
  if (one === undefined || name === '') return sentences
  if (name === 'remove') return sentences.filter((_, index) => index !== at)
  if (name === 'join' && next !== undefined) {
    const sources = [...new Map([...one.sources, ...next.sources].map((source) => [keyOf(source), source])).values()]
    return sentences.flatMap((other, index) =>
      index === at ? [{ ...one, text: `${one.text} ${next.text}`.trim(), sources }] : index === at + 1 ? [] : [other],
    )
  }
  const to = name === 'up' ? at - 1 : at + 1
  const other = sentences[to]
  if (name === 'join' || other === undefined) return sentences
  return sentences.map((each, index) => (index === at ? other : index === to ? one : each))
}

async function save(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const here = await sectionHere(c, room, sort)
  const { at, text, section } = here
  const form = await readForm(c)
  const op = form.text('op')
  const sentences = arranged(writtenIn(form, text.version.language), op)
  const [heading, revision] = [form.text('heading'), Number(form.text('revision'))]
  const input = {
    ...{ document: at.document.id, language: text.version.language, section: section.number, revision, heading },
    sentences: sentences.map((one) => ({ ...one, sources: [...one.sources] })),
  }
  return attempt(c, () => perform(room.kit.runner, writeSection(room.sources), input, c.var.page.actor), {
    done: async ({ path }) => {
      const wanted = /^sources-(\d{1,3})$/.exec(op)?.[1]
      if (wanted === undefined) return goTo(c, path)
      const now = (await sectionsOf(room.kit.runner.db, at.document, text.version.language)).find(({ number }) => number === section.number)
      const id = sentences[Number(wanted)]?.id ?? now?.sentences[Number(wanted)]?.id
      return goTo(c, now?.sentences.some((one) => one.id === id) === true ? `${path}/sources/${id}` : path)
    },
    // What was sent stays in the form; sent again, it is written over what stands there now, which is shown beside it.
    redraw: (problem) => drawSection(c, here, { heading, revision: section.revision, sentences: shownOf(here, sentences) }, problem),
  })
}

function shownOf({ section, text }: InSection, sentences: readonly Written[]): readonly Shown[] {
  const known = new Map(section.sentences.map((one) => [one.id, one]))
  return sentences.map(({ id, text: words, language, sources }) => {
    const before = known.get(id ?? '')
    const seen = before?.sources.filter((one) => sources.some((source) => keyOf(source) === keyOf(one))) ?? []
    const quote = before?.quote === true && before.text === words
    return { id: id ?? '', text: words, language, sources, by: 'editor', quote, standing: standingOf(seen, findIn(text.found)) }
  })
}

type InSentence = InSection & { readonly sentence: InSection['section']['sentences'][number] }

async function sentenceHere(c: PageContext, room: Room, sort: DocumentSort): Promise<InSentence> {
  const here = await sectionHere(c, room, sort)
  const sentence = here.section.sentences.find(({ id }) => id === c.req.param('sentence'))
  return sentence === undefined ? refuse(no('outcome.section-missing')) : { ...here, sentence }
}

/** Everything that can be cited of the sessions that the document is about. */
async function offeredHere(c: PageContext, { kit, sources }: Room, { at }: InSection): Promise<readonly Source[]> {
  const { db } = kit.runner
  const sessions = at.session === null ? await gatherings.sessionsOfEdition(db, at.edition.id, c.var.page.say.locale) : [at.session]
  const all: Source[] = []
  for (const { id } of sessions) all.push(...(await sources.ofSession(db, id, c.var.page.say.locale)))
  return all.filter(({ state, session }) => state === 'standing' && session !== null)
}

const filterOf = ({ session, question }: Source): string => `${session}/${question ?? 0}`

async function drawPicker(c: PageContext, room: Room, here: InSentence, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { sentence, section } = here
  const all = await offeredHere(c, room, here)
  const groups = Map.groupBy(all, filterOf)
  const sessions = await gatherings.sessionsByIds(
    room.kit.runner.db,
    all.flatMap(({ session }) => session ?? []),
    page.say.locale,
  )
  const filters = [...groups].map(([value, own]) => {
    const [session = '', question = '0'] = value.split('/')
    const number = sessions.get(session)?.number ?? 0
    return { value, label: page.say('outcome.pick.of', { session: number, question: Number(question) }), count: own.length }
  })
  const asked = c.req.query('question') ?? ''
  const filter = groups.has(asked) ? asked : (filters[0]?.value ?? '')
  const [of = '', number = '0'] = filter.split('/')
  const questions = filter === '' ? [] : await gatherings.questionsOf(room.kit.runner.db, of, page.say.locale)
  return c.html(
    <PickerPage
      page={page}
      path={pathOf(here)}
      sentence={sentence}
      offered={groups.get(filter) ?? []}
      chosen={sentence.sources.map(keyOf)}
      filters={filters}
      filter={filter}
      question={questions.find((one) => one.number === Number(number))}
      revision={section.revision}
      problem={problem}
    />,
  )
}

/** Sources of other questions, which were not offered on this page, stay as they are. */
async function attach(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const here = await sentenceHere(c, room, sort)
  const { at, text, section, sentence } = here
  const form = await readForm(c)
  const offered = new Set(form.all('offered'))
  const chosen = [...sentence.sources.map(keyOf).filter((key) => !offered.has(key)), ...form.all('sources')]
  const sentences = section.sentences.map((one) => ({
    ...{ id: one.id, text: one.text, language: one.language, seen: false },
    sources: one.id === sentence.id ? [...new Set(chosen)].map(sourceOf) : one.sources.map(({ sort: kind, id }) => ({ sort: kind, id })),
  }))
  const input = {
    ...{ document: at.document.id, language: text.version.language, section: section.number, heading: section.heading },
    ...{ revision: Number(form.text('revision')), sentences },
  }
  return attempt(c, () => perform(room.kit.runner, writeSection(room.sources), input, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawPicker(c, room, here, problem),
  })
}
