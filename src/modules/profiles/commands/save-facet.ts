import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { maySaveFacet } from '../policy.ts'
import { consentText, type ConsentText } from '../queries/consent-texts.ts'
import { audienceField, facetField, valuesField } from '../queries/shapes.ts'
import { sealValues, settingsOf } from '../queries/whole-card.ts'
import { no } from '../refusals.ts'
import { mostValues, valueFault } from '../rules.ts'
import type { Audience, Facet } from '../tables.ts'

const input = z
  .object({
    facet: facetField,
    values: valuesField,
    audience: audienceField,
    agreed: z.string().max(20).optional().describe('The version of the words of the consent, by which one agrees to them'),
  })
  .superRefine(({ facet, values }, context) => {
    const fault = (place: number, message: string) => context.addIssue({ code: 'custom', path: ['values', place], message })
    for (const [place, value] of values.entries()) {
      const found = valueFault(facet, value)
      if (found !== null) fault(place, found)
      else if (place >= mostValues(facet)) fault(place, 'field.too-many-values')
    }
  })

type Agreed = ConsentText & { readonly facet: Facet; readonly audience: Audience }

/** The consent that holds, where it is to these very words and to the same readers. */
async function heldConsent(db: Reader, person: string, { facet, audience, version, language, text }: Agreed): Promise<string | null> {
  const row = await db
    .selectFrom('consent')
    .select('id')
    .where('person_id', '=', person)
    .where('facet', '=', facet)
    .where('ended_on', 'is', null)
    .where('audience', '=', audience)
    .where('version', '=', version)
    .where('language', '=', language)
    .where('text', '=', text)
    .executeTakeFirst()
  return row?.id ?? null
}

async function giveConsent(tx: Tx, person: string, agreed: Agreed, made: { readonly id: string; readonly now: Date }): Promise<string> {
  const held = await heldConsent(tx, person, agreed)
  if (held !== null) return held
  await tx
    .updateTable('consent')
    .set({ ended_on: dayOf(made.now), withdrawn: false })
    .where('person_id', '=', person)
    .where('facet', '=', agreed.facet)
    .where('ended_on', 'is', null)
    .execute()
  const receipt = { person_id: person, id: made.id, ...agreed, given_at: made.now, ended_on: null, withdrawn: null }
  await tx.insertInto('consent').values(receipt).execute()
  return made.id
}

export const saveFacet = command({
  name: 'profiles.save-facet',
  summary:
    'Tell something of the identity under which you act, to whom you choose, by agreeing to the words of the consent (GET /consent-words).',
  route: 'PUT /me/facets/{facet}',
  input,
  output: z.object({ facet: facetField, consent: z.string() }),
  async facts(tx, { actor, outside }) {
    if (actor.person === null) return { audience: 'nobody' as const, under18: false }
    // Held, so that nobody becomes narrower meanwhile; and two of these for one identity come one after the other.
    await tx.selectFrom('card').select('person_id').where('person_id', '=', actor.person).forUpdate().execute()
    return settingsOf(tx, outside.keys, actor.person)
  },
  may: ({ input: asked, actor, facts }) => maySaveFacet(actor, { ...asked, agreed: asked.agreed }, facts),
  async run(tx, { input: { facet, values, audience }, actor, now, outside }) {
    const person = actor.person ?? refuse(no('card.missing'))
    const agreed = { ...consentText(facet, actor.locale), facet, audience }
    const consent = await giveConsent(tx, person, agreed, { id: outside.uuid(), now })
    const told = { audience, value_sealed: sealValues(outside.keys, person, facet, values), consent_id: consent }
    await tx
      .insertInto('facet')
      .values({ person_id: person, facet, ...told })
      .onConflict((conflict) => conflict.columns(['person_id', 'facet']).doUpdateSet(told))
      .execute()
    return { facet, consent }
  },
  tell: () => [{ kind: 'profiles.consent.given', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
