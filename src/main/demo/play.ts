import { nobody, type Actor } from '../../core/actor.ts'
import { openChance, type Chance } from './chance.ts'
import { choose, drawn, gather, pick, type Person, type Visit } from './crowd.ts'
import type { Answer, DemoDialogue, LateLine, Line, Reported } from './parts.ts'
import { byTheHub, DAY_MS, type Speaker, type Staff, type Stage } from './stage.ts'

const OPENING_HOUR = 8
const CLOSING_HOUR = 20
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Somebody thinks that long about a statement. */
const THINKING_MS = 9000

type OnTable = { readonly number: number; readonly line: Line; readonly late: boolean }
type Guest = { readonly person: Person; readonly actor: Actor; readonly answered: Set<number> }

/** One dialogue while it is played. */
type Scene = {
  readonly stage: Stage
  readonly id: string
  readonly dialogue: DemoDialogue
  readonly staff: Staff
  /** The first day. */
  readonly opening: Date
  readonly table: OnTable[]
  readonly guests: Map<number, Guest>
  readonly speakers: ReadonlyMap<string, Speaker>
  /** Who tells a country, and which, apart from what they vote. */
  readonly living: Chance
}

type Troupe = {
  readonly staff: Staff
  readonly speakers: ReadonlyMap<string, Speaker>
  /** Of a summit, to which the dialogue belongs. */
  readonly session?: string | undefined
}

/** From the draft to the answer, as far as the dialogue's calendar has come by today. */
export async function playDialogue(stage: Stage, dialogue: DemoDialogue, { staff, speakers, session }: Troupe): Promise<void> {
  const { calendar } = dialogue
  const id = await write(stage, dialogue, { ...staff, session })
  if (dialogue.draft === true) return
  await stage.call('dialogue.open', { dialogue: id }, { actor: staff.convener, at: hourOf(stage, calendar.published, OPENING_HOUR) })
  const table = dialogue.seeds.map((line, number) => ({ number, line, late: false }))
  if (dialogue.crowd === undefined) return
  const [opening, living] = [hourOf(stage, calendar.opens, 0), openChance(dialogue.crowd.seed + 1)]
  const scene = { stage, id, dialogue, staff, opening, table, guests: new Map(), speakers, living }
  const people = gather(dialogue.crowd)
  for (const day of dialogue.crowd.days.keys()) await playDay(scene, day, people)
  if (calendar.closes < 0) await stage.call('dialogue.close', { dialogue: id }, byTheHub(hourOf(stage, calendar.closes, CLOSING_HOUR)))
  for (const [index, answer] of (dialogue.answers ?? []).entries()) {
    const at = new Date(hourOf(stage, calendar.answered ?? 0, 10).getTime() + index * HOUR_MS)
    const text = withDates(stage, answer)
    await stage.call('dialogue.answer', { dialogue: id, language: answer.language, text }, { actor: staff.convener, at })
  }
}

const hourOf = (stage: Stage, day: number, hour: number): Date => new Date(stage.today.getTime() + day * DAY_MS + hour * HOUR_MS)

function withDates(stage: Stage, { language, text }: Answer): string {
  const spoken = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' })
  return text.replace(/\{([+-]\d+)\}/g, (_, days: string) => spoken.format(hourOf(stage, Number(days), 0)))
}

async function write(stage: Stage, dialogue: DemoDialogue, by: Staff & Pick<Troupe, 'session'>): Promise<string> {
  const { convener, bodyId, session } = by
  const { calendar, languages, mayAdd, moderation, seeds } = dialogue
  const [first, ...translations] = dialogue.words
  const at = hourOf(stage, calendar.written, 10)
  const input = {
    ...first,
    bodyId,
    session,
    languages,
    mayAdd,
    moderation,
    participation: dialogue.participation ?? 'anyone',
    peopleFrom: dialogue.peopleFrom ?? null,
    opensAt: hourOf(stage, calendar.opens, OPENING_HOUR).toISOString(),
    closesAt: hourOf(stage, calendar.closes, CLOSING_HOUR).toISOString(),
    answerBy: hourOf(stage, calendar.answerBy, CLOSING_HOUR).toISOString(),
    seeds: seeds.map(({ text, language, question }) => ({ text, language, question })),
  }
  const { id } = await stage.call<{ id: string }>('dialogue.create', input, { actor: convener, at })
  for (const words of translations) await stage.call('dialogue.translate', { dialogue: id, ...words }, { actor: convener, at })
  return id
}

