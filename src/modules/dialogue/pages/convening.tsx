import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, no as noFromHub, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, href, type Env, type Page, type PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { answerDialogue } from '../commands/answer-dialogue.ts'
import { closeDialogue } from '../commands/close-dialogue.ts'
import { createDialogue } from '../commands/create-dialogue.ts'
import { discardDraft } from '../commands/discard-draft.ts'
import { editDialogue } from '../commands/edit-dialogue.ts'
import { openDialogue } from '../commands/open-dialogue.ts'
import { translateDialogue } from '../commands/translate-dialogue.ts'
import { mayAnswer, mayConvene, mayEdit } from '../policy.ts'
import { readDraft } from '../queries/draft.ts'
import { sessionChoices } from '../queries/session.ts'
import { no } from '../refusals.ts'
import { RULES } from '../rules.ts'
import { AnswerForm, DialogueForm, TranslationForm, type DialogueValues } from '../views/convening.tsx'
import { besideFields, fromHomeTime, lines, toHomeTime } from './form-values.ts'
import { drawOverview } from './reading.tsx'
import { dialogueAt, type At } from './title.ts'

/** Preparing, opening, closing, answering: for the conveners of a body. */
export function conveningPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/dialogues/new', (c) => drawNew(c, kit))
  app.post('/dialogues', (c) => create(c, kit))
  app.get('/dialogues/:dialogue/edit', (c) => drawEdit(c, kit))
  app.post('/dialogues/:dialogue/edit', (c) => edit(c, kit))
  app.get('/dialogues/:dialogue/preview', async (c) => {
    const at = await dialogueAt(c, kit)
    demand(mayConvene(at.dialogue.standing))
    return c.html(await drawOverview(c, kit, at, true))
  })
  for (const [noun, command] of [
    ['opening', openDialogue],
    ['closure', closeDialogue],
  ] as const) {
    app.post(`/dialogues/:dialogue/${noun}`, async (c) => {
      const { dialogue } = await dialogueAt(c, kit)
      await perform(kit.runner, command, { dialogue: dialogue.id }, c.var.page.actor)
      return goTo(c, `/dialogues/${dialogue.slug}`)
    })
  }
  app.post('/dialogues/:dialogue/discarding', async (c) => {
    const { dialogue } = await dialogueAt(c, kit)
    await perform(kit.runner, discardDraft, { dialogue: dialogue.id }, c.var.page.actor)
    return goTo(c, '/dialogues')
  })
  app.get('/dialogues/:dialogue/translation', (c) => drawTranslation(c, kit))
  app.post('/dialogues/:dialogue/translation', (c) => translate(c, kit))
  app.get('/dialogues/:dialogue/answer', (c) => drawAnswer(c, kit))
  app.post('/dialogues/:dialogue/answer', (c) => answer(c, kit))
  return app
}

const DAY_MS = 86_400_000

async function bodiesFor(c: PageContext, kit: Kit) {
  const { actor, say } = c.var.page
  if (actor.account === null) refuse(noFromHub('sign-in.needed'))
  return actor.operator
    ? organisations.allBodies(kit.runner.db, say.locale)
    : organisations.bodiesWhere(kit.runner.db, actor.person, 'convener', say.locale)
}

async function drawNew(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const bodies = await bodiesFor(c, kit)
  if (bodies.length === 0) return refuse(no('dialogue.not-its-convener'))
  const session = await sessionAsked(kit, page, { bodies: bodies.map(({ id }) => id), id: c.req.query('session') })
  const body = bodies.find(({ id, slug }) => id === session?.body || slug === c.req.query('body')) ?? bodies[0]
  const day = (days: number) => toHomeTime(new Date(page.now.getTime() + days * DAY_MS), page.homeZone)
  const values: DialogueValues = {
    bodyId: body?.id ?? '',
    language: page.say.locale,
    title: session?.title ?? '',
    summary: '',
    background: '',
    questions: session?.questions.join('\n') ?? '',
    seeds: '',
    languages: [page.say.locale],
    opensAt: day(1),
    closesAt: day(22),
    answerBy: day(52),
    participation: 'anyone',
    publication: 'votes',
    mayAdd: true,
    moderation: 'before',
    peopleFrom: '',
    rules: RULES,
    session: session?.id ?? '',
  }
  return drawForm(c, kit, { values, action: '/dialogues', fresh: true })
}

