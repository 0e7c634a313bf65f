import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { countryOptions } from '../../../web/countries.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { chooseVoice } from '../commands/choose-voice.ts'
import { correctStatement } from '../commands/correct-statement.ts'
import { tellCountry } from '../commands/tell-country.ts'
import { withdrawStatement } from '../commands/withdraw-statement.ts'
import { mayCorrect, mayTakePart } from '../policy.ts'
import { ownCountry } from '../queries/coverage.ts'
import type { Participant } from '../queries/dialogue-facts.ts'
import { whoTakesPart } from '../queries/my-part.ts'
import { ownStatementFacts } from '../queries/own-statement.ts'
import { ownVoices, voiceOf, voiceSettled, type ChosenVoice } from '../queries/own-voices.ts'
import { speakerOfVoice } from '../queries/speakers.ts'
import { readStatements } from '../queries/statement-list.ts'
import { no } from '../refusals.ts'
import { CorrectionPage, CountryPage, VoicePage } from '../views/own-choices.tsx'
import { dialogueAt, statementAt, type At } from './title.ts'

/** What those who take part choose for themselves in one dialogue: as who they speak, where they live, and what becomes of their own words. */
export function speakingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  const own = (draw: (c: PageContext, kit: Kit, mine: Mine) => Promise<Response>) => async (c: PageContext) => {
    // A choice of one's own is on it.
    c.header('cache-control', 'private, no-store')
    const at = await dialogueAt(c, kit)
    const participant = await whoTakesPart(kit.runner.db, at.dialogue.id, { actor: c.var.page.actor, outside: kit.runner.outside })
    return participant === null ? goTo(c, `/dialogues/${at.dialogue.slug}`) : draw(c, kit, { at, participant })
  }
  app.get(
    '/dialogues/:dialogue/voice',
    own((c, _kit, mine) => drawVoice(c, kit, mine)),
  )
  app.post('/dialogues/:dialogue/voice', own(saveVoice))
  app.get(
    '/dialogues/:dialogue/country',
    own((c, _kit, mine) => drawCountry(c, kit, mine)),
  )
  app.post('/dialogues/:dialogue/country', own(saveCountry))
  app.get(
    '/dialogues/:dialogue/statements/:statement/correction',
    own((c, _kit, mine) => drawCorrection(c, kit, mine)),
  )
  app.post('/dialogues/:dialogue/statements/:statement/correction', own(correct))
  app.post('/dialogues/:dialogue/statements/:statement/withdrawal', own(withdraw))
  return app
}

type Mine = { readonly at: At; readonly participant: Participant }
type Shown = { readonly value?: string; readonly problem?: Problem }

const toMyPart = (c: PageContext, { at }: Mine): Response => goTo(c, `/dialogues/${at.dialogue.slug}/my-part`)

async function drawVoice(c: PageContext, { runner: { db } }: Kit, { at, participant }: Mine, { value, problem }: Shown = {}) {
  const { page } = c.var
  const { dialogue, title } = at
  const chosen = await voiceOf(db, dialogue.id, participant.author)
  return c.html(
    <VoicePage
      page={page}
      slug={dialogue.slug}
      title={title}
      voices={await ownVoices(db, page.actor)}
      value={value ?? fieldOf(chosen)}
      now={await speakerOfVoice(db, chosen, page.actor)}
      settled={(await voiceSettled(db, dialogue.id, participant.author)) || !mayTakePart(dialogue, page.now).ok}
      problem={problem}
    />,
  )
}

const fieldOf = (voice: ChosenVoice): string =>
  voice.sort === 'participant' ? 'participant' : voice.sort === 'name' ? `name ${voice.person}` : `office ${voice.body} ${voice.office}`

/** What a radio button stands for; the deed looks at whether it is theirs. */
function voiceIn(field: string) {
  const [sort, first, second] = field.split(' ')
  if (sort === 'name') return { sort, person: first }
  return sort === 'office' ? { sort, body: first, office: second } : { sort }
}

async function saveVoice(c: PageContext, kit: Kit, mine: Mine): Promise<Response> {
  const value = (await readForm(c)).text('voice')
  const input = { dialogue: mine.at.dialogue.id, voice: voiceIn(value) }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, chooseVoice, input, c.var.page.actor)
    },
    { done: () => toMyPart(c, mine), redraw: (problem) => drawVoice(c, kit, mine, { value, problem }) },
  )
}

async function drawCountry(c: PageContext, { runner }: Kit, { at, participant }: Mine, { value, problem }: Shown = {}) {
  const { page } = c.var
  const { dialogue, title } = at
  const told = await ownCountry(runner.db, runner.outside.keys, { dialogueId: dialogue.id, participant: participant.number })
  return c.html(
    <CountryPage
      page={page}
      slug={dialogue.slug}
      title={title}
      value={value ?? told ?? ''}
      options={countryOptions(page.say)}
      open={participant.removedFor === null && mayTakePart(dialogue, page.now).ok}
      problem={problem}
    />,
  )
}

async function saveCountry(c: PageContext, kit: Kit, mine: Mine): Promise<Response> {
  const value = (await readForm(c)).text('country')
  const input = { dialogue: mine.at.dialogue.id, country: value === '' ? null : value }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, tellCountry, input, c.var.page.actor)
    },
    { done: () => toMyPart(c, mine), redraw: (problem) => drawCountry(c, kit, mine, { value, problem }) },
  )
}

type CorrectionShown = { readonly values?: { readonly text: string; readonly language: string }; readonly problem?: Problem }

async function drawCorrection(c: PageContext, { runner }: Kit, { at }: Mine, { values, problem }: CorrectionShown = {}) {
  const { page } = c.var
  const { dialogue, title } = at
  const number = statementAt(c)
  const { actor } = page
  const asked = { dialogue: dialogue.id, statement: number }
  const { statement } = await ownStatementFacts(runner.db, asked, { actor, outside: runner.outside }, 'none')
  demand(mayCorrect(statement))
  const [now] = await readStatements(runner.db, dialogue.id, { numbers: [number] })
  if (now === undefined) return refuse(no('statement.missing'))
  return c.html(
    <CorrectionPage
      page={page}
      slug={dialogue.slug}
      title={title}
      number={number}
      values={values ?? now}
      languages={[...new Set([now.language, ...dialogue.languages, ...page.locales])]}
      problem={problem}
    />,
  )
}

async function correct(c: PageContext, kit: Kit, mine: Mine): Promise<Response> {
  const form = await readForm(c)
  const values = { text: form.text('text'), language: form.text('language') }
  const input = { dialogue: mine.at.dialogue.id, statement: statementAt(c), ...values }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, correctStatement, input, c.var.page.actor)
    },
    { done: () => toMyPart(c, mine), redraw: (problem) => drawCorrection(c, kit, mine, { values, problem }) },
  )
}

async function withdraw(c: PageContext, kit: Kit, mine: Mine): Promise<Response> {
  await kit.limits.spend('write', c.var.visitor)
  await perform(kit.runner, withdrawStatement, { dialogue: mine.at.dialogue.id, statement: statementAt(c) }, c.var.page.actor)
  return toMyPart(c, mine)
}
