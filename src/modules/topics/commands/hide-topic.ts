import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayKeep } from '../policy.ts'
import { topicRows } from '../queries/topics.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'
import type {} from '../tables.ts'

export const hideTopic = command({
  name: 'topics.hide',
  summary: 'Offer a topic no more, with those below it, or offer it again. What belongs to it stays. For whoever runs the hub',
  route: 'PUT /topics/{topic}/hidden',
  limit: 'write',
  input: z.object({ topic: z.string().max(LONGEST.key), hidden: z.boolean() }),
  output: z.object({ key: z.string(), hidden: z.boolean() }),
  facts: async (tx, { input }) => ({ row: (await topicRows(tx)).find(({ key }) => key === input.topic) }),
  may: ({ actor, facts }) => all(mayKeep(actor), facts.row === undefined || facts.row.mergedInto !== null ? no('topic.missing') : yes),
  async run(tx, { input: { topic, hidden } }) {
    await tx.updateTable('topic').set({ hidden }).where('key', '=', topic).execute()
    return { key: topic, hidden }
  },
  tell: ({ input }) => [
    {
      kind: input.hidden ? 'topics.topic.hidden' : 'topics.topic.shown',
      scope: THE_HUB,
      subject: input.topic,
      data: {},
      visibility: 'public',
    },
  ],
})
