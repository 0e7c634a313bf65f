import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { mayLead } from '../policy.ts'
import { standingIn } from '../queries/here.ts'
import { no } from '../refusals.ts'
import { quietly } from './remove-entry.ts'

export const acceptRoom = command({
  name: 'encounters.accept-room',
  summary: 'Open a small room that somebody on the list proposed. Who proposed it is told to nobody',
  route: 'PUT /sessions/{session}/encounters/rooms/{room}',
  limit: 'write',
  input: z.object({ session: z.uuid(), room: z.uuid() }),
  output: z.object({ room: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const { here, leads } = await standingIn(tx, { id: input.session }, { actor, now, outside })
    const row = await tx
      .selectFrom('encounter_room')
      .select('state')
      .where('session_id', '=', input.session)
      .where('id', '=', input.room)
      .forUpdate()
      .executeTakeFirst()
    return { open: here.open, leads, state: row?.state ?? null }
  },
  may: ({ actor, facts }) => all(mayLead({ actor, ...facts }), facts.state === null ? no('encounter.missing') : yes),
  async run(tx, { input }) {
    await tx
      .updateTable('encounter_room')
      .set({ state: 'open' })
      .where('session_id', '=', input.session)
      .where('id', '=', input.room)
      .where('state', '!=', 'open')
      .execute()
    return { room: input.room }
  },
  tell: ({ input, facts }) => (facts.state === 'open' ? [] : [quietly('room.opened', input.session)]),
})
