import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayHold } from '../policy.ts'
import { demandEvent } from '../queries/seen-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const translateEvent = command({
  name: 'events.translate',
  summary: 'Put an event into another language. The original stays, and whoever translated it is named beside the translation',
  route: 'PUT /events/{event}/texts/{language}',
  limit: 'write',
  input: z.object({ event: shapes.event, ...shapes.text.shape }),
  output: z.object({ path: z.string() }),
  facts: (tx, { input, actor, now, outside }) => demandEvent(tx, { actor, now, outside }, input.event),
  may: ({ actor, input, facts: { host, texts } }) =>
    all(mayHold(actor, host), texts[0]?.language === input.language ? no('event.original-first') : yes),
  async run(tx, { input: { event: _event, ...text }, facts: { row, host, texts } }) {
    const position = texts.find(({ language }) => language === text.language)?.position ?? texts.length
    await tx
      .insertInto('event_text')
      .values({ host_id: row.host_id, event_id: row.id, position, ...text, by_ref: host.ref })
      .onConflict((conflict) => conflict.columns(['host_id', 'event_id', 'language']).doUpdateSet({ ...text, by_ref: host.ref }))
      .execute()
    return { path: `/events/${row.id}` }
  },
  tell: ({ input, facts: { row } }) => [
    {
      kind: 'events.event.translated',
      ...{ scope: row.host_id, subject: row.id, data: { language: input.language }, visibility: 'internal', anonymous: true },
    },
  ],
})
