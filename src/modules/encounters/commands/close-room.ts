import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { no as noFromHub } from '../../../core/refused.ts'
import { standingIn } from '../queries/here.ts'
import { no } from '../refusals.ts'
import { quietly } from './remove-entry.ts'

export const closeRoom = command({
  name: 'encounters.close-room',
  summary:
    'Close a small room, or turn a proposed one down: it is erased, and whoever joined it is free at its hour. Who proposed one takes it back while it waits',
  route: 'DELETE /sessions/{session}/encounters/rooms/{room}',
  limit: 'write',
  input: z.object({ session: z.uuid(), room: z.uuid() }),
  output: z.object({ session: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const { leads, entry } = await standingIn(tx, { id: input.session }, { actor, now, outside })
    const row = await tx
      .selectFrom('encounter_room')
      .select(['state', 'proposed_by as by'])
      .where('session_id', '=', input.session)
      .where('id', '=', input.room)
      .forUpdate()
      .executeTakeFirst()
    return { leads, there: row !== undefined, own: entry !== null && row?.state === 'proposed' && row.by === entry.member }
  },
  may: ({ actor, facts: { leads, there, own } }) =>
    all(
      actor.operator || actor.person !== null ? yes : noFromHub('sign-in.needed'),
      leads || own ? yes : no('encounter.organisers-only'),
      there ? yes : no('encounter.missing'),
    ),
  async run(tx, { input: { session, room } }) {
    await tx.deleteFrom('encounter_room').where('session_id', '=', session).where('id', '=', room).execute()
    return { session }
  },
  tell: ({ input }) => [quietly('room.closed', input.session)],
})
