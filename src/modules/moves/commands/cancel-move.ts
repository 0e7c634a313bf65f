import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { SpaceSort } from '../../../core/moving.ts'
import { mayCancel } from '../policy.ts'
import { heldHere } from '../queries/here.ts'
import { holdStill } from '../queries/spaces.ts'
import { at, told } from './announce-move.ts'

const cancelling = (sort: SpaceSort, name: string, said: { readonly summary: string; readonly route: `DELETE /${string}` }) =>
  command({
    name,
    summary: said.summary,
    route: said.route,
    limit: 'write',
    input: at,
    output: z.object({ space: z.string() }),
    facts: (tx, { input, ...reading }) => heldHere(tx, reading, sort, input.space),
    may: ({ facts }) => mayCancel(facts.asking),
    async run(tx, { input: { space }, facts: { move } }) {
      await tx.deleteFrom('space_move').where('community_id', '=', space).execute()
      await tx.deleteFrom('space_objection').where('community_id', '=', space).execute()
      await holdStill(tx, move?.sort ?? sort, space, null)
      return { space }
    },
    tell: ({ input }) => [told('moves.move.cancelled', input.space)],
  })

export const cancelMove = cancelling('community', 'moves.cancel', {
  summary: 'Take back that a community moves. For its stewards, until it leaves',
  route: 'DELETE /communities/{space}/move',
})

export const cancelBodyMove = cancelling('body', 'moves.cancel-body', {
  summary: 'Take back that a body moves. For its stewards, until it leaves',
  route: 'DELETE /bodies/{space}/move',
})
