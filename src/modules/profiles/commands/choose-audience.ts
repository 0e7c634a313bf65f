import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
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
  async run(tx, { input, actor, facts, now, outside }) {
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
    if (facts.under18) await forgetResidence(tx, person, now)
    return { audience: input.audience, under18: facts.under18 }
  },
  // A choice is in no event, and nobody is named: several identities that choose one after the other would show whose they are.
  tell: () => [{ kind: 'profiles.audience.chosen', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})

/** Where somebody lives who said that they are under 18 is kept no longer; the receipt says that the consent ended. */
async function forgetResidence(tx: Tx, person: string, now: Date): Promise<void> {
  await tx.deleteFrom('facet').where('person_id', '=', person).where('facet', '=', 'residence').execute()
  await tx
    .updateTable('consent')
    .set({ ended_on: dayOf(now), withdrawn: true })
    .where('person_id', '=', person)
    .where('facet', '=', 'residence')
    .where('ended_on', 'is', null)
    .execute()
}
