import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { hashToken } from '../../../platform/keys.ts'
import { heldHere } from '../queries/here.ts'
import { no } from '../refusals.ts'
import { at, told } from './announce-move.ts'

// No route: whoever runs the hub does it by the command line, with what the other hub printed.
export const settleMove = command({
  name: 'moves.settle',
  summary: 'Say that a community or a body has arrived on the other hub: its page leads there, and its members are written to',
  input: at.extend({ receipt: z.string().trim().max(80) }),
  output: z.object({ destination: z.string() }),
  facts: (tx, { input, ...reading }) => heldHere(tx, reading, 'community', input.space),
  may: ({ input, actor, facts: { move } }) =>
    all(
      hubAlone(actor),
      move === null ? no('move.missing') : yes,
      move?.receiptHash == null ? no('move.not-exported') : yes,
      // Nobody is led to a hub that has not opened the file.
      move?.receiptHash?.equals(hashToken(input.receipt)) === true ? yes : no('move.receipt-wrong'),
    ),
  async run(tx, { input, facts: { move } }) {
    await tx.updateTable('space_move').set({ state: 'settled' }).where('community_id', '=', input.space).execute()
    return { destination: move?.destination ?? '' }
  },
  tell: ({ input, facts: { move } }) => (move?.state === 'settled' ? [] : [told('moves.space.settled', input.space)]),
})
