import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { moderatedFacts } from '../queries/reported.ts'
import * as shapes from '../queries/shapes.ts'
import { ofTestimony } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { isRule } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideTestimony = command({
  name: 'voices.hide',
  summary: 'Take a testimony from the public after a report',
  input: z.object({ testimony: shapes.id, rule: z.string() }),
  output: z.object({ testimony: z.uuid() }),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input.testimony, actor),
  may: ({ input, facts }) => all(mayModerate(facts), isRule(input.rule) ? yes : no('voice.rule-unknown')),
  async run(tx, { input, facts }) {
    await tx
      .updateTable('testimony')
      .set({ hidden_for: input.rule, version: facts.row.version + 1 })
      .where('id', '=', input.testimony)
      .execute()
    return { testimony: input.testimony }
  },
  tell: ({ facts }) => [ofTestimony(facts.row, 'hidden')],
})

// No route: the decision on an appeal does it.
export const showTestimony = command({
  name: 'voices.show',
  summary: 'Give a testimony back to the public after an appeal',
  input: z.object({ testimony: shapes.id }),
  output: z.object({ testimony: z.uuid() }),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input.testimony, actor),
  may: ({ facts }) => mayModerate(facts),
  async run(tx, { input, facts }) {
    await tx
      .updateTable('testimony')
      .set({ hidden_for: null, version: facts.row.version + 1 })
      .where('id', '=', input.testimony)
      .execute()
    return { testimony: input.testimony }
  },
  tell: ({ facts }) => [ofTestimony(facts.row, 'shown')],
})
