import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { mayHold, maySpeak } from '../policy.ts'
import { supporterTags } from '../queries/links.ts'
import { demandDate, type SeenDate } from '../queries/seen-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOfNow, LONGEST, MOST_POINTS, thresholdOf } from '../rules.ts'

const point = z.object({ ...shapes.date, point: z.uuid() })
const told = (kind: string, { row }: SeenDate) => ({
  ...{ kind, scope: row.host_id, subject: row.id, data: {}, anonymous: true },
  visibility: 'internal' as const,
})

export const proposePoint = command({
  name: 'events.propose-point',
  summary: 'Propose a point for the agenda of a meeting that is to come, as a member. Whoever proposes it supports it',
  route: 'POST /events/{event}/dates/{slot}/points',
  limit: 'write',
  input: z.object({
    ...shapes.date,
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    text: z.string().trim().min(1).max(LONGEST.point),
    language: shapes.language,
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const seen = await demandDate(tx, { actor, now, outside }, input, true)
    const id = sentId(outside.keys, 'event-point-id', seen.row.id, actor.account ?? '', input.sending)
    const rows = await tx
      .selectFrom('event_point')
      .select('id')
      .where('host_id', '=', seen.row.host_id)
      .where('event_id', '=', seen.row.id)
      .where('slot', '=', seen.date.slot)
      .execute()
    return { ...seen, id, before: rows.some((row) => row.id === id), points: rows.length }
  },
  may: ({ actor, facts: { host, row, date, points, before }, now }) =>
    all(
      maySpeak(actor, host, { plan: row, date }, now),
      before || points < MOST_POINTS ? yes : no('event.too-many', { most: MOST_POINTS }),
    ),
  async run(tx, { input, facts, actor, now, outside }) {
    const { row, date, host, id } = facts
    if (facts.before) return { id }
    await tx
      .insertInto('event_point')
      .values({
        ...{ host_id: row.host_id, event_id: row.id, slot: date.slot, id, text: input.text, language: input.language, state: 'proposed' },
        ...{ supports: 0, reason: null, reason_language: null, by_ref: host.ref, proposed_on: dayOfNow(now) },
      })
      .execute()
    await support(tx, { ...facts, point: id, account: actor.account ?? '', outside })
    return { id }
  },
  tell: ({ facts }) => (facts.before ? [] : [told('events.point.proposed', facts)]),
})

export const endorsePoint = command({
  name: 'events.endorse-point',
  summary:
    'Support a point that was proposed: one voice for each account. From the published number of voices on it is on the agenda by itself',
  route: 'PUT /events/{event}/dates/{slot}/points/{point}/voice',
  limit: 'write',
  input: point,
  output: z.object({ supports: z.number().int(), onAgenda: z.boolean() }),
  facts: (tx, { input, actor, now, outside }) => demandDate(tx, { actor, now, outside }, input, true),
  may: ({ actor, facts: { host, row, date }, now }) => maySpeak(actor, host, { plan: row, date }, now),
  run: (tx, { input, facts, actor, outside }) => support(tx, { ...facts, point: input.point, account: actor.account ?? '', outside }),
  tell: ({ facts }) => [told('events.point.endorsed', facts)],
})

type Supporting = SeenDate & { readonly point: string; readonly account: string; readonly outside: Outside }

/** The row of the date is held, so the number of voices and what follows from it fit one another. */
async function support(tx: Tx, { row, date, point: id, account, outside }: Supporting): Promise<{ supports: number; onAgenda: boolean }> {
  const own = { host_id: row.host_id, event_id: row.id, slot: date.slot }
  const there = (await pointOf(tx, own, id)) ?? refuse(no('event.point-missing'))
  const [tag, ...older] = supporterTags(outside.keys, row.id, account)
  if (tag === undefined) return refuse(no('event.point-missing'))
  const before = await tx
    .selectFrom('event_support')
    .select('point_id')
    .where('host_id', '=', own.host_id)
    .where('event_id', '=', own.event_id)
    .where('slot', '=', own.slot)
    .where('point_id', '=', id)
    .where('account_tag', 'in', [tag, ...older])
    .executeTakeFirst()
  if (before !== undefined) return { supports: there.supports, onAgenda: there.state === 'on-agenda' }
  await tx
    .insertInto('event_support')
    .values({ ...own, point_id: id, account_tag: tag, ends_at: date.ends_at })
    .execute()
  const supports = there.supports + 1
  const reached = there.state === 'proposed' && supports >= thresholdOf(date.yes_people)
  await tx
    .updateTable('event_point')
    .set({ supports, ...(reached ? { state: 'on-agenda' as const } : {}) })
    .where('host_id', '=', own.host_id)
    .where('event_id', '=', own.event_id)
    .where('slot', '=', own.slot)
    .where('id', '=', id)
    .execute()
  return { supports, onAgenda: reached || there.state === 'on-agenda' }
}

type Own = { readonly host_id: string; readonly event_id: string; readonly slot: string }

const pointOf = (tx: Tx, own: Own, id: string) =>
  tx
    .selectFrom('event_point')
    .select(['state', 'supports'])
    .where('host_id', '=', own.host_id)
    .where('event_id', '=', own.event_id)
    .where('slot', '=', own.slot)
    .where('id', '=', id)
    .executeTakeFirst()

export const answerPoint = command({
  name: 'events.answer-point',
  summary: 'Take a point onto the agenda, or say why not. What reached the number of voices is on it already, and cannot be taken off',
  route: 'PUT /events/{event}/dates/{slot}/points/{point}/answer',
  limit: 'write',
  input: z.object({
    ...point.shape,
    taken: z.boolean(),
    reason: z.string().trim().max(LONGEST.reason).default(''),
    language: shapes.language,
  }),
  output: z.object({}),
  async facts(tx, { input, actor, now, outside }) {
    const seen = await demandDate(tx, { actor, now, outside }, input, true)
    const own = { host_id: seen.row.host_id, event_id: seen.row.id, slot: seen.date.slot }
    return { ...seen, own, there: (await pointOf(tx, own, input.point)) ?? refuse(no('event.point-missing')) }
  },
  may: ({ actor, input, facts: { host, there } }) =>
    all(
      mayHold(actor, host),
      there.state === 'on-agenda' && !input.taken ? no('event.point-decided') : yes,
      input.taken || input.reason !== '' ? yes : no('event.reason-needed'),
    ),
  async run(tx, { input, facts: { own } }) {
    await tx
      .updateTable('event_point')
      .set({ state: input.taken ? 'on-agenda' : 'declined', reason: input.reason || null, reason_language: input.language })
      .where('host_id', '=', own.host_id)
      .where('event_id', '=', own.event_id)
      .where('slot', '=', own.slot)
      .where('id', '=', input.point)
      .execute()
    return {}
  },
  tell: ({ facts }) => [told('events.point.answered', facts)],
})
