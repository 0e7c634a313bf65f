import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { media, type Cleaned } from '../../media/index.ts'
import { mayHold } from '../policy.ts'
import { demandDate } from '../queries/seen-event.ts'
import { atOf } from '../queries/whole-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOfNow, MOST_PICTURES } from '../rules.ts'

const isCleaned = (what: unknown): what is Cleaned =>
  typeof what === 'object' && what !== null && 'whole' in what && what.whole instanceof Uint8Array && 'sort' in what

// No route: a picture comes by a form; what it holds is cleaned before the deed begins.
export const addPicture = command({
  name: 'events.add-picture',
  summary:
    'Add a picture of a date with what can be seen on it. Either nobody can be recognised, or it waits until each who can has agreed',
  limit: 'write',
  input: z.object({
    ...shapes.date,
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    cleaned: z.custom<Cleaned>(isCleaned),
    text: z.string().trim().min(1).max(media.longest.alt).describe('What can be seen on it'),
    language: shapes.language,
    nobody: z.boolean().describe('Nobody can be recognised on it'),
    persons: z.array(z.uuid()).max(50).default([]).describe('Answers of those who can be recognised'),
  }),
  output: z.object({ id: z.uuid(), shown: z.boolean() }),
  async facts(tx, { input, actor, now, outside }) {
    const seen = await demandDate(tx, { actor, now, outside }, input, true)
    const at = atOf(seen)
    const id = sentId(outside.keys, 'event-picture-id', seen.row.id, actor.account ?? '', input.sending)
    const there = await tx
      .selectFrom('event_picture')
      .select(['id', 'state'])
      .where('host_id', '=', at.host)
      .where('event_id', '=', at.event)
      .where('slot', '=', at.slot)
      .execute()
    const answers = await tx
      .selectFrom('event_answer')
      .select('id')
      .where('host_id', '=', at.host)
      .where('event_id', '=', at.event)
      .where('slot', '=', at.slot)
      .execute()
    const known = answers.map((row) => row.id).filter((one) => input.persons.includes(one))
    return { ...seen, at, id, known, count: there.length, before: there.find((one) => one.id === id) ?? null }
  },
  may: ({ actor, input, facts: { host, row, date, known, count, before }, now }) =>
    all(
      mayHold(actor, host),
      row.state === 'draft' ? no('event.not-published') : yes,
      date.starts_at > now ? no('event.not-over') : yes,
      before !== null || count < MOST_PICTURES ? yes : no('event.too-many', { most: MOST_PICTURES }),
      // Either, and not both: and of those who are named each has to be there, for somebody has to be asked.
      input.nobody === (input.persons.length === 0) && known.length === new Set(input.persons).size ? yes : no('event.picture-consent'),
    ),
  async run(tx, { input, facts: { at, id, known, host, before }, actor, now, outside }) {
    if (before !== null) return { id, shown: before.state === 'shown' }
    if (actor.account === null) return refuse(noFromHub('sign-in.needed'))
    await media.keep(tx, outside, input.cleaned, { scope: at.host, id, account: actor.account, text: input.text, language: input.language })
    await media.attach(tx, outside, { scope: at.host, account: actor.account }, [id])
    // It stands for the host: which account brought it is of no use to anybody.
    await media.release(tx, at.host, [id])
    const own = { host_id: at.host, event_id: at.event, slot: at.slot }
    await tx
      .insertInto('event_picture')
      .values({
        ...own,
        id,
        state: input.nobody ? 'shown' : 'waiting',
        by_ref: host.ref,
        added_on: dayOfNow(now),
        decide_by: null,
        decided_on: null,
      })
      .execute()
    if (known.length > 0)
      await tx
        .insertInto('event_consent')
        .values(known.map((answer) => ({ ...own, picture_id: id, answer_id: answer })))
        .execute()
    return { id, shown: input.nobody }
  },
  tell: ({ facts: { row, before } }) =>
    before === null
      ? [{ kind: 'events.picture.added', scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true }]
      : [],
})
