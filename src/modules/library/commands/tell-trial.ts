import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayTellTrial } from '../policy.ts'
import { convenes, demandEntry } from '../queries/facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'

const EARLIEST = 1950

export const tellTrial = command({
  name: 'library.tell-trial',
  summary:
    'Say what came of it when your body tried a practice: it worked, worked with changes, or did not; the last word of a body counts',
  route: 'PUT /library/{entry}/trials/{body}',
  limit: 'write',
  input: z.object({
    entry: shapes.entry,
    body: z.uuid(),
    outcome: shapes.outcome,
    year: z.number().int().describe('When it was tried'),
    text: z.string().trim().min(1).max(LONGEST.trial),
    language: shapes.language,
  }),
  output: shapes.done,
  async facts(tx, { input, actor, now }) {
    const found = await demandEntry(tx, input.entry, { actor, now })
    return { ...found, convenes: await convenes(tx, actor, input.body) }
  },
  may: ({ input, actor, facts: { row, facts, convenes: convening }, now }) =>
    all(
      mayTellTrial(actor, { ...facts, practice: row.kind === 'practice', ownBody: row.body_id === input.body, convenes: convening }),
      input.year >= EARLIEST && input.year <= now.getUTCFullYear() ? yes : no('library.year'),
    ),
  async run(tx, { input, actor, now }) {
    const { outcome, text, language, year } = input
    const row = { outcome, text, language, year, person_id: actor.person, told_at: now }
    await tx
      .insertInto('library_trial')
      .values({ entry_id: input.entry, body_id: input.body, ...row })
      .onConflict((oc) => oc.columns(['entry_id', 'body_id']).doUpdateSet(row))
      .execute()
    return { id: input.entry, path: `/library/${input.entry}` }
  },
  tell: ({ input }) => [
    { kind: 'library.trial.told', scope: input.body, subject: input.entry, data: { outcome: input.outcome }, visibility: 'public' },
  ],
})
