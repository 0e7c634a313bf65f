import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEditEdition } from '../policy.ts'
import { seenEdition } from '../queries/editions.ts'
import { line, webAddress } from '../queries/shapes.ts'
import { venuesOf } from '../queries/venues.ts'
import { no } from '../refusals.ts'
import { MOST_VENUES } from '../rules.ts'

const number = z.coerce.number().int().min(1).max(MOST_VENUES)

export const writeVenue = command({
  name: 'gatherings.write-venue',
  summary: 'Write down a place or an online room of an edition. The link of a room is shown to those alone who attend.',
  route: 'PUT /editions/{edition}/venues/{number}',
  input: z
    .object({
      edition: z.uuid(),
      number,
      sort: z.enum(['place', 'online']),
      language: languageTag,
      name: line(160).min(1),
      address: z.string().trim().max(400).default(''),
      access: z.string().trim().max(2000).default('').describe('Ways in, lifts, hearing loops, quiet rooms'),
      link: webAddress.nullable().default(null),
    })
    .refine(({ sort, link }) => sort === 'online' || link === null, { path: ['link'], message: 'field.invalid' }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenEdition(tx, { id: input.edition }, actor)) ?? refuse(no('edition.missing'))
    const used = await usedBy(tx, input)
    const before = (await venuesOf(tx, input.edition)).find((venue) => venue.number === input.number)
    // A session names the one as its place and the other as its room.
    return { ...seen, other: used && before !== undefined && before.sort !== input.sort }
  },
  may: ({ actor, facts }) => all(mayEditEdition(actor, facts.organiser, facts.edition.state), facts.other ? no('venue.in-use') : yes),
  async run(tx, { input: { edition, number: at, address, ...rest }, facts }) {
    const words = { ...rest, street: address }
    await tx
      .insertInto('venue')
      .values({ edition_id: edition, number: at, ...words })
      .onConflict((oc) => oc.columns(['edition_id', 'number']).doUpdateSet(words))
      .execute()
    await tx
      .updateTable('summit_session')
      .set((row) => ({ changes: row('changes', '+', 1) }))
      .where('edition_id', '=', edition)
      .where((where) => where.or([where('place_number', '=', at), where('online_number', '=', at)]))
      .execute()
    return { path: facts.edition.path }
  },
  tell: ({ input }) => [
    {
      kind: 'gatherings.venue.written',
      scope: input.edition,
      subject: input.edition,
      data: { number: input.number },
      visibility: 'internal',
    },
  ],
})

export const removeVenue = command({
  name: 'gatherings.remove-venue',
  summary: 'Remove a place or an online room in which no session is held.',
  route: 'DELETE /editions/{edition}/venues/{number}',
  input: z.object({ edition: z.uuid(), number }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenEdition(tx, { id: input.edition }, actor)) ?? refuse(no('edition.missing'))
    const there = (await venuesOf(tx, input.edition)).some((venue) => venue.number === input.number)
    return { ...seen, there, used: await usedBy(tx, input) }
  },
  may: ({ actor, facts }) =>
    all(
      mayEditEdition(actor, facts.organiser, facts.edition.state),
      facts.there ? yes : no('venue.missing'),
      facts.used ? no('venue.in-use') : yes,
    ),
  async run(tx, { input, facts }) {
    await tx.deleteFrom('venue').where('edition_id', '=', input.edition).where('number', '=', input.number).execute()
    return { path: facts.edition.path }
  },
  tell: ({ input }) => [
    {
      kind: 'gatherings.venue.removed',
      scope: input.edition,
      subject: input.edition,
      data: { number: input.number },
      visibility: 'internal',
    },
  ],
})

async function usedBy(tx: Parameters<typeof venuesOf>[0], at: { readonly edition: string; readonly number: number }): Promise<boolean> {
  const row = await tx
    .selectFrom('summit_session')
    .select('id')
    .where('edition_id', '=', at.edition)
    .where((where) => where.or([where('place_number', '=', at.number), where('online_number', '=', at.number)]))
    .executeTakeFirst()
  return row !== undefined
}
