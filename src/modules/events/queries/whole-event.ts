import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { topics } from '../../topics/index.ts'
import { isProposal, mayAnswer, mayHold, maySpeak } from '../policy.ts'
import { decisionState, thresholdOf, toldCount } from '../rules.ts'
import { ANSWERS, COMING, KNOWN } from '../tables.ts'
import { companyOf, guestsOf, ownAnswer, type AnswerRow } from './answers.ts'
import { cardsOf } from './calendar.ts'
import { namesAt } from './host.ts'
import { ROOM, supporterTags } from './links.ts'
import type { At, DateRow } from './rows.ts'
import { picturesOf } from './pictures.ts'
import { demandDate, demandEvent, isOwnProposal, seenDates, type Seen, type SeenDate } from './seen-event.ts'
import * as shapes from './shapes.ts'

type Asking = Reading & { readonly outside: { readonly keys: Keys } }

export const atOf = ({ row, date }: Pick<SeenDate, 'row' | 'date'>): At => ({ host: row.host_id, event: row.id, slot: date.slot })

/** The room online, for whom it is shown to. */
export function roomFor(keys: Keys, { row, host }: Seen, own: Pick<AnswerRow, 'answer' | 'waiting'> | null): string | null {
  if (row.link_sealed === null || row.state !== 'published') return null
  const comes = own !== null && own.answer === 'yes' && !own.waiting
  return row.link_for === 'all' || comes || host.team ? keys.open(ROOM, row.link_sealed) : null
}

export async function minutesOf(db: Reader, { host, event, slot }: At, drafts: boolean) {
  const rows = await db
    .selectFrom('event_minutes')
    .selectAll()
    .where('host_id', '=', host)
    .where('event_id', '=', event)
    .where('slot', '=', slot)
    .orderBy('language')
    .orderBy('version', 'desc')
    .execute()
  const told = rows.filter(({ state }) => drafts || state === 'published')
  return [...Map.groupBy(told, ({ language }) => language).values()].flatMap((own) => own[0] ?? [])
}

export async function decisionsOf(db: Reader, at: At, now: Date) {
  const rows = await db
    .selectFrom('event_decision')
    .selectAll()
    .where('host_id', '=', at.host)
    .where('event_id', '=', at.event)
    .where('slot', '=', at.slot)
    .orderBy('number')
    .execute()
  return rows.map((row) => ({ ...row, state: decisionState(row, now) }))
}
export type Decision = Awaited<ReturnType<typeof decisionsOf>>[number]

export async function pointsOf(db: Reader, at: At, mine: readonly Buffer[]) {
  const rows = await db
    .selectFrom('event_point')
    .selectAll()
    .where('host_id', '=', at.host)
    .where('event_id', '=', at.event)
    .where('slot', '=', at.slot)
    .orderBy('proposed_on')
    .orderBy('id')
    .execute()
  const own =
    mine.length === 0 || rows.length === 0
      ? []
      : await db
          .selectFrom('event_support')
          .select('point_id as id')
          .where('host_id', '=', at.host)
          .where('event_id', '=', at.event)
          .where('slot', '=', at.slot)
          .where('account_tag', 'in', [...mine])
          .execute()
  const voiced = new Set(own.map(({ id }) => id))
  return rows.map((row) => ({ ...row, voiced: voiced.has(row.id) }))
}
export type Point = Awaited<ReturnType<typeof pointsOf>>[number]

/** All that the page of one date shows to this reader. */
export async function wholeDate(db: Reader, asking: Asking, seen: SeenDate) {
  const { actor, now, outside } = asking
  const { row, host, date } = seen
  const at = atOf(seen)
  const own = await ownAnswer(db, at, actor, outside.keys)
  const [card] = await cardsOf(db, actor.locale, [seen])
  const minutes = await minutesOf(db, at, host.team)
  const decisions = await decisionsOf(db, at, now)
  const voices = actor.account === null ? [] : supporterTags(outside.keys, row.id, actor.account)
  const points = row.kind === 'meeting' ? await pointsOf(db, at, voices) : []
  const others = [...seen.texts.map((text) => text.by_ref), ...minutes.map((one) => one.by_ref)]
  const mine = own === null || own.otherName ? null : own.row
  return {
    ...{ ...seen, at, card, minutes, decisions, points, threshold: thresholdOf(date.yes_people) },
    own: mine,
    otherName: own?.otherName === true,
    dates: await seenDates(db, seen),
    names: await namesAt(db, asking, { sort: row.host_sort, id: row.host_id }, { owner: row.owner_ref, others }),
    topics: [...(await topics.named(db, row.topics, actor.locale)).values()],
    company: await companyOf(db, asking, at, mine),
    pictures: await picturesOf(db, outside.keys, at, { team: host.team, answer: mine?.id ?? null, now }),
    room: roomFor(outside.keys, seen, mine),
    mayAnswer: mayAnswer(row, date, now),
    mayHold: mayHold(actor, host).ok,
    /** Proposed, and not published. */
    proposal: isProposal(row) ? { mine: isOwnProposal(seen) } : null,
    maySpeak: row.kind === 'meeting' && maySpeak(actor, host, { plan: row, date }, now).ok,
  }
}
export type WholeDate = Awaited<ReturnType<typeof wholeDate>>

