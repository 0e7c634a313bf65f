import { contextAsMarkdown, type BriefingNote } from '#briefing-note'
import { z } from 'zod'
import { Refused } from '../../core/refused.ts'
import { bodyNamed } from './bring-in.ts'
import { HubFault, InputRefused } from './faults.ts'
import { harmless, type Terminal } from './terminal.ts'
import { withHub, type CalledHub } from './with-hub.ts'

/** The last two parts of the address of its page. */
export type AskedEdition = { readonly summit: string; readonly edition: string }

type Import = {
  readonly note: BriefingNote
  /** Of the file, for a note that has no title. */
  readonly name: string
  readonly language: string
  readonly edition: AskedEdition | null
  /** The address of the body that convenes; null: the first. */
  readonly body: string | null
  /** By the clock of the edition's place (2026-03-01T18:00); null: the hours follow. */
  readonly starts: string | null
  /** Keep all of it as a draft. */
  readonly draft: boolean
  readonly json: boolean
}

const LONGEST_TITLE = 240

/** Into the hub's database: announced, so that it is read at its address at once, or as a draft. */
export async function bringInNote(asked: Import, terminal: Terminal): Promise<void> {
  const { note, language, name, draft, json } = asked
  await withHub(terminal, async (hub) => {
    const edition = asked.edition === null ? await madeEdition(hub, asked) : await knownEdition(hub, asked.edition)
    const title = (note.title || note.event || name).slice(0, LONGEST_TITLE)
    terminal.step('Writing the session.')
    const session = await madeSession(hub, edition, { title, language, note, starts: asked.starts })
    if (!draft) await hub.call('gatherings.announce-session', { session: session.id })
    const made = asked.edition === null
    if (!draft && made) await hub.call('gatherings.announce-edition', { edition: edition.id })
    const uncertain = note.uncertainties.map(({ key: _key, ...one }) => ({
      ...one,
      question: hub.say(`note.unsure.${one.code}`),
    }))
    const address = hub.address(session.path)
    const { event, overview, context, scope, lead, guidingQuestions, method, closing, host, leftovers } = note
    const told = { title, number: session.number, event, language, overview, context, scope, lead, guidingQuestions }
    const when = { hoursKnown: asked.starts !== null, public: !draft && (made || edition.state === 'announced') }
    const printed = { ...told, method, closing, host, leftovers, id: session.id, address, ...when, uncertain }
    await terminal.answer(json ? `${JSON.stringify(printed)}\n` : summaryOf(printed, { draft, made }))
  })
}

type Edition = { readonly id: string; readonly zone: string; readonly state: string }
const editionShape = z.object({ id: z.string(), zone: z.string(), state: z.string() })

async function knownEdition(hub: CalledHub, asked: AskedEdition): Promise<Edition> {
  try {
    return editionShape.parse(await hub.call('gatherings.read-edition', asked))
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'edition.missing') throw error
    throw new InputRefused(`This hub has no edition "${asked.summit}/${asked.edition}"; nothing was imported.`)
  }
}

const LEAD_DAYS = 30
const DAY_MS = 86_400_000
const MOST_TRIES = 100

/** One for this one note, in the summit that it names. */
async function madeEdition(hub: CalledHub, { note, name, language, body, starts }: Import): Promise<Edition> {
  const bodyId = await bodyFor(hub, body)
  const called = (note.eventName || note.title || name).slice(0, 160)
  const texts = [{ language, name: called }]
  const summit = slugOf(note.eventName) || 'imported-notes'
  await orTaken(hub.call('gatherings.create-summit', { bodyId, slug: summit, texts }))
  const startsOn = (starts ?? new Date(hub.now().getTime() + LEAD_DAYS * DAY_MS).toISOString()).slice(0, 10)
  // Without a day of its own it is put down for some weeks from now, and the pages say that this is not settled.
  const plan = { summit, languages: [language], zone: hub.homeZone, startsOn, endsOn: startsOn, daysKnown: starts !== null, texts }
  for (let number = 1; number <= MOST_TRIES; number += 1) {
    const made = await orTaken(hub.call('gatherings.create-edition', { ...plan, slug: number === 1 ? 'edition' : `edition-${number}` }))
    if (made !== null) return { id: z.object({ id: z.string() }).parse(made).id, zone: hub.homeZone, state: 'draft' }
  }
  throw new HubFault(`The summit "${summit}" has ${MOST_TRIES} editions already; name one of its editions with --edition.`)
}

/** Null where an address or number is somebody else's. */
async function orTaken(doing: Promise<unknown>): Promise<unknown> {
  try {
    return await doing
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'gathering.address-taken') return null
    throw error
  }
}

const LONGEST_SLUG = 50

