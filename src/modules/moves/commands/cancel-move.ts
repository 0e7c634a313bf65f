import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { communities } from '../../communities/index.ts'
import { mayCancel } from '../policy.ts'
import { heldHere } from '../queries/here.ts'
import { at, told } from './announce-move.ts'

export const cancelMove = command({
  name: 'moves.cancel',
  summary: 'Take back that a community moves. For its stewards, until it leaves',
  route: 'DELETE /communities/{community}/move',
  limit: 'write',
  input: at,
  output: z.object({ community: z.string() }),
  facts: (tx, { input, ...reading }) => heldHere(tx, reading, input.community),
  may: ({ facts }) => mayCancel(facts.asking),
  async run(tx, { input: { community } }) {
    await tx.deleteFrom('space_move').where('community_id', '=', community).execute()
    await tx.deleteFrom('space_objection').where('community_id', '=', community).execute()
    await communities.moving.holdStill(tx, { community, from: null })
    return { community }
  },
  tell: ({ input }) => [told('moves.move.cancelled', input.community)],
})
