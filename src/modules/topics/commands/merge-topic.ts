import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayKeep } from '../policy.ts'
import { topicRows } from '../queries/topics.ts'
import { canMerge, LONGEST } from '../rules.ts'
import type {} from '../tables.ts'

export const mergeTopic = command({
  name: 'topics.merge',
  summary: 'Merge a topic into another. What belongs to it and its address lead to the other from then on. For whoever runs the hub',
  route: 'POST /topics/{topic}/merger',
  limit: 'write',
  input: z.object({ topic: z.string().max(LONGEST.key), into: z.string().min(1).max(LONGEST.key) }),
  output: z.object({ key: z.string() }),
  async facts(tx, { input }) {
    // Two mergers at once could make a ring: the table is small, and whoever merges holds all of it.
    await tx.selectFrom('topic').select('key').orderBy('key').forUpdate().execute()
    const rows = await topicRows(tx)
    const named = (key: string) => rows.find((row) => row.key === key)
    return { from: named(input.topic), into: named(input.into), hasParts: rows.some(({ parent }) => parent === input.topic) }
  },
  may: ({ actor, facts }) => all(mayKeep(actor), canMerge(facts.from, facts.into, facts.hasParts)),
  async run(tx, { input: { topic, into } }) {
    // Whose key led here leads on, so that no key ever leads through another.
    await tx.updateTable('topic').set({ merged_into: into }).where('merged_into', '=', topic).execute()
    await tx.updateTable('topic').set({ parent: into }).where('parent', '=', topic).execute()
    await tx.updateTable('topic').set({ merged_into: into, parent: null }).where('key', '=', topic).execute()
    return { key: into }
  },
  tell: ({ input }) => [
    { kind: 'topics.topic.merged', scope: THE_HUB, subject: input.topic, data: { into: input.into }, visibility: 'public' },
  ],
})
