import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { moderatedEntry } from '../queries/reported.ts'
import { entry } from '../queries/shapes.ts'
import { eventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { isRule } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideEntry = command({
  name: 'library.hide',
  summary: 'Take an entry from the public after a report',
  input: z.object({ entry, rule: z.string() }),
  output: z.object({ entry }),
  facts: (tx, { input, actor }) => moderatedEntry(tx, input.entry, actor),
  may: ({ input, facts }) => all(mayModerate(facts), isRule(input.rule) ? yes : no('library.rule-unknown')),
  async run(tx, { input }) {
    await tx.updateTable('library_entry').set({ hidden_for: input.rule }).where('id', '=', input.entry).execute()
    return { entry: input.entry }
  },
  tell: ({ input, facts }) => [eventOf(facts.row, 'hidden', true, { rule: input.rule })],
})

// No route: the decision on an appeal does it.
export const showEntry = command({
  name: 'library.show',
  summary: 'Give an entry back to the public after an appeal',
  input: z.object({ entry }),
  output: z.object({ entry }),
  facts: (tx, { input, actor }) => moderatedEntry(tx, input.entry, actor),
  may: ({ facts }) => mayModerate(facts),
  async run(tx, { input }) {
    await tx.updateTable('library_entry').set({ hidden_for: null }).where('id', '=', input.entry).execute()
    return { entry: input.entry }
  },
  tell: ({ facts }) => [eventOf(facts.row, 'shown', true)],
})
