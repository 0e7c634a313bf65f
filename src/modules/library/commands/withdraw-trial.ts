import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { namedOrHub } from '../../../core/refused.ts'
import { convenes, demandEntry } from '../queries/facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const withdrawTrial = command({
  name: 'library.withdraw-trial',
  summary: 'Take back what your body said of trying a practice',
  route: 'DELETE /library/{entry}/trials/{body}',
  input: z.object({ entry: shapes.entry, body: z.uuid() }),
  output: shapes.done,
  async facts(tx, { input, actor, now }) {
    await demandEntry(tx, input.entry, { actor, now })
    return { convening: await convenes(tx, actor, input.body) }
  },
  may: ({ actor, facts }) => all(namedOrHub(actor), facts.convening ? yes : no('library.not-for-body')),
  async run(tx, { input }) {
    await tx.deleteFrom('library_trial').where('entry_id', '=', input.entry).where('body_id', '=', input.body).execute()
    return { id: input.entry, path: `/library/${input.entry}` }
  },
  tell: ({ input }) => [{ kind: 'library.trial.withdrawn', scope: input.body, subject: input.entry, data: {}, visibility: 'public' }],
})
