import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayOrganise } from '../policy.ts'
import { demandEdition, planOf } from '../queries/plan.ts'
import { confirmedEvents, fillPlaces } from './fill-places.ts'

const places = z.number().int().min(0).max(1_000_000).nullable().describe('null: as many as come; 0: nobody comes in this way')

export const openRegistration = command({
  name: 'registrations.open',
  summary: 'Say from when until when one registers for an edition, how many places there are, and how they are given. For its organisers.',
  route: 'PUT /editions/{edition}/registration-plan',
  input: z
    .object({
      edition: z.uuid(),
      opensAt: z.iso.datetime(),
      closesAt: z.iso.datetime(),
      inPersonPlaces: places,
      onlinePlaces: places,
      byApproval: z.boolean(),
      namesAtDoor: z.boolean().default(false),
    })
    .refine(({ opensAt, closesAt }) => Date.parse(opensAt) < Date.parse(closesAt), {
      message: 'field.end-before-start',
      path: ['closesAt'],
    }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = await demandEdition(tx, input.edition, actor)
    await planOf(tx, input.edition, true)
    const moved: string[] = []
    return { ...seen, moved }
  },
  may: ({ actor, facts }) => mayOrganise(actor, facts.organiser),
  async run(tx, { input, facts, now }) {
    const row = {
      ...{ opens_at: new Date(input.opensAt), closes_at: new Date(input.closesAt), by_approval: input.byApproval },
      ...{ in_person_places: input.inPersonPlaces, online_places: input.onlinePlaces, names_at_door: input.namesAtDoor },
    }
    await tx
      .insertInto('registration_plan')
      .values({ edition_id: input.edition, ...row })
      .onConflict((oc) => oc.column('edition_id').doUpdateSet(row))
      .execute()
    // More places than before go to those who wait. Fewer take none away.
    facts.moved.push(...(await fillPlaces(tx, input.edition, now)))
    return { path: facts.edition.path }
  },
  tell: ({ input, facts }) => [
    { kind: 'registrations.registration.opened', scope: input.edition, subject: input.edition, data: {}, visibility: 'internal' },
    ...confirmedEvents(input.edition, facts.moved),
  ],
})
