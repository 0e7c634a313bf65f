import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { languageTag } from '../../../core/language.ts'
import { no as noFromHub } from '../../../core/refused.ts'
import { mayKeep } from '../policy.ts'
import { topicRows } from '../queries/topics.ts'
import { no } from '../refusals.ts'
import { canHold, LONGEST, MOST } from '../rules.ts'

export const addTopic = command({
  name: 'topics.add',
  summary: 'Add a topic. For whoever runs the hub',
  route: 'POST /topics',
  limit: 'write',
  input: z.object({
    key: z
      .string()
      .trim()
      .min(1)
      .max(LONGEST.key)
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'field.invalid')
      .describe('Small letters of the Latin alphabet, digits and hyphens; it stays when the name changes'),
    parent: z.string().max(LONGEST.key).nullish().describe('The key of the topic above it'),
    names: z
      .array(z.object({ language: languageTag, name: z.string().trim().min(1).max(LONGEST.name) }))
      .min(1)
      .max(50),
    sensitive: z.boolean().default(false).describe('An interest in it reveals what somebody believes or holds: nobody is called by it'),
  }),
  output: z.object({ key: z.string() }),
  facts: async (tx) => ({ rows: await topicRows(tx) }),
  may: ({ input, actor, facts: { rows } }) =>
    all(
      mayKeep(actor),
      rows.some(({ key }) => key === input.key) ? no('topic.key-taken') : yes,
      rows.length < MOST ? yes : noFromHub('input.invalid', { field: 'key' }),
      input.parent == null ? yes : canHold(rows.find(({ key }) => key === input.parent)),
    ),
  async run(tx, { input, facts }) {
    const position = Math.max(-1, ...facts.rows.map((row) => row.position)) + 1
    const { key, parent = null, sensitive } = input
    await tx.insertInto('topic').values({ key, parent, position, sensitive, hidden: false, merged_into: null }).execute()
    const names = new Map(input.names.map(({ language, name }) => [language, name]))
    await tx
      .insertInto('topic_name')
      .values([...names].map(([language, name]) => ({ topic_key: key, language, name })))
      .execute()
    return { key }
  },
  tell: ({ input }) => [{ kind: 'topics.topic.added', scope: THE_HUB, subject: input.key, data: {}, visibility: 'public' }],
})
