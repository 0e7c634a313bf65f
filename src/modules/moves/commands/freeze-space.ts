import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { stillRunning } from '../../../core/move-out.ts'
import { hubAlone } from '../../../core/refused.ts'
import { heldHere } from '../queries/here.ts'
import { holdStill } from '../queries/spaces.ts'
import { no } from '../refusals.ts'
import { dayIn, type Travels } from '../rules.ts'
import { at, told } from './announce-move.ts'

// No route: whoever runs the hub does it by the command line, right before the file is written.
export const freezeSpace = (travels: Travels) =>
  command({
    name: 'moves.freeze',
    summary: 'From now on nothing is written in what leaves, so that nothing is missing in the file',
    input: at,
    output: z.object({ destination: z.string() }),
    async facts(tx, { input, ...reading }) {
      const here = await heldHere(tx, reading, 'community', input.space)
      const running = here.move === null ? [] : await stillRunning(tx, travels[here.move.sort].travelling, input.space)
      return { ...here, running: running.length > 0 }
    },
    may: ({ actor, now, facts: { move, running } }) =>
      all(
        hubAlone(actor),
        move === null ? no('move.missing') : yes,
        move?.state === 'settled' ? no('move.has-left') : yes,
        move !== null && move.leavesOn > dayIn(now) ? no('move.too-early', { day: move.leavesOn }) : yes,
        running ? no('move.still-running') : yes,
      ),
    async run(tx, { input: { space }, now, facts: { move } }) {
      await tx.updateTable('space_move').set({ state: 'leaving' }).where('community_id', '=', space).execute()
      await holdStill(tx, move?.sort ?? 'community', space, now)
      return { destination: move?.destination ?? '' }
    },
    tell: ({ input }) => [told('moves.space.frozen', input.space)],
  })
