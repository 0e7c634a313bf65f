import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayChooseAudience } from '../policy.ts'
import { audienceField } from '../queries/shapes.ts'
import { sealAge, settingsOf } from '../queries/whole-card.ts'
import { no } from '../refusals.ts'
import { AUDIENCES } from '../tables.ts'
import { isWider, widestFacet } from '../rules.ts'

export const chooseAudience = command({
  name: 'profiles.choose-audience',
  summary: 'Choose who may see the identity under which you act, and say whether it is under 18. What it tells becomes no wider than that.',
  route: 'PUT /me/audience',
  input: z.object({ audience: audienceField, under18: z.boolean().optional().describe('Left out: as it was') }),
  output: z.object({ audience: audienceField, under18: z.boolean() }),
  facts: async (tx, { input, actor, outside }) => ({
    under18: input.under18 ?? (actor.person === null ? false : (await settingsOf(tx, outside.keys, actor.person)).under18),
  }),
  may: ({ input, actor, facts }) => mayChooseAudience(actor, input.audience, facts.under18),
  async run(tx, { input, actor, facts, outside }) {
    const person = actor.person ?? refuse(no('card.missing'))
    const chosen = { audience: input.audience, age_sealed: sealAge(outside.keys, person, facts.under18) }
    await tx
      .insertInto('card')
      .values({ person_id: person, ...chosen })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(chosen))
      .execute()
    // Narrowed for good: who widens the identity again chooses again for each thing that it tells.
    const widest = widestFacet(facts.under18, input.audience)
    await tx
      .updateTable('facet')
      .set({ audience: widest })
      .where('person_id', '=', person)
      .where('audience', 'in', [...AUDIENCES.filter((one) => isWider(one, widest)), widest])
      .execute()
    return { audience: input.audience, under18: facts.under18 }
  },
  // A choice is in no event, and nobody is named: several identities that choose one after the other would show whose they are.
  tell: () => [{ kind: 'profiles.audience.chosen', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
