import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { moderatedAssist } from '../queries/reported.ts'
import { assistEventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { isRule } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideAssist = command({
  name: 'library.hide-assist',
  summary: 'Take a question to peers from the public after a report',
  input: z.object({ assist: z.uuid(), rule: z.string() }),
  output: z.object({ assist: z.uuid() }),
  facts: (tx, { input, actor }) => moderatedAssist(tx, input.assist, actor),
  may: ({ input, facts }) => all(mayModerate(facts), isRule(input.rule) ? yes : no('library.rule-unknown')),
  async run(tx, { input }) {
    await tx.updateTable('assist').set({ hidden_for: input.rule }).where('id', '=', input.assist).execute()
    return { assist: input.assist }
  },
  tell: ({ input, facts }) => [assistEventOf({ id: input.assist, body: facts.bodyId }, 'assist.hidden', true)],
})

// No route: the decision on an appeal does it.
export const showAssist = command({
  name: 'library.show-assist',
  summary: 'Give a question to peers back after an appeal',
  input: z.object({ assist: z.uuid() }),
  output: z.object({ assist: z.uuid() }),
  facts: (tx, { input, actor }) => moderatedAssist(tx, input.assist, actor),
  may: ({ facts }) => mayModerate(facts),
  async run(tx, { input }) {
    await tx.updateTable('assist').set({ hidden_for: null }).where('id', '=', input.assist).execute()
    return { assist: input.assist }
  },
  tell: ({ input, facts }) => [assistEventOf({ id: input.assist, body: facts.bodyId }, 'assist.shown', true)],
})
