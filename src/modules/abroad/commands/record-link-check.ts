import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { afterLook } from '../rules.ts'
import type {} from '../tables.ts'

// No route: the hub alone asks other machines, in a job.
export const recordLinkCheck = command({
  name: 'abroad.record-link-check',
  summary: 'Keep whether a link answered: two failures three days apart say that it does not',
  input: z.object({ place: z.string(), item: z.uuid(), url: z.string(), answered: z.boolean(), movedTo: z.string().nullable() }),
  output: z.object({ state: z.enum(['new', 'answers', 'fails', 'dead']), before: z.enum(['new', 'answers', 'fails', 'dead']) }),
  facts: async (tx, { input }) =>
    (await tx
      .selectFrom('abroad_link')
      .selectAll()
      .where('place', '=', input.place)
      .where('item_id', '=', input.item)
      .where('url', '=', input.url)
      .forUpdate()
      .executeTakeFirst()) ?? null,
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, now, facts: link }) {
    // It was taken away while it was asked for.
    if (link === null) return { state: 'new', before: 'new' }
    const next = afterLook(link, input.answered, now)
    await tx
      .updateTable('abroad_link')
      .set({ ...next, asked_at: now, moved_to: input.answered ? input.movedTo : link.moved_to })
      .where('place', '=', link.place)
      .where('item_id', '=', link.item_id)
      .where('position', '=', link.position)
      .execute()
    return { state: next.state, before: link.state }
  },
  tell: ({ input, result: { state, before } }) =>
    (state === 'dead') === (before === 'dead')
      ? []
      : [
          {
            kind: `abroad.link.${state === 'dead' ? 'lost' : 'found'}`,
            scope: THE_HUB,
            subject: input.item,
            data: {},
            visibility: 'public',
          },
        ],
})
