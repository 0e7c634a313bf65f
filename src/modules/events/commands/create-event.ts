import { z } from 'zod'
import { all, yes, type Verdict } from '#base'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { places } from '../../places/index.ts'
import { mayHold, mayPropose } from '../policy.ts'
import { demandHost, type Host } from '../queries/host.ts'
import { ROOM } from '../queries/links.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOfNow, momentOf, MOST_EVENTS, MOST_PROPOSALS, ruleFrom } from '../rules.ts'
import { putDates } from './put-dates.ts'

export type PlanInput = z.infer<typeof shapes.plan>
export type TimesInput = z.infer<typeof shapes.times>

export const createEvent = command({
  name: 'events.create',
  summary:
    'Write down an event of a community or a body, as a draft. Of whoever leads there it is their own, and they answer for it; of a member it is a proposal, which those who lead read and publish or not',
  route: 'POST /events',
  limit: 'write',
  input: z.object({
    host: shapes.host,
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    ...{ text: shapes.text, ...shapes.plan.shape, ...shapes.times.shape },
  }),
  output: z.object({ id: z.uuid(), path: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const host = await demandHost(tx, { actor, now, outside }, input.host)
    const id = sentId(outside.keys, 'event-id', host.id, actor.person ?? '', input.sending)
    const before = await tx.selectFrom('hosted_event').select('id').where('host_id', '=', host.id).where('id', '=', id).executeTakeFirst()
    return { host, id, before: before !== undefined, room: await roomFor(tx, host, now), placeKnown: await knowsPlace(tx, input.place) }
  },
  may: ({ actor, input, facts: { host, before, room, placeKnown }, now }) =>
    all(
      host.team ? mayHold(actor, host) : mayPropose(actor, host),
      before ? yes : room,
      planFits(input, placeKnown),
      before ? yes : timesFit(input, now),
    ),
  async run(tx, { input, facts: { host, id, before }, now, outside }) {
    if (!before) await insertEvent(tx, { host, id, text: input.text, plan: input, times: input, now, keys: outside.keys })
    return { id, path: `/events/${id}` }
  },
  tell: ({ input, facts, result }) =>
    facts.before
      ? []
      : [{ kind: 'events.event.drafted', scope: input.host.id, subject: result.id, data: {}, visibility: 'internal', anonymous: true }],
})

/** Members cannot fill the calendar of a host with what nobody has read. */
async function roomFor(db: Reader, host: Host, now: Date): Promise<Verdict> {
  if (host.team) return (await aheadOf(db, host.id, now)) < MOST_EVENTS ? yes : no('event.too-many', { most: MOST_EVENTS })
  const waiting = await db
    .selectFrom('hosted_event as plan')
    .innerJoin('event_text as text', (join) => join.onRef('text.host_id', '=', 'plan.host_id').onRef('text.event_id', '=', 'plan.id'))
    .select('text.by_ref as by')
    .where('plan.host_id', '=', host.id)
    .where('plan.state', '=', 'draft')
    .where('plan.owner_ref', 'is', null)
    .where('text.position', '=', 0)
    .execute()
  const own = waiting.filter(({ by }) => by !== null && by === host.ref)
  return waiting.length < MOST_PROPOSALS.host && own.length < MOST_PROPOSALS.member ? yes : no('event.too-many-proposals')
}

export async function aheadOf(db: Reader, host: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('hosted_event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('host_id', '=', host)
    .where('state', '!=', 'called-off')
    .where((where) => where.or([where('state', '!=', 'draft'), where('owner_ref', 'is not', null)]))
    .where((where) => where.or([where('repeats', '!=', 'once'), where('first_on', '>=', dayOfNow(now))]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const knowsPlace = async (db: Reader, place: string | null | undefined): Promise<boolean> =>
  place == null || place === '' || (await places.named(db, [place], 'en')).has(place)

export const planFits = ({ way, link }: Pick<PlanInput, 'way' | 'link'>, placeKnown: boolean): Verdict =>
  all(placeKnown ? yes : no('event.place-unknown'), way !== 'in-person' && link === '' ? no('event.online-without-room') : yes)

export const timesFit = ({ zone, when }: TimesInput, now: Date): Verdict =>
  momentOf(when.day, when.time, zone) > now ? yes : no('event.in-the-past')

export const planValues = (plan: PlanInput, keys: Pick<Keys, 'seal'>) => ({
  ...{ kind: plan.kind, visibility: plan.visibility, way: plan.way, capacity: plan.capacity ?? null, closes_hours: plan.closesHours },
  ...{ place_id: plan.place || null, topics: [...new Set(plan.topics)], languages: [...new Set(plan.languages)] },
  ...{ step_free: plan.stepFree, quiet_room: plan.quietRoom, childcare: plan.childcare, contact: plan.contact },
  ...{ link_sealed: plan.link === '' ? null : keys.seal(ROOM, plan.link), link_for: plan.linkFor },
})

export const timesValues = ({ zone, when, repeat, byHand }: TimesInput) => ({
  ...{ zone, first_on: when.day, starts_time: when.time, minutes: when.minutes },
  repeats: byHand ? ('by-hand' as const) : repeat == null ? ('once' as const) : ('rule' as const),
  repeat_rule: byHand || repeat == null ? null : ruleFrom(repeat, when.day),
})

type New = {
  readonly host: Host
  readonly id: string
  readonly text: z.infer<typeof shapes.text>
  readonly plan: PlanInput
  readonly times: TimesInput
  readonly now: Date
  readonly keys: Pick<Keys, 'seal'>
}

export async function insertEvent(tx: Tx, { host, id, text, plan, times, now, keys }: New): Promise<void> {
  const row = { host_id: host.id, id, ...planValues(plan, keys), ...timesValues(times), ends_on: null }
  await tx
    .insertInto('hosted_event')
    .values({
      // Nobody answers yet for what a member proposes.
      ...{
        ...row,
        host_sort: host.sort,
        state: 'draft',
        owner_ref: host.team ? host.ref : null,
        checked_on: dayOfNow(now),
        written_at: now,
      },
      ...{ published_at: null, called_off_at: null, reason: null, reason_language: null, hidden_for: null },
    })
    .execute()
  await tx
    .insertInto('event_text')
    .values({ host_id: host.id, event_id: id, position: 0, ...text, by_ref: host.ref })
    .execute()
  await putDates(tx, row, now, times.source || null)
}
