import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEditEdition } from '../policy.ts'
import { seenEdition } from '../queries/editions.ts'
import { sessionsOfEdition } from '../queries/sessions.ts'
import { no } from '../refusals.ts'
import { insideDays, wholeDays } from '../rules.ts'
import { daysInOrder, editionPlan, editionText } from './create-edition.ts'
import { setHours } from './edit-session.ts'

const { languages, zone, startsOn, endsOn, daysKnown } = editionPlan

/** Its address stays: links and calendars lead there. */
export const editEdition = command({
  name: 'gatherings.edit-edition',
  summary: 'Change the days, the zone and the languages of an edition. For its organisers.',
  route: 'PATCH /editions/{edition}',
  input: z
    .object({ edition: z.uuid(), languages, zone, startsOn, endsOn, daysKnown })
    .refine(daysInOrder, { message: 'field.end-before-start', path: ['endsOn'] }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('edition').select('id').where('id', '=', input.edition).forUpdate().execute()
    const seen = (await seenEdition(tx, { id: input.edition }, actor)) ?? refuse(no('edition.missing'))
    const sessions = await sessionsOfEdition(tx, input.edition, actor.locale)
    const outside = sessions.some((session) => session.state !== 'called-off' && session.hoursKnown && !insideDays(session, input))
    return { ...seen, outside, unset: sessions.filter(({ hoursKnown }) => !hoursKnown) }
  },
  may: ({ actor, facts }) =>
    all(mayEditEdition(actor, facts.organiser, facts.edition.state), facts.outside ? no('edition.sessions-outside') : yes),
  async run(tx, { input, facts }) {
    await tx
      .updateTable('edition')
      .set((row) => ({
        languages: input.languages,
        zone: input.zone,
        starts_on: input.startsOn,
        ends_on: input.endsOn,
        days_known: input.daysKnown,
        changes: row('changes', '+', 1),
      }))
      .where('id', '=', input.edition)
      .execute()
    for (const session of facts.unset) await setHours(tx, session, { ...wholeDays(input), hoursKnown: false })
    return { path: facts.edition.path }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.edition.edited',
      scope: input.edition,
      subject: input.edition,
      data: {},
      visibility: facts.edition.state === 'draft' ? 'internal' : 'public',
    },
  ],
})

export const writeEditionText = command({
  name: 'gatherings.write-edition-text',
  summary: 'Write the texts of an edition in one language. For its organisers.',
  route: 'PUT /editions/{edition}/texts/{language}',
  input: editionText.extend({ edition: z.uuid() }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    // Who comes second waits: two languages never get one place.
    await tx.selectFrom('edition').select('id').where('id', '=', input.edition).forUpdate().execute()
    return (await seenEdition(tx, { id: input.edition }, actor)) ?? refuse(no('edition.missing'))
  },
  may: ({ actor, facts }) => mayEditEdition(actor, facts.organiser, facts.edition.state),
  async run(tx, { input: { edition, language, ...words }, facts }) {
    const { last } = await tx
      .selectFrom('edition_text')
      .select((select) => select.fn.max('position').as('last'))
      .where('edition_id', '=', edition)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('edition_text')
      .values({ edition_id: edition, language, position: (last ?? -1) + 1, ...words })
      .onConflict((oc) => oc.columns(['edition_id', 'language']).doUpdateSet(words))
      .execute()
    await tx
      .updateTable('edition')
      .set((row) => ({ changes: row('changes', '+', 1) }))
      .where('id', '=', edition)
      .execute()
    return { path: facts.edition.path }
  },
  tell: ({ input }) => [
    {
      kind: 'gatherings.edition-text.written',
      scope: input.edition,
      subject: input.edition,
      data: { language: input.language },
      visibility: 'internal',
    },
  ],
})
