import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import type { UnnamedReceiver } from '../../../core/receiver.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Option } from '../../../web/fields.tsx'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import { countryOptions } from '../../../web/countries.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, type Env, type PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { people } from '../../people/index.ts'
import { places } from '../../places/index.ts'
import { answerNaming } from '../commands/answer-naming.ts'
import { answerReading } from '../commands/answer-reading.ts'
import { makeCode, replaceCode } from '../commands/make-code.ts'
import { submitVoice } from '../commands/submit-voice.ts'
import { takingBack } from '../commands/take-puts.ts'
import { withdrawKept } from '../commands/withdraw-voice.ts'
import { writeVoice } from '../commands/write-voice.ts'
import { mayServe, OPEN } from '../policy.ts'
import { intermediaryRow, ownFacts, readersFor } from '../queries/intermediaries.ts'
import { ownMandates } from '../queries/mandates.ts'
import { qrOf } from '../../../web/qr.tsx'
import type { Said } from '../queries/claims.ts'
import { keptVoice, readVoice, toRead, voicesOf, type Opened } from '../queries/voices.ts'
import { marksIn, placeWords } from '../rules.ts'
import { DeskPage, SlipPage } from '../views/desk.tsx'
import { KeptVoicePage, ReadingPage } from '../views/voice.tsx'
import type { Values } from '../views/pieces.tsx'
import { doneAt, idAt, keepPrivate, orNull, readingOf, valuesOf } from './place.ts'

/** What intermediaries and second readers do. */
type Desk = { readonly kit: Kit; readonly receivers: readonly UnnamedReceiver[] }

export function keepingPages(kit: Kit, { receivers }: Said): Hono<Env> {
  const desk: Desk = { kit, receivers }
  const app = new Hono<Env>()
  app.get('/voices/desk', (c) => drawDesk(c, kit))
  app.post('/voices/desk/serving', (c) => serve(c, kit))
  app.post('/voices/desk/codes', (c) => makeSlip(c, kit))
  app.get('/voices/desk/:voice', (c) => drawKept(c, desk, {}))
  app.post('/voices/desk/:voice', (c) => write(c, desk))
  app.post('/voices/desk/:voice/submission', (c) => submit(c, desk))
  app.post('/voices/desk/:voice/replacement', (c) => replaceSlip(c, desk))
  app.post('/voices/desk/:voice/withdrawal', (c) => withdraw(c, desk))
  app.get('/voices/reading/:voice', (c) => drawReading(c, kit))
  app.post('/voices/reading/:voice', (c) => read(c, kit))
  return app
}

const spend = (c: PageContext, kit: Kit) => kit.limits.spend('voice-write', c.var.visitor, c.var.page.actor.account)

async function drawDesk(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  if (page.actor.person === null) return refuse(noFromHub('sign-in.needed'))
  keepPrivate(c)
  const own = await ownFacts(db, readingOf(c, kit))
  const may = mayServe(page.actor, own)
  return c.html(
    <DeskPage
      page={page}
      own={own}
      voices={await voicesOf(db, outside.keys, own)}
      reading={await toRead(db, outside.keys, page.actor)}
      mandates={await ownMandates(db, readingOf(c, kit))}
      closed={may.ok ? null : page.say(may.refusal.code, may.refusal.data)}
      done={doneAt(c)}
      problem={problem}
    />,
  )
}

async function serve(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const input = {
    serve: form.text('serve') === 'yes',
    training: form.text('training'),
    trainedOn: orNull(form.text('trainedOn')),
    listed: form.checked('listed'),
  }
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, answerNaming, input, c.var.page.actor)), {
    done: ({ serves }) => goTo(c, `/voices/desk?done=${serves ? 'serving' : 'left'}`),
    redraw: (problem) => drawDesk(c, kit, problem),
  })
}

/** Answered with the slip itself: the code is shown now, and stands in no address. */
async function makeSlip(c: PageContext, kit: Kit): Promise<Response> {
  const slip = (await readForm(c)).text('slip')
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, makeCode, { slip }, c.var.page.actor)), {
    done: ({ code, voice }) => drawSlip(c, kit, { code, voice, slip }),
    redraw: (problem) => drawDesk(c, kit, problem),
  })
}

async function replaceSlip(c: PageContext, desk: Desk): Promise<Response> {
  const { kit } = desk
  const voice = idAt(c, 'voice')
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, replaceCode, { voice }, c.var.page.actor)), {
    done: ({ code, slip }) => drawSlip(c, kit, { code, voice, slip }),
    redraw: (problem) => drawKept(c, desk, { problem }),
  })
}

function drawSlip(c: PageContext, kit: Kit, { slip, ...made }: { readonly code: string; readonly voice: string; readonly slip: string }) {
  const { page } = c.var
  const say = kit.books.say(slip)
  keepPrivate(c)
  return c.html(<SlipPage page={page} say={say} {...made} qr={qrOf(address({ say, publicUrl: page.publicUrl }, '/v'))} />)
}

type Filled = { readonly values?: Values; readonly problem?: Problem }