function slugOf(words: string): string {
  const plain = words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replaceAll(/^-|-$/g, '')
}

const SESSION_MINUTES = 90
const madeShape = z.object({ id: z.string(), number: z.number(), path: z.string() })

type Written = { readonly title: string; readonly language: string; readonly note: BriefingNote; readonly starts: string | null }

async function madeSession(hub: CalledHub, { id, zone }: Edition, { title, language, note, starts }: Written) {
  const { overview, scope, lead, method, closing, host, guidingQuestions: questions, leftovers } = note
  const words = { overview, context: contextAsMarkdown(note.context), scope, lead, questions, method, closing, host }
  const plan = {
    edition: id,
    languages: [language],
    ...(starts === null ? { hoursKnown: false } : hoursFrom(starts, zone)),
    note: { language, title, ...words, unplaced: leftovers.join('\n\n') },
  }
  const asNumbered =
    note.sessionNumber === null ? null : await orTaken(hub.call('gatherings.create-session', { ...plan, number: note.sessionNumber }))
  return madeShape.parse(asNumbered ?? (await hub.call('gatherings.create-session', plan)))
}

function hoursFrom(clock: string, zone: string) {
  const starts = Temporal.PlainDateTime.from(clock).toZonedDateTime(zone)
  const at = (moment: Temporal.ZonedDateTime) => new Date(moment.epochMilliseconds).toISOString()
  return { startsAt: at(starts), endsAt: at(starts.add({ minutes: SESSION_MINUTES })) }
}

const NAMES = { en: 'Imported notes', fr: 'Notes importées', ar: 'مذكرات مستوردة' }

/** The body that convenes: the one that was named, else the first of the hub, else one that is made for it. */
async function bodyFor(hub: CalledHub, slug: string | null): Promise<string> {
  if (slug !== null) {
    const found = await bodyNamed(hub, slug)
    if (found === null) throw new InputRefused(`This hub has no body with the address "${slug}"; nothing was imported.`)
    return found
  }
  const bodies = z.array(z.object({ id: z.string(), archived: z.boolean() })).parse(await hub.call('organisations.list-bodies', {}))
  const first = bodies.find(({ archived }) => !archived)
  if (first !== undefined) return first.id
  const texts = Object.entries(NAMES).map(([language, name]) => ({ language, name, summary: name }))
  return z.object({ id: z.string() }).parse(await hub.call('organisations.create-body', { slug: 'imported-notes', kind: 'partner', texts }))
    .id
}

type Printed = {
  readonly title: string
  readonly number: number
  readonly event: string
  readonly language: string
  readonly guidingQuestions: readonly string[]
  readonly host: string
  readonly leftovers: readonly string[]
  readonly address: string
  readonly hoursKnown: boolean
  readonly public: boolean
  readonly uncertain: readonly { readonly at: number; readonly chosen: string; readonly text: string; readonly question: string }[]
}

const LONGEST_EXCERPT = 240

type How = { readonly draft: boolean; readonly made: boolean }

function summaryOf(printed: Printed, how: How): string {
  const { title, number, event, language, guidingQuestions, host, leftovers, address, uncertain } = printed
  const lines = [
    `Session ${number}: ${harmless(title)}`,
    ...(event === '' ? [] : [`  ${harmless(event)}`]),
    `  Language: ${language}`,
    ...(host === '' ? [] : [`  Host: ${harmless(host.replaceAll('\n', ' / '))}`]),
    `  Guiding questions: ${guidingQuestions.length}`,
    ...guidingQuestions.map((question, index) => `    ${index + 1}. ${harmless(question)}`),
    ...(leftovers.length === 0 ? [] : [`  Without a place, kept for the organisers: ${leftovers.length}`]),
    ...(uncertain.length === 0 ? [] : ['', 'Not certain:']),
    ...uncertain.map((one) => `  Line ${one.at}: ${one.question} Taken as: ${one.chosen}.\n    ${harmless(one.text, LONGEST_EXCERPT)}`),
    '',
    ...whatNext(printed, how),
    address,
  ]
  return `${lines.join('\n')}\n`
}

function whatNext({ hoursKnown, ...printed }: Printed, { draft, made }: How): readonly string[] {
  const hours = hoursKnown ? `It is planned for ${SESSION_MINUTES} minutes.` : 'Its hours are to be announced.'
  const day =
    made && !hoursKnown ? [`The day of the edition that was made for it is a guess (${LEAD_DAYS} days from now): correct it there.`] : []
  if (draft) return [`It is a draft, which only its organisers see. ${hours}`, ...day]
  if (printed.public) return [`Everybody can read it now. ${hours}`, ...day]
  return [`It is announced, but stays hidden as long as its edition is a draft. ${hours}`]
}