/** Where the way here led from a session, the form begins with its guiding questions: under these its statements are filed. */
async function sessionAsked(kit: Kit, page: Page, { bodies, id }: { bodies: readonly string[]; id: string | undefined }) {
  if (id === undefined) return null
  const { db } = kit.runner
  const { locale } = page.say
  const choice = (await sessionChoices(db, bodies, locale)).find((one) => one.id === id)
  if (choice === undefined) return null
  const questions = await gatherings.questionsOf(db, id, locale)
  return { ...choice, questions: questions.map(({ text }) => text.replaceAll(/\s+/g, ' ').trim()) }
}

type FormShown = { readonly values: DialogueValues; readonly action: string; readonly fresh: boolean; readonly problem?: Problem }

async function drawForm(c: PageContext, kit: Kit, { values, action, fresh, problem }: FormShown): Promise<Response> {
  const { page } = c.var
  const bodies = await bodiesFor(c, kit)
  // A draft stays with its body; a new one may still go to any of them.
  const hosts = fresh ? bodies.map(({ id }) => id) : [values.bodyId]
  const choices = await sessionChoices(kit.runner.db, hosts, page.say.locale)
  return c.html(
    <DialogueForm
      page={page}
      values={values}
      bodies={bodies.map(({ id, name }) => ({ id, name }))}
      sessions={choices}
      languages={contentLanguages(page.locales)}
      rules={RULES}
      action={href(page, action)}
      problem={problem === undefined ? undefined : besideFields(problem)}
      fresh={fresh}
    />,
  )
}

/** Languages that diasporas write in, beside those of the interface; a convener ticks some, participants may write in any of these. */
const MORE_LANGUAGES = [
  'am',
  'bn',
  'es',
  'ff',
  'ga',
  'ha',
  'ht',
  'pl',
  'pt',
  'ru',
  'so',
  'sw',
  'ti',
  'tl',
  'tr',
  'uk',
  'ur',
  'vi',
  'wo',
  'yo',
  'zh',
]
const contentLanguages = (locales: readonly string[]): readonly string[] => [...new Set([...locales, ...MORE_LANGUAGES])]

function valuesOf(form: Form): DialogueValues {
  return {
    bodyId: form.text('bodyId'),
    language: form.text('language'),
    title: form.text('title'),
    summary: form.text('summary'),
    background: form.text('background'),
    questions: form.text('questions'),
    seeds: form.text('seeds'),
    languages: form.all('languages'),
    opensAt: form.text('opensAt'),
    closesAt: form.text('closesAt'),
    answerBy: form.text('answerBy'),
    participation: form.text('participation'),
    publication: form.text('publication') === 'aggregates' ? 'aggregates' : 'votes',
    mayAdd: form.checked('mayAdd'),
    moderation: form.text('moderation'),
    peopleFrom: form.text('peopleFrom'),
    rules: form.all('rules'),
    session: form.text('session'),
  }
}

function inputOf(values: DialogueValues, zone: string) {
  return {
    ...values,
    session: values.session === '' ? null : values.session,
    peopleFrom: values.peopleFrom === '' ? null : values.peopleFrom,
    languages: values.languages.length === 0 ? [values.language] : values.languages,
    questions: lines(values.questions),
    seeds: lines(values.seeds),
    opensAt: fromHomeTime(values.opensAt, zone),
    closesAt: fromHomeTime(values.closesAt, zone),
    answerBy: fromHomeTime(values.answerBy, zone),
  }
}

async function create(c: PageContext, kit: Kit): Promise<Response> {
  const values = valuesOf(await readForm(c))
  return attempt(c, () => perform(kit.runner, createDialogue, inputOf(values, c.var.page.homeZone), c.var.page.actor), {
    done: ({ slug }) => goTo(c, `/dialogues/${slug}`),
    redraw: (problem) => drawForm(c, kit, { values, action: '/dialogues', fresh: true, problem }),
  })
}

async function drawEdit(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue } = await dialogueAt(c, kit)
  demand(mayEdit(dialogue))
  const draft = await readDraft(kit.runner.db, dialogue)
  const zone = c.var.page.homeZone
  const values = {
    ...draft,
    bodyId: dialogue.bodyId,
    languages: dialogue.languages,
    opensAt: toHomeTime(dialogue.opensAt, zone),
    closesAt: toHomeTime(dialogue.closesAt, zone),
    answerBy: toHomeTime(dialogue.answerBy, zone),
    participation: dialogue.participation,
    publication: dialogue.publication,
    mayAdd: dialogue.mayAdd,
    moderation: dialogue.moderation,
    peopleFrom: dialogue.peopleFrom ?? '',
    rules: dialogue.rules,
    session: dialogue.session ?? '',
  }
  return drawForm(c, kit, { values, action: `/dialogues/${dialogue.slug}/edit`, fresh: false })
}

