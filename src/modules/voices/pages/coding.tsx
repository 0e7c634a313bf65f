import { Hono } from 'hono'
import type { UnnamedReceiver } from '../../../core/receiver.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { chooseTerms, correctVoice } from '../commands/correct-voice.ts'
import { takingBack } from '../commands/take-puts.ts'
import { withdrawVoice } from '../commands/withdraw-voice.ts'
import type { Said } from '../queries/claims.ts'
import { testimonyRow } from '../queries/testimonies.ts'
import { voiceByCode, type Opened } from '../queries/voices.ts'
import { pathOf } from '../rules.ts'
import { CodePage, OwnVoicePage, type ShownPut } from '../views/code.tsx'
import type { Values } from '../views/pieces.tsx'
import { keepPrivate, valuesOf } from './place.ts'

/** One address for all that a code does. What a browser writes down of it says nothing. */
export function codingPages(kit: Kit, said: Said): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/v', (c) => drawForm(c, {}))
  app.post('/v', (c) => answer(c, { kit, receivers: said.receivers }))
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
type Desk = { readonly kit: Kit; readonly receivers: readonly UnnamedReceiver[] }

async function answer(c: PageContext, desk: Desk): Promise<Response> {
  const { kit, receivers } = desk
  const { runner } = kit
  const { actor } = c.var.page
  const form = await readForm(c)
  const [code, deed] = [form.text('code').slice(0, 60), form.text('deed')]
  const spend = () => kit.limits.spend('voice-code', c.var.visitor)
  const values = valuesOf(form, ['title', 'text'])
  if (deed === 'withdraw')
    return attempt(c, async () => (await spend(), takingBack(runner, receivers, withdrawVoice, { code }, actor)), {
      done: () => drawForm(c, { gone: true }),
      redraw: (problem) => drawForm(c, { problem }),
    })
  if (deed === 'correct')
    return attempt(c, async () => (await spend(), takingBack(runner, receivers, correctVoice, { code, ...values }, actor)), {
      done: () => drawOwn(c, desk, { code, done: 'corrected' }),
      redraw: (problem) => (problem.fields.has('code') ? drawForm(c, { problem }) : drawOwn(c, desk, { code, values, problem })),
    })
  if (deed === 'choose')
    return attempt(
      c,
      async () => (await spend(), takingBack(runner, receivers, chooseTerms, { code, ...(await termsIn(kit, form, code)) }, actor)),
      {
        done: () => drawOwn(c, desk, { code, done: 'chosen' }),
        redraw: (problem) => drawForm(c, { problem }),
      },
    )
  return attempt(c, async () => (await spend(), voiceByCode(runner.db, runner.outside.keys, code, false)), {
    done: () => drawOwn(c, desk, { code }),
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
    puts: voice.words.puts.flatMap(({ sort }) => (form.all('puts').includes(sort) ? [sort] : [])),
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

async function drawOwn(c: PageContext, { kit, receivers }: Desk, { code, done, values, problem }: Drawn): Promise<Response> {
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
      puts={await putsOf(kit, receivers, voice)}
      done={done ?? null}
      values={values ?? null}
      sections={thing === null ? [] : await kit.thingSections(page, thing)}
      problem={problem}
    />,
  )
}

/** Where else it stands, or is to stand, as far as the speaker agreed to that. */
async function putsOf({ runner }: Kit, receivers: readonly UnnamedReceiver[], { words }: Opened): Promise<readonly ShownPut[]> {
  const shown: ShownPut[] = []
  for (const { sort, place, thing, refused } of words.puts) {
    if (words.consent?.puts.includes(sort) !== true) continue
    const receiver = receivers.find((one) => one.sort === sort)
    const there = thing === null || receiver === undefined ? null : await receiver.stateOf(runner.db, { place, thing })
    shown.push({ sort, state: refused ? 'refused' : (there?.state ?? 'to-come'), path: there?.path ?? null })
  }
  return shown
}
