import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { seenCall } from '../queries/calls.ts'
import { inTens } from '../rules.ts'

export const countOpening = command({
  name: 'pulse.count-opening',
  summary: 'Count that what a call leads to was opened from it: a number, and nobody with it',
  route: 'POST /calls/{call}/openings',
  limit: 'write',
  input: z.object({ call: z.uuid() }),
  output: z.object({ to: z.string(), opened: z.number().int().nullable().describe('In tens; null: fewer than ten times') }),
  facts: (tx, { input, actor, now, outside }) => seenCall(tx, { actor, now, outside }, input.call),
  // Everybody may, with an account or without: who it was is written down nowhere.
  may: () => yes,
  async run(tx, { facts: { call, row } }) {
    // What has ended still leads on, and is counted no more.
    if (call.over) return { to: call.to, opened: call.opened }
    const { opened } = await tx
      .updateTable('call')
      .set((eb) => ({ opened: eb('opened', '+', 1) }))
      .where('sender_id', '=', row.sender_id)
      .where('id', '=', row.id)
      .returning('opened')
      .executeTakeFirstOrThrow()
    return { to: call.to, opened: inTens(opened) }
  },
  // Only each tenth is told: a row for each would say at which second somebody came.
  tell: ({ input, facts: { call, row }, result }) =>
    result.opened === null || result.opened === call.opened
      ? []
      : [
          {
            kind: 'pulse.call.opened',
            scope: row.sender_id,
            subject: input.call,
            data: { times: result.opened },
            visibility: 'internal',
            anonymous: true,
          },
        ],
})
