import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noCore, refuse } from '../../../core/refused.ts'
import { mayKeepAgenda } from '../policy.ts'
import { sessionsToStar } from '../queries/agenda.ts'
import { demandEdition } from '../queries/plan.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const markSession = command({
  name: 'registrations.mark-session',
  summary: 'Put a session into your agenda of an edition, or take it out',
  route: 'PUT /editions/{edition}/agenda/{session}',
  limit: 'write',
  input: z.object({ edition: z.uuid(), session: z.uuid(), marked: z.boolean() }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    const { edition } = await demandEdition(tx, input.edition, actor)
    return { edition, there: (await sessionsToStar(tx, input.edition, actor.locale)).some(({ id }) => id === input.session) }
  },
  may: ({ actor, facts }) => all(mayKeepAgenda(actor), facts.there ? yes : no('agenda.session-missing')),
  async run(tx, { input, actor, facts }) {
    const row = { edition_id: input.edition, person_id: actor.person ?? refuse(noCore('sign-in.needed')), session_id: input.session }
    if (input.marked)
      await tx
        .insertInto('agenda_star')
        .values(row)
        .onConflict((oc) => oc.doNothing())
        .execute()
    else
      await tx
        .deleteFrom('agenda_star')
        .where('edition_id', '=', row.edition_id)
        .where('person_id', '=', row.person_id)
        .where('session_id', '=', row.session_id)
        .execute()
    return { path: facts.edition.path }
  },
  tell: ({ input }) => [
    {
      kind: 'registrations.agenda.marked',
      scope: input.edition,
      subject: input.edition,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
