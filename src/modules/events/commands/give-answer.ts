import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { mayAnswer } from '../policy.ts'
import { answerById, linkedAnswer, ownAnswer, type AnswerRow } from '../queries/answers.ts'
import { accountTags, linkTo, NEED, personTags, sealTold, type Told } from '../queries/links.ts'
import { demandDate } from '../queries/seen-event.ts'
import type { At, DateRow, EventRow } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { MOST_GUESTS } from '../rules.ts'
import { dropPicturesOf } from './drop-pictures.ts'
import { fillPlaces, freePlaces } from './fill-places.ts'

const GUEST = 'guest'
const output = z.object({ link: z.string(), waiting: z.boolean() })
type Said = z.infer<typeof shapes.answer>

/** Asked again by an account it changes what was said before; by a stranger what arrives twice is one. */
export const giveAnswer = command({
  name: 'events.answer',
  summary: 'Say whether you come to an event, with an account or without. The private link in the answer is the way back to it: keep it',
  route: 'POST /events/{event}/dates/{slot}/answers',
  limit: 'event-answer',
  input: z.object({ ...shapes.date, sending: z.uuid().describe('Made by the sender: what arrives twice is one'), ...shapes.answer.shape }),
  output,
  async facts(tx, { input, actor, now, outside }) {
    const seen = await demandDate(tx, { actor, now, outside }, input, true)
    const at = { host: seen.row.host_id, event: seen.row.id, slot: seen.date.slot }
    const own = await ownAnswer(tx, at, actor, outside.keys)
    const id = own?.row.id ?? sentId(outside.keys, 'event-answer-id', seen.row.id, seen.date.slot, actor.account ?? GUEST, input.sending)
    const before = own?.row ?? (await answerById(tx, { ...at, id }))
    return { ...seen, at, own, id, before, guests: actor.account === null && before === null ? await guestsAt(tx, at) : 0 }
  },
  may: ({ actor, input, facts: { row, date, own, guests }, now }) =>
    all(
      mayAnswer(row, date, now),
      own?.otherName === true ? no('event.by-another-name') : yes,
      fits(row, input),
      actor.account === null && guests >= MOST_GUESTS ? no('event.too-many-answers', { seconds: 3600 }) : yes,
    ),
  async run(tx, { input, facts, actor, now, outside }) {
    const { keys } = outside
    const link = linkTo(keys, { ...facts.at, id: facts.id })
    // A stranger who sends the same form again is told the same; to change it they have the link.
    if (facts.before !== null && facts.own === null) return { link, waiting: facts.before.waiting }
    const told = { account: actor.account, person: actor.person, name: actor.account === null ? input.name : '', brings: input.brings }
    const tags = {
      account_tag: actor.account === null ? null : (accountTags(keys, facts.row.id, actor.account)[0] ?? null),
      person_tag: actor.person === null ? null : (personTags(keys, facts.row.id, actor.person)[0] ?? null),
    }
    const waiting = await putAnswer(tx, { ...facts, said: input, told, tags, now, outside })
    return { link, waiting }
  },
  tell: ({ facts }) => [
    { kind: 'events.answer.given', scope: facts.row.host_id, subject: facts.row.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})

export const changeAnswer = command({
  name: 'events.change-answer',
  summary: 'Change an answer by its private link',
  route: 'PUT /event-answers/{link}',
  limit: 'write',
  input: z.object({ link: z.string().max(400), ...shapes.answer.shape }),
  output,
  facts: (tx, { input, outside: { keys } }) => linkedAnswer(tx, keys, input.link, true),
  may: ({ input, facts: { event, date }, now }) =>
    all(event.hidden_for === null ? yes : no('event.called-off'), mayAnswer(event, date, now), fits(event, input)),
  async run(tx, { input, facts: { ref, event, date, row, told }, now, outside }) {
    const tags = { account_tag: row.account_tag, person_tag: row.person_tag }
    const next = { ...told, name: told.account === null ? input.name : '', brings: input.brings }
    const waiting = await putAnswer(tx, { at: ref, id: ref.id, row: event, date, before: row, said: input, told: next, tags, now, outside })
    return { link: input.link, waiting }
  },
  tell: ({ facts: { event } }) => [
    { kind: 'events.answer.changed', scope: event.host_id, subject: event.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})

export const withdrawAnswer = command({
  name: 'events.withdraw-answer',
  summary: 'Take an answer back by its private link: it is gone with all that was said, and a free place goes to whoever waits',
  route: 'DELETE /event-answers/{link}',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ link: z.string().max(400) }),
  output: z.object({}),
  facts: (tx, { input, outside: { keys } }) => linkedAnswer(tx, keys, input.link, true),
  may: () => yes,
  async run(tx, { facts: { ref, event }, now }) {
    await dropPicturesOf(tx, ref, ref.id)
    await tx
      .deleteFrom('event_answer')
      .where('host_id', '=', ref.host)
      .where('event_id', '=', ref.event)
      .where('slot', '=', ref.slot)
      .where('id', '=', ref.id)
      .execute()
    await fillPlaces(tx, ref, event.capacity, now)
    return {}
  },
  tell: ({ facts: { event } }) => [
    { kind: 'events.answer.withdrawn', scope: event.host_id, subject: event.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})

const fits = ({ way }: Pick<EventRow, 'way'>, said: Pick<Said, 'way'>) =>
  (way === 'in-person' && said.way === 'online') || (way === 'online' && said.way === 'there') ? no('event.no-such-way') : yes

async function guestsAt(tx: Tx, { host, event, slot }: At): Promise<number> {
  const { count } = await tx
    .selectFrom('event_answer')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('host_id', '=', host)
    .where('event_id', '=', event)
    .where('slot', '=', slot)
    .where('account_tag', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

type Put = {
  readonly at: At
  readonly id: string
  readonly row: EventRow
  readonly date: DateRow
  readonly before: AnswerRow | null
  readonly said: Said
  readonly told: Told
  readonly tags: { readonly account_tag: Buffer | null; readonly person_tag: Buffer | null }
  readonly now: Date
  readonly outside: Outside
}

/** The row of the date is held. Whoever wants no more than they have keeps their place; whoever wants more, or comes anew, takes what is free. */
async function putAnswer(tx: Tx, { at, id, row, date, before, said, told, tags, now, outside: { keys } }: Put): Promise<boolean> {
  const wants = said.answer === 'yes' && said.way === 'there'
  const had = before !== null && before.answer === 'yes' && before.way === 'there'
  const keeps = had && !before.waiting && said.people <= before.people
  const free = wants && !keeps ? await freePlaces(tx, at, row.capacity, id) : null
  const waiting = wants && !keeps && free !== null && free < said.people
  const values = {
    ...{
      told_sealed: sealTold(keys, told),
      answer: said.answer,
      people: said.people,
      way: said.way,
      shown: said.shown,
      remind: said.remind,
    },
    ...{ waiting, asked_at: had && wants && said.people <= before.people ? before.asked_at : now, ends_at: date.ends_at },
  }
  await tx
    .insertInto('event_answer')
    .values({ host_id: at.host, event_id: at.event, slot: at.slot, id, ...tags, ...values })
    .onConflict((conflict) => conflict.columns(['host_id', 'event_id', 'slot', 'id']).doUpdateSet(values))
    .execute()
  await tx
    .deleteFrom('event_need')
    .where('host_id', '=', at.host)
    .where('event_id', '=', at.event)
    .where('slot', '=', at.slot)
    .where('answer_id', '=', id)
    .execute()
  if (said.needs !== '' && said.answer !== 'no')
    await tx
      .insertInto('event_need')
      .values({
        host_id: at.host,
        event_id: at.event,
        slot: at.slot,
        answer_id: id,
        need_sealed: keys.seal(NEED, said.needs),
        ends_at: date.ends_at,
      })
      .execute()
  await fillPlaces(tx, at, row.capacity, now)
  return (await answerById(tx, { ...at, id }))?.waiting ?? waiting
}
