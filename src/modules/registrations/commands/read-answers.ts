import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayOrganise } from '../policy.ts'
import { toldBy } from '../queries/own.ts'
import { demandEdition } from '../queries/plan.ts'
import { told } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { endOf, hourOf } from '../rules.ts'
import type {} from '../tables.ts'

/** A reading that leaves a trace, and so a deed: whoever is read sees it beside what they said. */
export const readAnswers = command({
  name: 'registrations.read-answers',
  summary:
    'What one person said when they registered, where something has to be done for them. They are told the hour. For organisers of the edition.',
  route: 'POST /editions/{edition}/registrations/{registration}/readings',
  input: z.object({ edition: z.uuid(), registration: z.uuid() }),
  output: told,
  async facts(tx, { input, actor }) {
    const seen = await demandEdition(tx, input.edition, actor)
    const row = await tx
      .selectFrom('registration')
      .select('id')
      .where('edition_id', '=', input.edition)
      .where('id', '=', input.registration)
      .executeTakeFirst()
    return { ...seen, there: row !== undefined }
  },
  may: ({ actor, facts }) => all(mayOrganise(actor, facts.organiser), facts.there ? yes : no('registration.missing')),
  async run(tx, { input, facts, now, outside }) {
    const at = { edition: input.edition, id: input.registration }
    const said = (await toldBy(tx, outside.keys, at)) ?? refuse(no('registration.answers-gone'))
    await tx
      .insertInto('registration_reading')
      .values({
        ...{ edition_id: input.edition, id: outside.uuid(), registration_id: input.registration },
        ...{ read_at: hourOf(now), ends_at: endOf(facts.edition) },
      })
      .execute()
    return said
  },
  // Who looked answers for it; what they read is not in it.
  tell: ({ input }) => [
    { kind: 'registrations.answers.read', scope: input.edition, subject: input.registration, data: {}, visibility: 'internal' },
  ],
})
