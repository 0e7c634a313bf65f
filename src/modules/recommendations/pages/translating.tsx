import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { translateRecommendation } from '../commands/translate-recommendation.ts'
import { isTeam, mayTranslate } from '../policy.ts'
import { translationsOf } from '../queries/pieces.ts'
import { translatableOf } from '../queries/read.ts'
import { pathOf, type Piece } from '../rules.ts'
import { fieldOf, TranslationPage } from '../views/translation.tsx'
import type { Values } from '../views/word-forms.tsx'
import { keepPrivate, languagesFor, recommendationIn, type Room, type Worded } from './place.ts'

/** A recommendation in further languages, for those who lead the session. */
export function translatingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/recommendations/:recommendation/translation', async (c) => {
    const at = await entering(c, room)
    const choices = languagesFor(c.var.page, at)
    const asked = c.req.query('language')
    // Into the reader's own language, unless it was written in that.
    const language = choices.find((one) => one === asked) ?? choices.find((one) => one !== at.wording.language) ?? c.var.page.say.locale
    return draw(c, room, at, { language })
  })
  app.post('/recommendations/:recommendation/translation', (c) => translate(c, room))
  return app
}

async function entering(c: PageContext, room: Room): Promise<Worded> {
  keepPrivate(c)
  const at = await recommendationIn(c, room)
  demand(mayTranslate(c.var.page.actor, at))
  return at
}

type Shown = { readonly language: string; readonly values?: Values; readonly problem?: Problem }

async function draw(c: PageContext, room: Room, at: Worded, { language, values, problem }: Shown): Promise<Response> {
  const { page } = c.var
  const { db } = room.kit.runner
  const path = pathOf(at.recommendation.id)
  const pieces = await translatableOf(db, at.recommendation, language)
  const there = (await translationsOf(db, at.recommendation)).filter((one) => one.language === language)
  const behind = there.filter(({ piece, follows }) => pieces.some((one) => one.piece === piece && one.version !== follows))
  const { translator = 'person', name = '' } = there[0] ?? {}
  const now: [string, string][] = there.flatMap((one) => one.words.map((word, place): [string, string] => [fieldOf(one, place), word]))
  return c.html(
    <TranslationPage
      page={page}
      back={{ path: isTeam(page.actor, at.parts) ? `${path}/desk` : path, text: at.wording.title, language: at.wording.language }}
      heading={page.say('recommendation.turn.translation')}
      problem={problem}
      action={`${path}/translation`}
      language={language}
      languages={languagesFor(page, at).filter((one) => one !== language)}
      pieces={pieces}
      behind={new Set(behind.map(({ piece }) => piece))}
      values={values ?? { ...Object.fromEntries(now), translator, translatorName: name }}
    />,
  )
}

async function translate(c: PageContext, room: Room): Promise<Response> {
  const at = await entering(c, room)
  const form = await readForm(c)
  const language = form.text('language')
  const { runner } = room.kit
  const originals = await translatableOf(runner.db, at.recommendation, language)
  const pieces = originals.map((one) => given(form, one)).filter(({ words }) => words.some((word) => word.trim() !== ''))
  const by = { translator: form.text('translator'), translatorName: form.text('translatorName') }
  const input = { recommendation: at.recommendation.id, language, ...by, pieces }
  return attempt(c, () => perform(runner, translateRecommendation, input, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}?in=${language}`),
    redraw: (problem) => draw(c, room, at, { language, values: { ...by, ...written(form, originals) }, problem: plainly(problem) }),
  })
}

/** As it was written, for the version that stood above the fields. */
const given = (form: Form, one: Piece) => ({
  piece: one.piece,
  follows: Number(form.text(`follows-${one.piece}`)),
  words: one.words.map((_, place) => form.text(fieldOf(one, place))),
})

const written = (form: Form, originals: readonly Piece[]): Values =>
  Object.fromEntries(
    originals.flatMap((one) => one.words.map((_, place) => [fieldOf(one, place), form.text(fieldOf(one, place))] as const)),
  )

/** Faults that name a place in the list of parts are said above the form. */
const plainly = (problem: Problem): Problem => ({
  ...problem,
  fields: new Map([...problem.fields].filter(([field]) => !field.startsWith('pieces'))),
})
