import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAdopt } from '../policy.ts'
import { adoptionFacts } from '../queries/practice-facts.ts'
import { ref, uuid, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { practicePathOf } from '../rules.ts'
import { toldOf } from './record-change.ts'

export const recordResult = command({
  name: 'commitments.record-result',
  summary: 'Say, in the name of a body that took a practice up, what came of it there',
  route: 'PUT /commitments/{commitment}/practice/adoptions/{body}/result',
  input: z.object({ ...ref, body: uuid, outcome: z.enum(['helped', 'partly', 'not', 'stopped']), ...words }),
  output: z.object({ path: z.string() }),
  facts: (tx, asked) => adoptionFacts(tx, asked),
  may: ({ actor, facts }) =>
    all(mayAdopt(actor, { standing: facts.own, lead: facts.lead }), facts.adoptedOn === null ? no('practice.not-adopted') : yes),
  async run(tx, { input: { commitment, body, outcome, text, language }, facts }) {
    await tx
      .updateTable('practice_adoption')
      .set({ outcome, result: text, result_language: language, result_on: facts.today })
      .where('commitment_id', '=', commitment)
      .where('body_id', '=', body)
      .execute()
    return { path: practicePathOf(commitment) }
  },
  // What it was is read on the page: the event says only that it was told.
  tell: ({ input }) => [toldOf('practice', 'tried', input.commitment)],
})
