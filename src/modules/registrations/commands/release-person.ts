import { yes } from '#base'
import { z } from 'zod'
import { isTheHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no as noCore } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { planOf } from '../queries/plan.ts'
import { dropPlace } from './cancel-place.ts'
import { confirmedEvents, fillPlaces } from './fill-places.ts'

/**
 * No route: it follows when somebody has left the hub. Their places go to whoever waits; their agendas and the links that they made go as well.
 */
export const releasePerson = command({
  name: 'registrations.release-person',
  summary: 'Give back the places of somebody who left the hub, and erase what they said',
  input: z.object({ person: z.uuid() }),
  output: z.object({ places: z.number().int() }),
  facts: async () => ({ moved: [] as { edition: string; ids: readonly string[] }[] }),
  may: ({ actor }) => (isTheHub(actor) ? yes : noCore('sign-in.needed')),
  async run(tx, { input: { person }, facts: { moved }, now }) {
    // In one order, so that two who leave at once do not wait for each other.
    const held = await tx
      .selectFrom('registration')
      .select(['edition_id as edition', 'id'])
      .where('person_id', '=', person)
      .orderBy('edition_id')
      .execute()
    for (const one of held) {
      await planOf(tx, one.edition, true)
      await dropPlace(tx, one)
      moved.push({ edition: one.edition, ids: await fillPlaces(tx, one.edition, now) })
    }
    await forgetAgendas(tx, person)
    return { places: held.length }
  },
  tell: ({ result, facts }) =>
    result.places === 0
      ? []
      : [
          {
            ...{ kind: 'registrations.person.released', scope: THE_HUB, subject: THE_HUB, data: { places: result.places } },
            ...{ visibility: 'internal', anonymous: true },
          },
          ...facts.moved.flatMap(({ edition, ids }) => confirmedEvents(edition, ids)),
        ],
})

async function forgetAgendas(tx: Tx, person: string): Promise<void> {
  await tx.deleteFrom('agenda_star').where('person_id', '=', person).execute()
  await tx.deleteFrom('agenda_feed').where('person_id', '=', person).execute()
  await tx.deleteFrom('check_in_link').where('made_by', '=', person).execute()
}
