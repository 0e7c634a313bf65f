import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { communities } from '../../communities/index.ts'
import { heldHere } from '../queries/here.ts'
import { no } from '../refusals.ts'
import { dayIn } from '../rules.ts'
import { at, told } from './announce-move.ts'

// No route: whoever runs the hub does it by the command line, right before the file is written.
export const freezeSpace = command({
  name: 'moves.freeze',
  summary: 'From now on nothing is written in a community that leaves, so that nothing is missing in the file',
  input: at,
  output: z.object({ destination: z.string() }),
  facts: (tx, { input, ...reading }) => heldHere(tx, reading, input.community),
  may: ({ actor, now, facts: { move } }) =>
    all(
      hubAlone(actor),
      move === null ? no('move.missing') : yes,
      move?.state === 'settled' ? no('move.has-left') : yes,
      move !== null && move.leavesOn > dayIn(now) ? no('move.too-early', { day: move.leavesOn }) : yes,
    ),
  async run(tx, { input: { community }, now, facts: { move } }) {
    await tx.updateTable('space_move').set({ state: 'leaving' }).where('community_id', '=', community).execute()
    await communities.moving.holdStill(tx, { community, from: dayIn(now) })
    return { destination: move?.destination ?? '' }
  },
  tell: ({ input }) => [told('moves.space.frozen', input.community)],
})
