import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayStandAtDoor } from '../policy.ts'
import { doorOf } from '../queries/door.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const undoCheckIn = command({
  name: 'registrations.undo-check-in',
  summary: 'Undo a check-in that was a mistake. For organisers, and whoever holds their link.',
  route: 'POST /editions/{edition}/check-ins/{registration}/undoing',
  input: z.object({ edition: z.uuid(), registration: z.uuid(), link: z.string().max(300).optional() }),
  output: z.object({}),
  async facts(tx, { input, actor, now, outside: { keys } }) {
    const door = await doorOf(tx, input, { actor, now, keys })
    const row = await tx
      .selectFrom('check_in')
      .select('registration_id')
      .where('edition_id', '=', input.edition)
      .where('registration_id', '=', input.registration)
      .executeTakeFirst()
    return { door, there: row !== undefined }
  },
  may: ({ actor, facts }) => all(mayStandAtDoor(actor, facts.door), facts.there ? yes : no('check-in.not-there')),
  async run(tx, { input }) {
    await tx.deleteFrom('check_in').where('edition_id', '=', input.edition).where('registration_id', '=', input.registration).execute()
    return {}
  },
  tell: ({ input }) => [
    {
      kind: 'registrations.check-in.undone',
      scope: input.edition,
      subject: input.edition,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
