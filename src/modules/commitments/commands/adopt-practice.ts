import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAdopt, officeOf } from '../policy.ts'
import { adoptionFacts } from '../queries/practice-facts.ts'
import { day, ref, uuid, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { practicePathOf } from '../rules.ts'
import { toldOf } from './record-change.ts'

export const adoptPractice = command({
  name: 'commitments.adopt-practice',
  summary: 'Say, in the name of another body, that it does this too, since when and how. A year later it says what came of it',
  route: 'PUT /commitments/{commitment}/practice/adoptions/{body}',
  input: z.object({ ...ref, body: uuid, adoptedOn: day, ...words }),
  output: z.object({ path: z.string() }),
  facts: (tx, asked) => adoptionFacts(tx, asked),
  may: ({ input, actor, facts }) =>
    all(mayAdopt(actor, { standing: facts.own, lead: facts.lead }), input.adoptedOn > facts.today ? no('commitment.day-to-come') : yes),
  async run(tx, { input: { commitment, body, adoptedOn, text, language }, facts }) {
    const said = { text, language, office: officeOf(facts.own) }
    await tx
      .insertInto('practice_adoption')
      .values({
        ...{ commitment_id: commitment, body_id: body, adopted_on: adoptedOn, ...said },
        ...{ outcome: null, result: null, result_language: null, result_on: null },
      })
      // The day stays the first that was given: nobody moves the year after which they owe a result.
      .onConflict((conflict) => conflict.columns(['commitment_id', 'body_id']).doUpdateSet(said))
      .execute()
    return { path: practicePathOf(commitment) }
  },
  tell: ({ input }) => [toldOf('practice', 'adopted', input.commitment)],
})