async function edit(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue } = await dialogueAt(c, kit)
  const values = { ...valuesOf(await readForm(c)), bodyId: dialogue.bodyId }
  const action = `/dialogues/${dialogue.slug}/edit`
  return attempt(
    c,
    () => perform(kit.runner, editDialogue, { ...inputOf(values, c.var.page.homeZone), dialogue: dialogue.id }, c.var.page.actor),
    {
      done: ({ slug }) => goTo(c, `/dialogues/${slug}`),
      redraw: (problem) => drawForm(c, kit, { values, action, fresh: false, problem }),
    },
  )
}

const NOTHING = { title: '', summary: '', background: '', questions: '' }

async function drawTranslation(c: PageContext, kit: Kit): Promise<Response> {
  const at = await dialogueAt(c, kit)
  demand(mayConvene(at.dialogue.standing))
  const { locales, say } = c.var.page
  const original = await readDraft(kit.runner.db, at.dialogue)
  const language = c.req.query('language') ?? [say.locale, ...locales].find((one) => one !== original.language) ?? say.locale
  const there = await readDraft(kit.runner.db, at.dialogue, language)
  const values = there.language === language ? there : { ...NOTHING, language }
  return drawTranslationForm(c, kit, at, { values })
}

type Translation = {
  readonly language: string
  readonly title: string
  readonly summary: string
  readonly background: string
  readonly questions: string
}

async function drawTranslationForm(
  c: PageContext,
  kit: Kit,
  at: At,
  { values, problem }: { values: Translation; problem?: Problem },
): Promise<Response> {
  const { page } = c.var
  const original = await readDraft(kit.runner.db, at.dialogue)
  const languages = contentLanguages(page.locales).filter((language) => language !== original.language)
  return c.html(
    <TranslationForm
      page={page}
      slug={at.dialogue.slug}
      title={at.title}
      problem={problem === undefined ? undefined : besideFields(problem)}
      languages={languages}
      values={values}
      original={original}
    />,
  )
}

async function translate(c: PageContext, kit: Kit): Promise<Response> {
  const at = await dialogueAt(c, kit)
  const form = await readForm(c)
  const text = (name: string) => form.text(name)
  const values = {
    language: text('language'),
    title: text('title'),
    summary: text('summary'),
    background: text('background'),
    questions: text('questions'),
  }
  const input = { ...values, questions: lines(values.questions), dialogue: at.dialogue.id }
  return attempt(c, () => perform(kit.runner, translateDialogue, input, c.var.page.actor), {
    done: ({ slug }) => goTo(c, `/dialogues/${slug}`),
    redraw: (problem) => drawTranslationForm(c, kit, at, { values, problem }),
  })
}

async function drawAnswer(c: PageContext, kit: Kit): Promise<Response> {
  const at = await dialogueAt(c, kit)
  demand(mayAnswer(at.dialogue, c.var.page.now))
  return drawAnswerForm(c, at, { values: { language: c.var.page.say.locale, text: '' } })
}

function drawAnswerForm(
  c: PageContext,
  at: At,
  { values, problem }: { values: { language: string; text: string }; problem?: Problem },
): Response | Promise<Response> {
  const { page } = c.var
  return c.html(
    <AnswerForm
      page={page}
      slug={at.dialogue.slug}
      title={at.title}
      problem={problem}
      languages={contentLanguages(page.locales)}
      values={values}
    />,
  )
}

async function answer(c: PageContext, kit: Kit): Promise<Response> {
  const at = await dialogueAt(c, kit)
  const form = await readForm(c)
  const values = { language: form.text('language'), text: form.text('text') }
  return attempt(c, () => perform(kit.runner, answerDialogue, { dialogue: at.dialogue.id, ...values }, c.var.page.actor), {
    done: ({ slug }) => goTo(c, `/dialogues/${slug}#answer`),
    redraw: (problem) => drawAnswerForm(c, at, { values, problem }),
  })
}