async function drawKept(c: PageContext, { kit, receivers }: Desk, { values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { own, voice } = await keptVoice(db, readingOf(c, kit), idAt(c, 'voice'), false)
  keepPrivate(c)
  // What there is to choose from, and what may lead to somebody, is looked for while it can still be written.
  const open = OPEN.includes(voice.state)
  const readers = open ? await readersFor(db, own, page.now) : []
  return c.html(
    <KeptVoicePage
      page={page}
      voice={voice}
      readers={readers.map(({ id, name }) => ({ value: id, label: name }))}
      countries={[{ value: '', label: page.say('voice.country.none') }, ...countryOptions(page.say)]}
      sessions={open ? await sessionOptions(c, kit, voice.words.session) : []}
      dialogues={open ? await dialogueOptions(c, db, receivers) : []}
      marks={open ? await marks(c, kit, wordsIn(voice)) : []}
      done={doneAt(c)}
      values={values ?? null}
      problem={problem}
    />,
  )
}

/** Where a sentence of it can be put to the vote now. */
async function dialogueOptions(c: PageContext, db: Reader, receivers: readonly UnnamedReceiver[]): Promise<readonly Option[]> {
  const { say, now } = c.var.page
  const places = (await receivers.find(({ sort }) => sort === 'dialogue')?.placesOf(db, { locale: say.locale, now })) ?? []
  return [
    { value: '', label: say('voice.put.dialogue.none') },
    ...places.map(({ id, title, language }) => ({ value: id, label: title, lang: language })),
  ]
}

const MOST_EDITIONS = 6

/** Sessions of the newest editions that are announced, and the one that was chosen before, wherever it is. */
async function sessionOptions(c: PageContext, kit: Kit, chosen: string | null): Promise<readonly Option[]> {
  const [{ db }, { say }] = [kit.runner, c.var.page]
  const editions = (await gatherings.announcedEditions(db, say.locale))
    .filter(({ calledOff }) => calledOff === null)
    .slice(0, MOST_EDITIONS)
  const cards = []
  for (const { id } of editions) cards.push(...(await gatherings.sessionsOfEdition(db, id, say.locale)))
  const known = cards.filter(({ state, calledOff }) => state !== 'draft' && calledOff === null)
  const before = chosen === null || known.some(({ id }) => id === chosen) ? null : await gatherings.sessionById(db, chosen, say.locale)
  return [
    { value: '', label: say('voice.session.none') },
    ...[...known, ...(before === null ? [] : [before])].map(({ id, editionName, number, title, language }) => ({
      ...{ value: id, label: `${editionName} · ${number}. ${title}`, lang: language },
    })),
  ]
}

const wordsIn = ({ words }: Opened): string => [words.title, words.text, words.described, ...words.puts.map(({ text }) => text)].join('\n')

/** What looks like a name, a date or a place that the hub knows. */
async function marks(c: PageContext, kit: Kit, text: string): Promise<readonly string[]> {
  const found = new Set(marksIn(text))
  for (const word of placeWords(text)) {
    if (found.has(word)) continue
    const named = await places.found(kit.runner.db, word, c.var.page.say.locale, 1)
    if (named.some(({ name }) => name.toLocaleLowerCase() === word.toLocaleLowerCase())) found.add(word)
  }
  return [...found]
}

const WORDS = [
  'title',
  'text',
  'language',
  'described',
  'country',
  'session',
  'translation',
  'translationLanguage',
  'translatedBy',
  'dialogue',
  'statement',
]

async function write(c: PageContext, desk: Desk): Promise<Response> {
  const { kit, receivers } = desk
  const voice = idAt(c, 'voice')
  const form = await readForm(c)
  const values: Values = { ...valuesOf(form, WORDS), inSession: form.checked('inSession') ? 'on' : '' }
  const { title, text, language, described, country, session, translation, translationLanguage, translatedBy, dialogue, statement } = values
  const input = {
    ...{ voice, title, text, language, described, country: orNull(country), session: orNull(session) },
    ...{ dialogue: orNull(dialogue), statement, inSession: form.checked('inSession') },
    translation: orNull(translation) === null ? null : { text: translation, language: translationLanguage, by: translatedBy },
  }
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, writeVoice(receivers), input, c.var.page.actor)), {
    done: () => goTo(c, `/voices/desk/${voice}?done=written`),
    redraw: (problem) => drawKept(c, desk, { values, problem }),
  })
}

async function submit(c: PageContext, desk: Desk): Promise<Response> {
  const { kit } = desk
  const voice = idAt(c, 'voice')
  const form = await readForm(c)
  const values = valuesOf(form, ['agreed', 'delay', 'reader', 'quoted'])
  const input = {
    ...{ voice, agreed: values['agreed'], reader: values['reader'], quoted: form.checked('quoted') },
    ...{ delay: Number(values['delay'] === '' ? Number.NaN : values['delay']), checked: form.all('checked'), puts: form.all('puts') },
  }
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, submitVoice, input, c.var.page.actor)), {
    done: () => goTo(c, `/voices/desk/${voice}?done=submitted`),
    redraw: (problem) => drawKept(c, desk, { values, problem }),
  })
}

async function withdraw(c: PageContext, { kit, receivers }: Desk): Promise<Response> {
  await spend(c, kit)
  await takingBack(kit.runner, receivers, withdrawKept, { voice: idAt(c, 'voice') }, c.var.page.actor)
  return goTo(c, '/voices/desk?done=withdrawn')
}

async function drawReading(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { db } = kit.runner
  const { voice } = await readVoice(db, readingOf(c, kit), idAt(c, 'voice'), false)
  keepPrivate(c)
  const keeper = (await intermediaryRow(db, voice.words.keeper))?.person_id ?? null
  const names = keeper === null ? new Map<string, string>() : await people.nameOf(db, [keeper])
  const found = await marks(c, kit, wordsIn(voice))
  return c.html(<ReadingPage page={c.var.page} voice={voice} marks={found} keeper={names.get(keeper ?? '') ?? null} problem={problem} />)
}

async function read(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const input = { voice: idAt(c, 'voice'), clear: form.text('clear') === 'yes', note: form.text('note') }
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, answerReading, input, c.var.page.actor)), {
    done: () => goTo(c, '/voices/desk?done=read'),
    redraw: (problem) => drawReading(c, kit, problem),
  })
}
