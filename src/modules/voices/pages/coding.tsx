import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { chooseTerms, correctVoice } from '../commands/correct-voice.ts'
import { withdrawVoice } from '../commands/withdraw-voice.ts'
import { testimonyRow } from '../queries/testimonies.ts'
import { voiceByCode, type Opened } from '../queries/voices.ts'
import { pathOf } from '../rules.ts'
import { CodePage, OwnVoicePage } from '../views/code.tsx'
import type { Values } from '../views/pieces.tsx'
import { keepPrivate, valuesOf } from './place.ts'

/** One address for all that a code does. What a browser writes down of it says nothing. */
export function codingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/v', (c) => drawForm(c, {}))
  app.post('/v', (c) => answer(c, kit))
  return app
}

function drawForm(
  c: PageContext,
  { gone = false, problem }: { readonly gone?: boolean; readonly problem?: Problem },
): Response | Promise<Response> {
  keepPrivate(c)
  return c.html(<CodePage page={c.var.page} gone={gone} problem={problem} />)
}

/** Each deed spends its try itself by its limit where a program does it; a page spends it here, before the code is looked at. */
async function answer(c: PageContext, kit: Kit): Promise<Response> {
  const { runner } = kit
  const { actor } = c.var.page
  const form = await readForm(c)
  const [code, deed] = [form.text('code').slice(0, 60), form.text('deed')]
  const spend = () => kit.limits.spend('voice-code', c.var.visitor)
  const values = valuesOf(form, ['title', 'text'])
  if (deed === 'withdraw')
    return attempt(c, async () => (await spend(), perform(runner, withdrawVoice, { code }, actor)), {
      done: () => drawForm(c, { gone: true }),
      redraw: (problem) => drawForm(c, { problem }),
    })
  if (deed === 'correct')
    return attempt(c, async () => (await spend(), perform(runner, correctVoice, { code, ...values }, actor)), {
      done: () => drawOwn(c, kit, { code, done: 'corrected' }),
      redraw: (problem) => (problem.fields.has('code') ? drawForm(c, { problem }) : drawOwn(c, kit, { code, values, problem })),
    })
  if (deed === 'choose')
    return attempt(c, async () => (await spend(), perform(runner, chooseTerms, { code, ...(await termsIn(kit, form, code)) }, actor)), {
      done: () => drawOwn(c, kit, { code, done: 'chosen' }),
      redraw: (problem) => drawForm(c, { problem }),
    })
  return attempt(c, async () => (await spend(), voiceByCode(runner.db, runner.outside.keys, code, false)), {
    done: () => drawOwn(c, kit, { code }),
    redraw: (problem) => drawForm(c, { problem }),
  })
}

/** What the form did not show was not taken back. */
async function termsIn(kit: Kit, form: Form, code: string) {
  const voice = await voiceByCode(kit.runner.db, kit.runner.outside.keys, code, false)
  const shown = await shownOf(kit, voice)
  return {
    quoted: form.checked('quoted') || voice.words.consent?.quoted !== true,
    translated: form.checked('translated') || !shown.translated,
    placed: form.checked('placed') || shown.country === null,
    described: form.checked('described') || shown.described === '',
  }
}

async function shownOf(kit: Kit, { words, testimony_id: id }: Opened) {
  const row = id === null ? null : await testimonyRow(kit.runner.db, id)
  if (row === null)
    return {
      title: words.title,
      text: words.text,
      path: null,
      described: words.described,
      country: words.country,
      translated: words.translation !== null,
    }
  const translated = row.translation_language !== null
  return {
    title: row.title,
    text: row.text,
    path: row.hidden_for === null ? pathOf(row.id) : null,
    described: row.described,
    country: row.country,
    translated,
  }
}

type Drawn = { readonly code: string; readonly done?: string; readonly values?: Values; readonly problem?: Problem }

async function drawOwn(c: PageContext, kit: Kit, { code, done, values, problem }: Drawn): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const voice = await voiceByCode(db, outside.keys, code, false)
  const id = voice.testimony_id
  const thing = id === null ? null : { sort: 'testimony', scope: id, subject: id, path: pathOf(id), toAuthor: true }
  keepPrivate(c)
  return c.html(
    <OwnVoicePage
      page={page}
      code={code}
      voice={voice}
      shown={await shownOf(kit, voice)}
      done={done ?? null}
      values={values ?? null}
      sections={thing === null ? [] : await kit.thingSections(page, thing)}
      problem={problem}
    />,
  )
}
