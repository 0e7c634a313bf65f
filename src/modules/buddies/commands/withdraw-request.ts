import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { namedOrHub } from '../../../core/refused.ts'
import { demandHere } from '../queries/here.ts'
import { ownRequest } from '../queries/rows.ts'
import { where } from '../queries/shapes.ts'
import { told } from '../queries/told.ts'
import { dropPairs } from './drop-pairs.ts'

export const withdrawRequest = command({
  name: 'buddies.withdraw-request',
  summary: 'Take your request back; nobody is told',
  route: 'DELETE /buddies/{sort}/{place}/request',
  limit: 'write',
  whileLeaving: true,
  input: z.object(where),
  output: z.object({}),
  async facts(tx, { input, actor, now, outside }) {
    const here = await demandHere(tx, { actor, now, outside }, { sort: input.sort, id: input.place })
    return { here, request: await ownRequest(tx, outside.keys, here) }
  },
  may: ({ actor }) => namedOrHub(actor),
  async run(tx, { facts: { here, request } }) {
    if (request === null) return {}
    await dropPairs(tx, { scope: here.id, request_id: request.id })
    await tx.deleteFrom('buddy_request').where('scope', '=', here.id).where('id', '=', request.id).execute()
    return {}
  },
  tell: ({ facts: { request } }) => (request === null ? [] : [told('buddies.request.withdrawn')]),
})
