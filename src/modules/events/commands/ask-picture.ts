import { all, yes } from '#base'
import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayHold } from '../policy.ts'
import { demandDate } from '../queries/seen-event.ts'
import { atOf } from '../queries/whole-event.ts'
import type { At } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { DAY_MS, dayOfNow, DECIDE_DAYS } from '../rules.ts'
import { dropPictures } from './drop-pictures.ts'

type Which = { readonly event: string; readonly slot: string; readonly picture: string }

async function factsOf(tx: Tx, { input, actor, now, outside }: Asked<Which>) {
  const seen = await demandDate(tx, { actor, now, outside }, input, true)
  const at = atOf(seen)
  const picture = await tx
    .selectFrom('event_picture')
    .select(['id', 'state', 'decided_on'])
    .where('host_id', '=', at.host)
    .where('event_id', '=', at.event)
    .where('slot', '=', at.slot)
    .where('id', '=', input.picture)
    .executeTakeFirst()
  // One that waits is not there for anybody but those who hold it.
  if (picture === undefined || (picture.state === 'waiting' && !seen.host.team)) return refuse(no('event.picture-missing'))
  return { ...seen, at, picture }
}

const put = (
  tx: Tx,
  { host, event, slot }: At,
  id: string,
  values: { state: 'shown' | 'asked'; decide_by: string | null; decided_on?: string },
) =>
  tx
    .updateTable('event_picture')
    .set(values)
    .where('host_id', '=', host)
    .where('event_id', '=', event)
    .where('slot', '=', slot)
    .where('id', '=', id)
    .execute()

export const askPicture = command({
  name: 'events.ask-picture',
  summary:
    'Ask that a picture goes. It is hidden at once, and whoever holds the event decides within seven days. No reason and no account is asked',
  route: 'POST /events/{event}/dates/{slot}/pictures/{picture}/objection',
  limit: 'event-answer',
  input: z.object({ ...shapes.date, picture: z.uuid() }),
  output: z.object({}),
  facts: (tx, asked) => factsOf(tx, asked),
  // After a decision it is for the moderators: else a picture could be hidden for ever by asking again.
  may: ({ facts: { picture } }) => (picture.decided_on === null ? yes : no('event.picture-decided')),
  async run(tx, { facts: { at, picture }, now }) {
    if (picture.state === 'shown')
      await put(tx, at, picture.id, { state: 'asked', decide_by: dayOfNow(new Date(now.getTime() + DECIDE_DAYS * DAY_MS)) })
    return {}
  },
  tell: ({ facts: { row } }) => [
    { kind: 'events.picture.objected', scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})

export const decidePicture = command({
  name: 'events.decide-picture',
  summary: 'Take a picture away for good, or show it again after somebody asked that it goes',
  route: 'POST /events/{event}/dates/{slot}/pictures/{picture}/decision',
  limit: 'write',
  input: z.object({ ...shapes.date, picture: z.uuid(), stays: z.boolean() }),
  output: z.object({}),
  facts: (tx, asked) => factsOf(tx, asked),
  may: ({ actor, input, facts: { host, picture } }) =>
    all(mayHold(actor, host), input.stays && picture.state === 'waiting' ? no('event.picture-consent') : yes),
  async run(tx, { input, facts: { at, picture }, now }) {
    if (!input.stays) await dropPictures(tx, at, [picture.id])
    else if (picture.state === 'asked') await put(tx, at, picture.id, { state: 'shown', decide_by: null, decided_on: dayOfNow(now) })
    return {}
  },
  tell: ({ facts: { row } }) => [
    { kind: 'events.picture.decided', scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})