const read = z.object({
  event: shapes.card,
  text: z.string(),
  whom: z.string(),
  directions: z.string(),
  access: z.string(),
  cost: z.string(),
  contact: z.string(),
  stepFree: z.enum(KNOWN),
  quietRoom: z.enum(KNOWN),
  childcare: z.enum(KNOWN),
  owner: z.string().nullable(),
  checkedOn: z.iso.date(),
  dates: z.array(z.object({ slot: z.string(), startsAt: z.date(), endsAt: z.date(), state: z.enum(['on', 'called-off']) })),
  minutes: z.array(z.object({ text: z.string(), language: z.string(), version: z.number().int(), state: z.enum(['draft', 'published']) })),
  decisions: z.array(
    z.object({ number: z.number().int(), text: z.string(), who: z.string(), dueOn: z.string(), state: z.enum(['open', 'done', 'late']) }),
  ),
  points: z.array(
    z.object({ id: z.uuid(), text: z.string(), supports: z.number().int(), state: z.enum(['proposed', 'on-agenda', 'declined']) }),
  ),
  threshold: z.number().int().describe('So many voices bring a point onto the agenda'),
})

const told = (whole: WholeDate, dates: readonly DateRow[]): z.infer<typeof read> | null =>
  whole.card === undefined
    ? null
    : {
        ...{
          event: whole.card,
          text: whole.text.text,
          whom: whole.text.whom,
          directions: whole.text.directions,
          access: whole.text.access,
        },
        ...{ cost: whole.text.cost, contact: whole.row.contact, stepFree: whole.row.step_free, quietRoom: whole.row.quiet_room },
        ...{
          childcare: whole.row.childcare,
          owner: whole.names.get(whole.row.owner_ref ?? '')?.name ?? null,
          checkedOn: whole.row.checked_on,
        },
        dates: dates.map((date) => ({ slot: date.slot, startsAt: date.starts_at, endsAt: date.ends_at, state: date.state })),
        minutes: whole.minutes.map(({ text, language, version, state }) => ({ text, language, version, state })),
        decisions: whole.decisions.map(({ number, text, who, due_on: dueOn, state }) => ({ number, text, who, dueOn, state })),
        points: whole.points.map(({ id, text, supports, state }) => ({ id, text, supports, state })),
        threshold: whole.threshold,
      }

export const readDate = query({
  name: 'events.read',
  summary: 'One date of an event, with its dates, its minutes, what was decided and what is proposed for its agenda',
  route: 'GET /events/{event}/dates/{slot}',
  input: z.object(shapes.date),
  output: read.nullable(),
  async read(db, { input, actor, now, outside }) {
    const whole = await wholeDate(db, { actor, now, outside }, await demandDate(db, { actor, now, outside }, input))
    return told(whole, whole.dates)
  },
})

export const listDates = query({
  name: 'events.dates',
  summary: 'The dates of an event, also those that were moved or called off',
  route: 'GET /events/{event}',
  input: z.object({ event: shapes.event }),
  output: z.array(
    z.object({
      slot: z.string(),
      startsAt: z.date(),
      endsAt: z.date(),
      state: z.enum(['on', 'called-off']),
      people: z.number().int().nullable(),
    }),
  ),
  async read(db, { input, actor, now, outside }) {
    const seen = await demandEvent(db, { actor, now, outside }, input.event)
    const dates = await seenDates(db, seen)
    return dates.map((date) => ({
      ...{ slot: date.slot, startsAt: date.starts_at, endsAt: date.ends_at, state: date.state, people: toldCount(date.yes_people) },
    }))
  },
})

export const deskDate = query({
  name: 'events.desk',
  summary: 'For those who prepare it: who answered what, what they bring and what they need',
  route: 'GET /events/{event}/dates/{slot}/answers',
  input: z.object(shapes.date),
  output: z.array(
    z.object({
      ...{ id: z.uuid(), name: z.string(), answer: z.enum(ANSWERS), people: z.number().int(), way: z.enum(COMING), waiting: z.boolean() },
      ...{ brings: z.string(), needs: z.string(), code: z.string(), came: z.boolean() },
    }),
  ),
  async read(db, { input, actor, now, outside }) {
    const seen = await demandDate(db, { actor, now, outside }, input)
    demand(mayHold(actor, seen.host))
    return [...(await guestsOf(db, outside.keys, atOf(seen)))]
  },
})
