import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { linkedAnswer, ownAnswer } from '../queries/answers.ts'
import { demandDate } from '../queries/seen-event.ts'
import { atOf } from '../queries/whole-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dropPictures } from './drop-pictures.ts'

export const consentPicture = command({
  name: 'events.consent-picture',
  summary:
    'Agree to a picture on which you can be recognised, or not: then it is gone. By your account, or by the private link of your answer',
  route: 'PUT /events/{event}/dates/{slot}/pictures/{picture}/consent',
  limit: 'write',
  input: z.object({ ...shapes.date, picture: z.uuid(), agreed: z.boolean(), link: z.string().max(400).optional() }),
  output: z.object({ shown: z.boolean() }),
  async facts(tx, { input, actor, now, outside }) {
    if (input.link !== undefined) {
      const { ref } = await linkedAnswer(tx, outside.keys, input.link, true)
      return ref.event === input.event && ref.slot === input.slot ? { at: ref, answer: ref.id } : refuse(no('event.link-broken'))
    }
    const at = atOf(await demandDate(tx, { actor, now, outside }, input, true))
    const own = await ownAnswer(tx, at, actor, outside.keys)
    return { at, answer: own === null || own.otherName ? refuse(no('event.picture-missing')) : own.row.id }
  },
  may: () => yes,
  async run(tx, { input, facts: { at, answer } }) {
    const held = tx
      .updateTable('event_consent')
      .set({ agreed: input.agreed })
      .where('host_id', '=', at.host)
      .where('event_id', '=', at.event)
      .where('slot', '=', at.slot)
      .where('picture_id', '=', input.picture)
    const done = await held.where('answer_id', '=', answer).executeTakeFirst()
    if (done.numUpdatedRows === 0n) return refuse(no('event.picture-missing'))
    if (!input.agreed) {
      await dropPictures(tx, at, [input.picture])
      return { shown: false }
    }
    const open = await tx
      .selectFrom('event_consent')
      .select('answer_id')
      .where('host_id', '=', at.host)
      .where('event_id', '=', at.event)
      .where('slot', '=', at.slot)
      .where('picture_id', '=', input.picture)
      .where('agreed', '=', false)
      .executeTakeFirst()
    if (open !== undefined) return { shown: false }
    await tx
      .updateTable('event_picture')
      .set({ state: 'shown' })
      .where('host_id', '=', at.host)
      .where('event_id', '=', at.event)
      .where('slot', '=', at.slot)
      .where('id', '=', input.picture)
      .where('state', '=', 'waiting')
      .execute()
    return { shown: true }
  },
  tell: ({ facts: { at } }) => [
    { kind: 'events.picture.answered', scope: at.host, subject: at.event, data: {}, visibility: 'internal', anonymous: true },
  ],
})