/** Votes from morning to night; at midnight the day's statements are added, and decided before the next morning. */
async function playDay(scene: Scene, day: number, people: readonly Person[]): Promise<void> {
  const visits = people.flatMap((person) => person.visits.filter((visit) => visit.day === day).map((visit) => ({ person, visit })))
  for (const { person, visit } of visits.toSorted((a, b) => a.visit.minute - b.visit.minute)) await playVisit(scene, person, visit)
  const lines = scene.dialogue.added.filter((line) => line.day === day)
  for (const [index, line] of lines.entries()) {
    await addLine(scene, line, new Date(scene.opening.getTime() + day * DAY_MS + 23 * HOUR_MS + index * MINUTE_MS))
  }
}

async function playVisit(scene: Scene, person: Person, visit: Visit): Promise<void> {
  const { stage, id, table } = scene
  // The first morning begins when the dialogue opens.
  const minute = visit.day === 0 ? Math.max(visit.minute, OPENING_HOUR * 60 + 1) : visit.minute
  let at = scene.opening.getTime() + visit.day * DAY_MS + minute * MINUTE_MS
  const guest = scene.guests.get(person.number) ?? (await welcome(scene, person, new Date(at)))
  const open = table.filter(({ number }) => !guest.answered.has(number))
  for (const { number, line } of pick(person, open, visit.votes)) {
    at += THINKING_MS + person.chance.below(THINKING_MS)
    const choice = choose(person, line)
    const input = { dialogue: id, statement: number, choice, important: choice !== 'pass' && person.chance.below(12) === 0 }
    await stage.call('dialogue.cast-vote', input, { actor: guest.actor, at: new Date(at) })
    guest.answered.add(number)
  }
}

async function welcome(scene: Scene, person: Person, at: Date): Promise<Guest> {
  const guest = { person, actor: await scene.stage.welcome(scene.id, at), answered: new Set<number>() }
  scene.guests.set(person.number, guest)
  await tellCountry(scene, guest.actor, at)
  return guest
}

async function tellCountry({ stage, id, dialogue, living }: Scene, actor: Actor, at: Date): Promise<void> {
  const { tell, where } = dialogue.crowd?.countries ?? { tell: 0, where: {} }
  if (living.below(100) >= tell) return
  const country = Object.keys(where)[drawn(Object.values(where), living)]
  await stage.call('dialogue.tell-country', { dialogue: id, country }, { actor, at })
}

async function addLine(scene: Scene, line: LateLine, at: Date): Promise<void> {
  const { stage, id, staff, table, dialogue } = scene
  const { text, language, question = null, fate } = line
  const authors = [...scene.guests.values()].filter(({ person }) => person.camp === line.camp)
  // Another author for each, here and there among those who have come so far.
  const unnamed = authors[(dialogue.added.indexOf(line) * 37) % Math.max(1, authors.length)]?.actor
  const author = line.by === undefined ? unnamed : await takeTheFloor(scene, line.by, at)
  if (author === undefined) return
  const added = await stage.call<{ number: number }>(
    'dialogue.add-statement',
    { dialogue: id, text, language, question },
    { actor: author, at },
  )
  if (fate.is === 'waiting') return
  const { number: statement } = added
  const by = { actor: staff.moderator, at: new Date(at.getTime() + HOUR_MS / 2) }
  if (fate.is === 'declined') {
    await stage.call('dialogue.decline-statement', { dialogue: id, statement, rule: fate.rule, note: fate.note }, by)
    return
  }
  await stage.call('dialogue.publish-statement', { dialogue: id, statement }, by)
  if (fate.meta === true) await stage.call('dialogue.mark-statement', { dialogue: id, statement, seed: false, meta: true }, by)
  table.push({ number: statement, line, late: true })
  if (line.reported !== undefined) await report(scene, statement, { ...line.reported, at })
}

/** Somebody with an account takes part, and says as who they speak here. */
async function takeTheFloor({ stage, id, speakers }: Scene, key: string, at: Date): Promise<Actor> {
  const speaker = speakers.get(key)
  if (speaker === undefined) throw new Error(`nobody of the demonstration is called ${key}`)
  const { actor, voice } = speaker
  await stage.call('dialogue.join', { dialogue: id }, { actor, at })
  await stage.call('dialogue.choose-voice', { dialogue: id, voice }, { actor, at })
  return actor
}

/** By somebody without an account; decided some hours later, or waiting. */
async function report({ stage, id, staff }: Scene, statement: number, reported: Reported & { readonly at: Date }): Promise<void> {
  const { days, rule, text, language, decision, facts } = reported
  const at = new Date(reported.at.getTime() + days * DAY_MS - HOUR_MS)
  const about = `/dialogues/${id}/statements/${statement}`
  const input = { about, rule, text, language }
  const filed = await stage.call<{ case: string }>('moderation.file-report', input, { actor: nobody(language), at })
  if (decision === undefined) return
  const decided = { scope: id, case: filed.case, ...decision, facts }
  await stage.call('moderation.decide-case', decided, { actor: staff.moderator, at: new Date(at.getTime() + 14 * HOUR_MS) })
}
