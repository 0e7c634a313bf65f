import { Hono } from 'hono'
import { labelShape } from '../../../core/label.ts'
import { newCode, spacedCode } from '../../../core/paper-code.ts'
import { perform, together } from '../../../core/perform.ts'
import { demand, no as noFromHub, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { gatherings, type SeenSession } from '../../gatherings/index.ts'
import { captureIntervention } from '../commands/capture-intervention.ts'
import { recordMeeting } from '../commands/record-meeting.ts'
import { isTeam, mayCapture } from '../policy.ts'
import { meetingsOf } from '../queries/meetings.ts'
import { frameOf, type Frame } from '../queries/session-facts.ts'
import { no } from '../refusals.ts'
import { LONGEST, MOST_PARTS, partsOf } from '../rules.ts'
import { CapturePage, type Captured, type Values } from '../views/capture.tsx'
import { EntryPage } from '../views/entry.tsx'
import { SessionKitPage } from '../views/kit.tsx'
import { TranscriptPage, type Pick } from '../views/transcript.tsx'
import { AT, idAt, keepPrivate, numberIn, sessionAt } from './place.ts'

const SLIPS = 12

/** What those who work for a session take down: while somebody speaks, from a transcript, from paper. And the kit to print. */
export function capturingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/kit`, (c) => drawKit(c, kit))
  app.get(`${AT}/kit/entry`, (c) => drawEntry(c, kit, { values: {} }))
  app.post(`${AT}/kit/entry`, (c) => beginMeeting(c, kit))
  app.get(`${AT}/kit/entry/:meeting`, (c) => drawCapture(c, kit, { values: {}, meeting: idAt(c, 'meeting') }))
  app.get(`${AT}/interventions/new`, (c) => drawCapture(c, kit, { values: {}, meeting: null }))
  app.get(`${AT}/interventions/transcript`, (c) => drawTranscript(c, kit, { transcript: '', language: c.var.page.say.locale }))
  app.post(`${AT}/interventions/transcript`, (c) => readTranscript(c, kit))
  app.post(`${AT}/interventions/transcript/picks`, (c) => pick(c, kit))
  app.post(`${AT}/interventions`, (c) => capture(c, kit))
  return app
}

/** The session, for those who take down what is said in it. */
async function teamAt(c: PageContext, kit: Kit): Promise<SeenSession> {
  const seen = await sessionAt(c, kit)
  demand(mayCapture({ actor: c.var.page.actor, ...seen }))
  keepPrivate(c)
  return seen
}

async function drawKit(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { session, parts } = await sessionAt(c, kit)
  const { questions } = await frameOf(kit.runner.db, session.id, page.actor.locale)
  const codes = Array.from({ length: SLIPS }, () => spacedCode(newCode(kit.runner.outside.below)))
  // Two printed sheets must not bear the same codes.
  c.header('cache-control', 'no-store')
  return c.html(<SessionKitPage page={page} session={session} questions={questions} codes={codes} team={isTeam(parts)} />)
}

type Filled = { readonly values: Values; readonly problem?: Problem }

async function drawEntry(c: PageContext, kit: Kit, filled: Filled): Promise<Response> {
  const { session } = await teamAt(c, kit)
  const meetings = await meetingsOf(kit.runner.db, session.id)
  const sending = filled.values['sending'] ?? kit.runner.outside.uuid()
  return c.html(<EntryPage page={c.var.page} session={session} meetings={meetings} sending={sending} {...filled} />)
}

async function beginMeeting(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const values = valuesOf(form, ['sending', 'title', 'language', 'place', 'heldOn', 'people'])
  const input = { session: session.id, ...values, people: Number(values['people']) }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, recordMeeting, input, c.var.page.actor)
    },
    { done: ({ id }) => goTo(c, `${session.path}/kit/entry/${id}`), redraw: (problem) => drawEntry(c, kit, { values, problem }) },
  )
}

type Taken = Filled & { readonly meeting: string | null; readonly captured?: Captured }

async function drawCapture(c: PageContext, kit: Kit, { values, problem, meeting, captured }: Taken): Promise<Response> {
  const { db, outside } = kit.runner
  const { session } = await teamAt(c, kit)
  const known =
    meeting === null ? null : ((await meetingsOf(db, session.id)).find(({ id }) => id === meeting) ?? refuse(no('intervention.missing')))
  return c.html(
    <CapturePage
      page={c.var.page}
      session={session}
      frame={await frameOf(db, session.id, c.var.page.actor.locale)}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      captured={captured ?? null}
      meeting={known}
      problem={problem}
    />,
  )
}

const FIELDS = [
  ...['sending', 'text', 'form', 'language', 'role', 'question', 'speaker', 'notedSpeaker', 'block', 'saidAt', 'choice', 'label'],
  ...['consent', 'code', 'meeting'],
]
/** What the next one has in common with the last one, as a rule. */
const KEPT = ['form', 'language', 'role', 'question', 'block', 'speaker'] as const

async function capture(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const values = valuesOf(await readForm(c), FIELDS)
  const meeting = values['meeting'] === '' ? null : (values['meeting'] ?? null)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, captureIntervention, inputOf(session, values), c.var.page.actor)
    },
    {
      // Answered with the page itself: the code is shown now, and stands in no address. A reload sends the same again and changes nothing.
      done: (captured) =>
        drawCapture(c, kit, {
          values: Object.fromEntries(KEPT.map((name) => [name, values[name] ?? ''])),
          meeting,
          captured: { ...captured, code: spacedCode(captured.code) },
        }),
      redraw: (problem) => drawCapture(c, kit, { values, problem, meeting: /^[0-9a-f-]{36}$/.test(meeting ?? '') ? meeting : null }),
    },
  )
}

const valuesOf = (form: Form, names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, form.text(name)]))

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

function inputOf(session: SeenSession['session'], values: Values) {
  const { question = '', saidAt = '', consent, choice, meeting, speaker, block, ...words } = values
  return {
    ...words,
    session: session.id,
    source: orNull(meeting) === null ? 'note' : 'paper',
    ...{ meeting: orNull(meeting), speaker: orNull(speaker), block: orNull(block), question: numberIn(question), consent: orNull(consent) },
    choice: choice === '' ? 'unchosen' : choice,
    saidAt: saidAt === '' ? null : momentAt(session, saidAt),
  }
}

/** `10:32` by the clock of the venue, on the day of the session; what is no time is given on, for the schema to refuse beside its field. */
function momentAt(session: SeenSession['session'], time: string): string {
  const { startsAt, zone } = session
  try {
    const day = (gatherings.beginningOf(session) ?? startsAt).toTemporalInstant().toZonedDateTimeISO(zone).toPlainDate()
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    return new Date(at.epochMilliseconds).toISOString()
  } catch {
    return time
  }
}

type Read = {
  readonly transcript: string
  readonly language: string
  readonly picks?: readonly Pick[]
  readonly left?: number
  readonly problem?: Problem
}

async function drawTranscript(c: PageContext, kit: Kit, { transcript, language, picks, left = 0, problem }: Read): Promise<Response> {
  const { session } = await teamAt(c, kit)
  const frame = await frameOf(kit.runner.db, session.id, c.var.page.actor.locale)
  return c.html(
    <TranscriptPage
      page={c.var.page}
      session={session}
      frame={frame}
      transcript={transcript}
      language={language}
      picks={picks ?? null}
      left={left}
      problem={problem}
    />,
  )
}

async function readTranscript(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await teamAt(c, kit)
  const form = await readForm(c)
  const [transcript, language] = [form.text('transcript').slice(0, LONGEST.transcript), form.text('language')]
  const parts = partsOf(transcript)
  if (parts.length === 0)
    return attempt(c, async () => nothingRead(), {
      done: (problem) => problem,
      redraw: (problem) => drawTranscript(c, kit, { transcript, language, problem }),
    })
  const { speakers } = await frameOf(kit.runner.db, session.id, c.var.page.actor.locale)
  const picks = parts.slice(0, MOST_PARTS).map((part): Pick => {
    const speaker = speakerNamed(speakers, part.name)
    return {
      ...{ sending: kit.runner.outside.uuid(), picked: false, question: '', speaker, role: speaker === '' ? 'participant' : 'panellist' },
      ...{ name: part.name, mark: part.mark, text: part.text.slice(0, LONGEST.text) },
    }
  })
  return drawTranscript(c, kit, { transcript: '', language, picks, left: parts.length - picks.length })
}

/** Marks and times without a word between them. */
const nothingRead = (): never =>
  refuse(noFromHub('input.invalid', { field: 'transcript' }), [{ field: 'transcript', code: 'field.invalid', data: {} }])

const speakerNamed = (speakers: Frame['speakers'], name: string): string =>
  name === '' ? '' : (speakers.find((one) => labelShape(one.name) === labelShape(name))?.id ?? '')

function picksIn(form: Form): readonly Pick[] {
  const picks: Pick[] = []
  for (let at = 0; at < MOST_PARTS && form.optional(`sending-${at}`) !== undefined; at += 1) {
    const field = (name: string) => form.text(`${name}-${at}`)
    picks.push({
      ...{ sending: field('sending'), picked: form.checked(`pick-${at}`), name: field('name'), mark: field('mark') },
      ...{ text: field('text'), role: field('role'), question: field('question'), speaker: field('speaker') },
    })
  }
  return picks
}

/** All that were picked, or none of them. */
async function pick(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await teamAt(c, kit)
  const form = await readForm(c)
  const [picks, language] = [picksIn(form), form.text('language')]
  return attempt(
    c,
    async () => {
      const chosen = picks.filter(({ picked }) => picked)
      if (chosen.length === 0) refuse(no('intervention.nothing-picked'))
      await kit.limits.spend('write', c.var.visitor)
      await together(kit.runner, async (deed) => {
        for (const { sending, text, role, question, speaker, name } of chosen) {
          const noted = speaker === '' ? name.slice(0, LONGEST.noted) : ''
          const of = { session: session.id, sending, text, language, role, form: 'verbatim', source: 'transcript' }
          const tied = { question: numberIn(question), speaker: orNull(speaker), notedSpeaker: noted }
          await deed(captureIntervention, { ...of, ...tied }, c.var.page.actor)
        }
      })
    },
    {
      done: () => goTo(c, `${session.path}/interventions`),
      redraw: (problem) => drawTranscript(c, kit, { transcript: '', language, picks, problem }),
    },
  )
}
