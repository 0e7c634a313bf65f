import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayEditSession } from '../policy.ts'
import { editionById } from '../queries/editions.ts'
import { hostsOf } from '../queries/parts.ts'
import { seenSession } from '../queries/sessions.ts'
import { venuesOf } from '../queries/venues.ts'
import { no } from '../refusals.ts'
import { endOf, hoursOf, insideDays, toldTo } from '../rules.ts'
import { hoursInOrder, sessionPlan } from './create-session.ts'

const { languages, hoursKnown, startsAt, endsAt, correctionHours } = sessionPlan
const venueNumber = z.number().int().min(1).nullable().default(null)

/** Its number stays: links and calendars lead there. */
export const editSession = command({
  name: 'gatherings.edit-session',
  summary: 'Change when, where and in which languages a session is held, and by which of the hosts. For its organisers.',
  route: 'PATCH /sessions/{session}',
  input: z
    .object({
      session: z.uuid(),
      ...{ languages, hoursKnown, startsAt, endsAt, correctionHours },
      place: venueNumber.describe('The number of a place of the edition'),
      online: venueNumber.describe('The number of an online room of the edition'),
      hosts: z.array(z.uuid()).max(20).default([]).describe('Of the hosts of the edition, the first one leading; none: all of them'),
    })
    .superRefine(hoursInOrder),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const { editionId } = seen.session
    const edition = (await editionById(tx, editionId, actor.locale)) ?? refuse(no('edition.missing'))
    const venues = await venuesOf(tx, editionId)
    const is = (sort: 'place' | 'online', number: number | null) =>
      number === null || venues.some((venue) => venue.sort === sort && venue.number === number)
    const hosts = await hostsOf(tx, editionId)
    return {
      ...seen,
      edition,
      venuesKnown: is('place', input.place) && is('online', input.online),
      hostsKnown: input.hosts.every((body) => hosts.includes(body)),
      hours: hoursOf(input, edition),
    }
  },
  may: ({ actor, facts }) =>
    all(
      mayEditSession(actor, facts.parts, facts.session),
      insideDays(facts.hours, facts.edition) ? yes : no('session.outside-the-days'),
      facts.venuesKnown ? yes : no('venue.missing'),
      facts.hostsKnown ? yes : no('host.missing'),
    ),
  async run(tx, { input, facts }) {
    await tx
      .updateTable('summit_session')
      .set((row) => ({
        languages: input.languages,
        correction_hours: input.correctionHours,
        place_number: input.place,
        online_number: input.online,
        changes: row('changes', '+', 1),
      }))
      .where('id', '=', input.session)
      .execute()
    await setHours(tx, facts.session, { ...facts.hours, hoursKnown: input.hoursKnown })
    await nameHosts(tx, input.session, [...new Set(input.hosts)])
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.session.edited',
      scope: facts.session.editionId,
      subject: input.session,
      data: {},
      visibility: toldTo(facts.session),
    },
  ],
})

type Plan = { readonly startsAt: Date; readonly endsAt: Date; readonly hoursKnown: boolean }

/** Once the hours are set, the blocks of the run sheet follow one another from the first hour on. */
export async function setHours(
  tx: Tx,
  before: { readonly id: string; readonly hoursKnown: boolean },
  { startsAt, endsAt, hoursKnown: known }: Plan,
): Promise<void> {
  await tx
    .updateTable('summit_session')
    .set({ starts_at: startsAt, ends_at: endsAt, hours_known: known })
    .where('id', '=', before.id)
    .execute()
  if (before.hoursKnown || !known) return
  const blocks = await tx.selectFrom('block').select(['id', 'minutes']).where('session_id', '=', before.id).orderBy('position').execute()
  let at = startsAt
  for (const { id, minutes } of blocks) {
    await tx.updateTable('block').set({ starts_at: at }).where('session_id', '=', before.id).where('id', '=', id).execute()
    at = endOf({ startsAt: at, minutes })
  }
}

async function nameHosts(tx: Tx, session: string, hosts: readonly string[]): Promise<void> {
  await tx.deleteFrom('session_host').where('session_id', '=', session).execute()
  if (hosts.length === 0) return
  await tx
    .insertInto('session_host')
    .values(hosts.map((body, at) => ({ session_id: session, body_id: body, part: at === 0 ? 'host' : 'co-host' })))
    .execute()
}
