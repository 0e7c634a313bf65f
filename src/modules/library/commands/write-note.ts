import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAsPair } from '../policy.ts'
import { holdAssist, pairFacts } from '../queries/assists.ts'
import * as shapes from '../queries/shapes.ts'
import { assistEventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'

export const writeNote = command({
  name: 'library.write-note',
  summary: 'Write what a pair learnt from one another; whoever writes agrees, and the other side is asked anew',
  route: 'PUT /peer-assists/{assist}/offers/{body}/note',
  limit: 'write',
  input: z.object({
    assist: z.uuid(),
    body: z.uuid(),
    follows: z.number().int().min(0).describe('The version that you changed; 0 where there is none'),
    title: z.string().trim().min(1).max(LONGEST.title),
    did: z.string().trim().min(1).max(LONGEST.word),
    came: z.string().trim().min(1).max(LONGEST.word),
    failed: z.string().trim().max(LONGEST.word).default('').describe('What did not work, and what you would do otherwise'),
    language: shapes.language,
  }),
  output: z.object({ version: z.number().int() }),
  async facts(tx, { input, actor, now }) {
    await holdAssist(tx, input.assist)
    return pairFacts(tx, input, { actor, now })
  },
  may: ({ input, actor, facts: { sides, state, facts, pair } }) =>
    all(
      mayAsPair(actor, sides, { state, hidden: facts.hidden }),
      pair.note?.agreed_at == null ? yes : no('assist.agreed-already'),
      (pair.note?.version ?? 0) === input.follows ? yes : no('library.changed-meanwhile'),
    ),
  async run(tx, { input, actor, facts: { sides }, now }) {
    const { title, did, came, failed, language } = input
    const version = input.follows + 1
    const row = {
      ...{ version, title, did, came, failed, language, person_id: actor.person, written_at: now, agreed_at: null, entry_id: null },
      // Whoever convenes for both sides speaks for the one that asks; the other is asked by itself.
      ...{ asker_agreed: sides.asker, helper_agreed: sides.helper && !sides.asker },
    }
    await tx
      .insertInto('assist_note')
      .values({ assist_id: input.assist, body_id: input.body, ...row })
      .onConflict((oc) => oc.columns(['assist_id', 'body_id']).doUpdateSet(row))
      .execute()
    return { version }
  },
  tell: ({ input, facts: { row } }) => [assistEventOf({ id: input.assist, body: row.body_id }, 'note.written', false)],
})
