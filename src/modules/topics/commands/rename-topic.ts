import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { languageTag } from '../../../core/language.ts'
import { mayKeep } from '../policy.ts'
import { topicRows } from '../queries/topics.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'

export const renameTopic = command({
  name: 'topics.rename',
  summary: 'Say what a topic is called in one language, also in one in which it had no name yet. Its key stays. For whoever runs the hub',
  route: 'PUT /topics/{topic}/names/{language}',
  limit: 'write',
  input: z.object({ topic: z.string().max(LONGEST.key), language: languageTag, name: z.string().trim().min(1).max(LONGEST.name) }),
  output: z.object({ key: z.string() }),
  facts: async (tx, { input }) => ({ row: (await topicRows(tx)).find(({ key }) => key === input.topic) }),
  may: ({ actor, facts }) => all(mayKeep(actor), facts.row === undefined || facts.row.mergedInto !== null ? no('topic.missing') : yes),
  async run(tx, { input: { topic, language, name } }) {
    await tx
      .insertInto('topic_name')
      .values({ topic_key: topic, language, name })
      .onConflict((conflict) => conflict.columns(['topic_key', 'language']).doUpdateSet({ name }))
      .execute()
    return { key: topic }
  },
  tell: ({ input }) => [
    { kind: 'topics.topic.renamed', scope: THE_HUB, subject: input.topic, data: { language: input.language }, visibility: 'public' },
  ],
})
